// What is to be booked for a callback: what the caller asked for, as far as it was understood, and what the person at the
// desk says otherwise.
import { calendarService } from '../../calendar/calendars.ts';
import type { Calendar } from '../../calendar/port.ts';
import { isOpen } from '../../callbacks/desk-state.ts';
import type { CallbackStatus } from '../../callbacks/desk-state.ts';
import { claimHolder } from '../../callbacks/release-claim.ts';
import { actorText } from '../../companies/actor.ts';
import type { Company, Service } from '../../companies/company.ts';
import type { Tx } from '../../platform/database.ts';
import type { EpochMs } from '../../platform/world.ts';
import { notesOf } from '../../wishes/notes.ts';
import type { Requested } from '../../wishes/wish.ts';
import type { BookingIntent } from '../intent.ts';
import type { Acting, Missing, Stopped, Wish } from './acting.ts';

export interface CallbackFacts {
  readonly status: CallbackStatus;
  readonly wishId: string;
  readonly callId: string | null;
  readonly branchId: string | null;
  readonly serviceId: string | null;
  readonly customerName: string | null;
  readonly phoneNumber: string | null;
  readonly customerEmail: string | null;
  readonly callerKey: string;
  /** Of an appointment that was made for it already. */
  readonly appointmentId: string | null;
  /** The calendar's id of a booking that was made for it, where one is known. */
  readonly bookingUid: string | null;
  /** ISO 8601 as the failure noted it; anything else is none. */
  readonly requestedTime: string | null;
  readonly requested: Requested;
}

/** Nothing is done about a callback that is closed, or that somebody else is working on. */
export async function readCallbackFacts(tx: Tx, acting: Acting): Promise<{ readonly kind: 'found'; readonly facts: CallbackFacts } | Stopped> {
  const { company, actor, now } = acting.desk;
  const facts = await tx.maybe<CallbackFacts>(
    `select c.status, c.wish_id as "wishId", coalesce(c.call_id, w.call_id) as "callId", c.branch_id as "branchId", c.service_id as "serviceId", c.customer_name as "customerName",
       c.phone_number as "phoneNumber", c.customer_email as "customerEmail", c.caller_key as "callerKey", c.appointment_id as "appointmentId", c.metadata ->> 'calcom_booking_id' as "bookingUid",
       c.metadata ->> 'requested_time' as "requestedTime", w.requested
     from callbacks c join wishes w on w.company_id = c.company_id and w.id = c.wish_id
     where c.company_id = $1 and c.id = $2`,
    [company.id, acting.callbackId],
  );
  if (facts === null) return { kind: 'not_found' };
  if (!isOpen(facts.status)) return { kind: 'closed', status: facts.status };
  const holder = await claimHolder(tx, { companyId: company.id, callerKey: facts.callerKey, now });
  if (holder !== null && holder.claimedBy !== actorText(actor)) return { kind: 'claimed', by: holder.name, until: holder.until, status: facts.status };
  return { kind: 'found', facts };
}

export type Draft = Omit<BookingIntent, 'id' | 'attempt'>;

export type Prepared =
  | { readonly kind: 'ready'; readonly draft: Draft; readonly service: Service; readonly calendar: Calendar }
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] };

export function prepare(acting: Acting, facts: CallbackFacts, wish: Wish): Prepared {
  const drafted = draftOf(acting, facts, wish);
  const { service } = drafted;
  const calendar = service === undefined ? null : acting.calendars.for(acting.desk.company, service);
  if (drafted.kind === 'ready' && calendar !== null) return { ...drafted, calendar };
  const missing = drafted.kind === 'ready' ? [] : drafted.missing;
  return { kind: 'incomplete', missing: service === undefined || calendar !== null ? missing : [...new Set([...missing, 'calendar' as const])] };
}

export type Drafted = Omit<Extract<Prepared, { kind: 'ready' }>, 'calendar'> | (Extract<Prepared, { kind: 'incomplete' }> & { readonly service: Service | undefined });

/** Without its calendar, which what is entered by hand needs none of. */
export function draftOf(acting: Acting, facts: CallbackFacts, wish: Wish): Drafted {
  const { company, now } = acting.desk;
  const { requested } = facts;
  const service = serviceOf(company, wish.serviceId ?? facts.serviceId ?? requested.serviceId);
  const startAt = wish.startAt ?? requested.startAt ?? instantIn(facts.requestedTime);
  const name = wish.customerName ?? facts.customerName ?? requested.customerName ?? null;
  const phone = wish.phone ?? facts.phoneNumber ?? requested.phone ?? null;
  const email = wish.email ?? facts.customerEmail ?? requested.email ?? null;
  const branch = company.branches.find(({ id }) => id === facts.branchId) ?? company.branches[0];
  const missing: Missing[] = [
    ...(service === undefined ? ['service' as const] : []),
    ...(startAt === null || startAt === undefined ? ['start' as const] : []),
    ...(name === null ? ['customer_name' as const] : []),
    ...(phone === null && email === null ? ['contact' as const] : []),
    ...(service !== undefined && branch === undefined ? ['calendar' as const] : []),
  ];
  if (missing.length > 0 || service === undefined || startAt == null || name === null || branch === undefined) return { kind: 'incomplete', missing, service };
  return {
    kind: 'ready', service,
    draft: {
      wishId: facts.wishId, callId: facts.callId, receipt: acting.world.ids.next(), service: calendarService(service, branch), branchId: facts.branchId ?? branch.id,
      startAt, timeZone: company.timeZone, attendee: { name, email, phone, language: company.locale },
      staffId: wish.staffId === undefined ? (requested.staffId ?? null) : wish.staffId, notes: wish.notes ?? notesOf(requested), createdAt: now,
    },
  };
}

function instantIn(noted: string | null): EpochMs | null {
  const at = Date.parse(noted ?? '');
  return Number.isNaN(at) ? null : at;
}

function serviceOf(company: Company, id: string | undefined): Service | undefined {
  return company.services.find((service) => service.id === id);
}
