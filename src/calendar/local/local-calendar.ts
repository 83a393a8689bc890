// The built-in calendar behind the port: working hours from the company, bookings in our own tables. That a person
// is not booked twice is the database's doing (exclusion constraint), whatever happens here at the same time.
import { MINUTE_MS, wallClock } from '../../companies/wall-clock.ts';
import type { Company } from '../../companies/company.ts';
import { assert } from '../../platform/assert.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { isFault } from '../../platform/errors.ts';
import { uuidFrom } from '../../platform/uuid.ts';
import type { EpochMs, World } from '../../platform/world.ts';
import type { Booking, BookingRequest, Calendar, Outcome, Slot, SlotQuery } from '../port.ts';
import { freeSlots, leastBookedFirst, loadsOf, offerOf, workingThrough } from './availability.ts';
import type { Offer } from './availability.ts';
import { done, localService, NOBODY, refused, repeated, wholeDays } from './answers.ts';
import { move } from './move.ts';
import { cancelByUid, findBusy, findByIntent, findByStart, findByUid, insertBooking } from './sql.ts';

export interface LocalParts {
  readonly world: Pick<World, 'clock'>;
  readonly database: Database;
  /** The company as it is now; asked anew for each operation. */
  readonly company: () => Company;
  /** Slots start on multiples of this past the hour; default 15. */
  readonly gridMinutes?: number;
}

export function localCalendar(parts: LocalParts): Calendar & { readonly provider: 'local' } {
  const { world, database, gridMinutes = 15 } = parts;
  assert(60 % gridMinutes === 0, 'the grid repeats every hour');

  /** In one transaction of the company. A database that does not answer is `unknown`: a COMMIT may have got through. */
  async function within<T>(companyId: string, budgetMs: number, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (budgetMs < 1) return { kind: 'unknown', cause: 'not_tried', detail: 'the time allowed was over before the database was asked' };
    try {
      return await database.inCompany(companyId, work, { budgetMs });
    } catch (error) {
      if (!isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      return { kind: 'unknown', cause: 'no_answer', detail: error.message };
    }
  }

  return {
    provider: 'local',
    slots: async (query) => {
      const company = parts.company();
      const offer = offerOf(company, { ...localService(query.service), staffId: query.staffId });
      if (offer === null) return NOBODY;
      const search = { query, offer, gridMinutes, now: world.clock.now() };
      return within(company.id, query.budgetMs, (tx) => slots(tx, search));
    },
    book: async (request) => {
      const company = parts.company();
      return within(company.id, request.budgetMs, (tx) => book(tx, { request, company, now: world.clock.now() }));
    },
    lookUp: (query) =>
      within(parts.company().id, query.budgetMs, async (tx) => done(await findByStart(tx, localService(query.service).serviceId, query.startAt))),
    cancel: ({ uid, budgetMs }) =>
      within(parts.company().id, budgetMs, async (tx) => {
        const cancelled = await cancelByUid(tx, uid);
        return cancelled === null ? refused('booking_not_found', `no booking ${uid}`) : done(cancelled);
      }),
    reschedule: (request) => {
      const company = parts.company();
      return within(company.id, request.budgetMs, (tx) => move(tx, { request, company, now: world.clock.now() }));
    },
    read: ({ uid, budgetMs }) => within(parts.company().id, budgetMs, async (tx) => done(await findByUid(tx, uid))),
  };
}

interface SlotSearch {
  readonly query: SlotQuery;
  readonly offer: Offer;
  readonly gridMinutes: number;
  readonly now: EpochMs;
}

async function slots(tx: Tx, { query, offer, gridMinutes, now }: SlotSearch): Promise<Outcome<readonly Slot[]>> {
  const { minutes } = query.service;
  const fromAt = Math.max(query.fromAt, now);
  if (query.untilAt <= fromAt) return done([]);
  const busy = await findBusy(tx, offer.members.map((m) => m.id), {
    ...wholeDays({ fromAt, untilAt: query.untilAt + minutes * MINUTE_MS }, offer.timeZone), movingUid: query.movingUid,
  });
  return done(freeSlots(offer, { fromAt, untilAt: query.untilAt, minutes, gridMinutes, busy }));
}

interface BookingTask {
  readonly request: BookingRequest;
  readonly company: Company;
  readonly now: EpochMs;
}

async function book(tx: Tx, { request, company, now }: BookingTask): Promise<Outcome<Booking>> {
  const { startAt, intentId } = request;
  const service = localService(request.service);
  // First of all, because the repetition of what was done is done, even when its time has come meanwhile.
  const earlier = await findByIntent(tx, intentId);
  if (earlier !== null) return repeated(earlier, startAt);
  if (startAt < now) return refused('in_the_past', 'the start is over');
  const offer = offerOf(company, { ...service, staffId: request.staffId });
  if (offer === null) return NOBODY;
  const endAt = startAt + service.minutes * MINUTE_MS;
  const members = workingThrough(offer, { startAt, endAt });
  if (members.length === 0) return refused('outside_window', 'outside working hours');

  const busy = await findBusy(tx, members.map((m) => m.id), wholeDays({ fromAt: startAt, untilAt: endAt }, offer.timeZone));
  const free = members.filter((m) => !busy.some((b) => b.staffId === m.id && b.fromAt < endAt && startAt < b.untilAt));
  const day = { date: wallClock(startAt, offer.timeZone).date, loads: loadsOf(busy, offer.timeZone) };
  const row = { companyId: company.id, uid: uuidFrom('local', intentId), intentId, startAt, endAt, attendee: request.attendee, notes: request.notes, createdAt: now };
  for (const member of leastBookedFirst(free, day)) {
    const booked = await insertBooking(tx, { ...row, branchId: service.branchId, serviceId: service.serviceId, staffId: member.id });
    if (booked !== null) return done(booked);
    const twin = await findByIntent(tx, intentId);
    if (twin !== null) return repeated(twin, startAt);
  }
  return refused('slot_taken', 'everybody who could do it is booked');
}
