// Trying the booking of a callback again, and entering its appointment by hand.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Acting, ActingOutcome, Conflict, Stopped, Wish } from '../booking/for-callback/acting.ts';
import { bookForCallback } from '../booking/for-callback/book-for-callback.ts';
import { enterByHand } from '../booking/for-callback/enter-by-hand.ts';
import type { Company } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { readPhone } from '../companies/phone.ts';
import { iso } from '../platform/iso.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { outcomeBody } from './booking-outcome.ts';
import { ById, CompanyQuery } from './contract.ts';
import { BookingOutcome, ManualAppointmentBody, RetryBookingBody } from './contract/booking-actions.ts';
import { callbackIdOf, callbackNow, deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

type Said = Omit<NonNullable<z.output<typeof RetryBookingBody>>, 'keep_open'> & { readonly notes?: string | null | undefined };

export function bookingActionRoutes(api: Api, options: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/retry-booking',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'Tries the booking again: looks first, adopts what stands, else books', params: ById, querystring: CompanyQuery, body: RetryBookingBody, response: { 200: BookingOutcome, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const acting = actingOf(request, options);
      const outcome = await bookForCallback(acting, wishOf(acting.desk.company, request.body ?? {}), request.body?.keep_open ?? false);
      return await answer(request, acting, outcome);
    },
  );
  api.post(
    '/callbacks/:id/appointment',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'Enters an appointment by hand, at the calendar or only here', params: ById, querystring: CompanyQuery, body: ManualAppointmentBody, response: { 200: BookingOutcome, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const acting = actingOf(request, options);
      const { company } = acting.desk;
      const { book_at_calendar: atCalendar, keep_open: keepOpen, force, ...said } = request.body;
      const wish = wishOf(company, said);
      const local = company.services.find(({ id }) => id === wish.serviceId)?.calendar.provider === 'local';
      // entered here only, it can be looked up nowhere: under an Idempotency-Key it is one step like any other change
      const outcome = atCalendar || local ? await bookForCallback(acting, wish, keepOpen) : await enterByHand({ ...acting, transact: async (work) => await inScope(request, work) }, wish, { keepOpen, force });
      return await answer(request, acting, outcome);
    },
  );
}

function actingOf(request: FastifyRequest, { world, calendars }: AdminApiOptions): Acting {
  return {
    world, calendars, desk: deskOf(request, world), callbackId: callbackIdOf(request as FastifyRequest & { params: { id: string } }),
    // under an Idempotency-Key too it is looked up what is booked already, rather than taken from an earlier request
    transact: async (work) => await inScope(request, work, { step: null }),
  };
}

/** Throws Problem REQUEST_INVALID where something names nothing of this company. */
function wishOf(company: Company, said: Said): Wish {
  const service = said.service == null ? null : company.services.find(({ id, slug }) => id === said.service || slug === said.service);
  if (service === undefined) throw new Problem('REQUEST_INVALID', 'service: no service of this company has this id or slug');
  const member = said.staff == null ? null : company.staff.find(({ id, slug }) => id === said.staff || slug === said.staff);
  if (member === undefined) throw new Problem('REQUEST_INVALID', 'staff: no member of this company’s staff has this id or slug');
  const phone = said.phone_number == null || said.phone_number === '' ? null : readPhone(said.phone_number, company.region).e164;
  if (phone === null && said.phone_number) throw new Problem('REQUEST_INVALID', 'phone_number: this is no telephone number; write it with its area code, for example 030 1234567');
  return {
    startAt: said.start == null ? undefined : Date.parse(said.start), serviceId: service?.id, staffId: member?.id, customerName: said.customer_name ?? undefined,
    phone: phone ?? undefined, email: said.customer_email ?? undefined, notes: said.notes ?? undefined,
  };
}

async function answer(request: FastifyRequest, acting: Acting, outcome: ActingOutcome): Promise<z.input<typeof BookingOutcome>> {
  const { company, now } = acting.desk;
  refuse(outcome);
  if (outcome.kind === 'conflict') throw conflict(company, outcome.conflicts);
  const callback = await inScope(request, (tx) => callbackNow(tx, { ...acting.desk, now: acting.world.clock.now() }, acting.callbackId));
  return outcomeBody(outcome, { company, now, callback });
}

function refuse(outcome: ActingOutcome): asserts outcome is Exclude<ActingOutcome, Stopped> {
  if (outcome.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
  if (outcome.kind === 'closed') throw new Problem('STATE_CONFLICT', `The callback is ${outcome.status}; reopen it first.`, { state: outcome.status });
  if (outcome.kind === 'claimed') throw new Problem('CLAIMED', `${outcome.by} is on it.`, { state: outcome.status, claimed_by_name: outcome.by, claim_until: iso(outcome.until) });
}

function conflict(company: Company, conflicts: readonly Conflict[]): Problem {
  const listed = conflicts.map(({ startAt, endAt, customerName, appointmentId, staffId }) => ({
    appointment_id: appointmentId, start: isoInZone(startAt, company.timeZone), end: isoInZone(endAt, company.timeZone), customer_name: customerName, staff_id: staffId,
  }));
  return new Problem('APPOINTMENT_CONFLICT', `It overlaps with ${conflicts.length === 1 ? 'an appointment' : `${conflicts.length} appointments`}.`, { conflicts: listed });
}
