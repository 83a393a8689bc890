// A company with a Cal.com account, bookings of its callers in every state, and the webhooks about them.
import { randomUUID } from 'node:crypto';
import { salon, storeSalon } from '../../test/local-salon.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { CalComAccount, Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { Json } from '../journal/journal.ts';
import type { Database, Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { realHttp } from '../platform/real-http.ts';
import { realRandom } from '../platform/real-world.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { BookingIntent } from '../booking/intent.ts';
import { insertIntent } from '../booking/store-intent.ts';
import { bookingTurnedUp } from '../booking/turned-up.ts';
import { applyDueEvents, type ApplyParts } from './apply-due.ts';
import { readCalendarEvent } from './read-event.ts';
import { eventId, storeEvent } from './store-event.ts';

export const NOW: EpochMs = Date.parse('2026-12-01T09:00:00Z');
export const DAY_MS = 86_400_000;
export const SECRET = 'whsec_of_salon';
export const CUSTOMER = 'yilmaz@example.com';
export const HOST = 'anna@salon.example';

export interface Told {
  readonly trigger: string;
  readonly uid: string;
  /** Days after NOW. */
  readonly day?: number;
  readonly from?: string;
  readonly fromDay?: number | null;
  readonly status?: string;
  readonly intent?: string | null;
  readonly cancelledBy?: string;
  readonly eventTypeId?: number;
}

/** A webhook as Cal.com documents it (version 2021-10-20), shortened by what nobody reads. */
export function webhook(told: Told): Json {
  const startAt = NOW + (told.day ?? 1) * DAY_MS;
  const before = told.fromDay === undefined || told.fromDay === null ? null : NOW + told.fromDay * DAY_MS;
  return {
    triggerEvent: told.trigger, createdAt: iso(NOW + told.trigger.length),
    payload: {
      type: 'schnitt', title: 'Schnitt', startTime: iso(startAt), endTime: iso(startAt + 1_800_000),
      organizer: { id: 5, name: 'Anna', email: HOST, timeZone: 'Europe/Berlin' },
      responses: { name: { label: 'your_name', value: 'Yilmaz' }, attendeePhoneNumber: { label: 'phone_number', value: '+4930111222' } },
      attendees: [{ email: CUSTOMER, name: 'Yilmaz', timeZone: 'Europe/Berlin' }],
      eventTypeId: told.eventTypeId ?? 101, uid: told.uid, bookingId: 91, metadata: told.intent == null ? {} : { fangnetz_intent: told.intent },
      status: told.status ?? 'ACCEPTED',
      ...(told.from === undefined ? {} : { rescheduleUid: told.from }),
      ...(before === null ? {} : { rescheduleStartTime: iso(before), rescheduleEndTime: iso(before + 1_800_000) }),
      ...(told.cancelledBy === undefined ? {} : { cancelledBy: told.cancelledBy, cancellationReason: 'krank' }),
    },
  };
}

export interface CalComSalon {
  readonly company: Company;
  readonly parts: ApplyParts;
  now: EpochMs;
  /** Stores and applies, as the route and the sweep do. */
  hear(body: Json): Promise<void>;
  store(body: Json): Promise<void>;
  apply(): Promise<number>;
  /** An attempt to book in a call that is over. */
  intent(state: 'unknown' | 'sent' | 'pending' | 'confirmed', given?: { uid?: string; heldUntil?: EpochMs }): Promise<BookingIntent>;
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  rows<R extends object>(text: string): Promise<R[]>;
  difference(): Promise<readonly string[]>;
}

export async function calComSalon(database: Database, calCom: Partial<CalComAccount> = {}): Promise<CalComSalon> {
  const made = salon({ staff: { anna: null } });
  const company: Company = {
    ...made.company,
    services: made.company.services.map((service, i) => ({ ...service, calendar: { provider: 'cal.com', eventTypeId: 101 + i } })),
    staff: made.company.staff.map((member) => ({ ...member, email: HOST })),
    calCom: { baseUrl: 'http://127.0.0.1:1/v2', profile: 'hosted', apiKey: 'cal_live_x', webhookSecret: SECRET, ...calCom },
  };
  await storeSalon(database, { ...made, company });
  const directory: Directory = {
    connection: () => null, company: (id) => (id === company.id ? company : null), companyBySlug: (slug) => (slug === company.slug ? company : null),
    operator: () => company, companies: () => [company],
  };
  const clock = { now: () => bench.now, monotonic: () => bench.now, sleep: async () => undefined };
  const world: World = { clock, log: silentLog, ids: { next: () => randomUUID() }, random: realRandom, http: realHttp };
  const run = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => await database.inCompany(company.id, work, { budgetMs: 30_000 });
  const store = async (body: Json): Promise<void> => {
    const event = readCalendarEvent(body);
    const id = eventId(company.id, event, Buffer.from(JSON.stringify(body)));
    await run(async (tx) => await storeEvent(tx, { delivery: { id, companyId: company.id, receipt: randomUUID(), receivedAt: bench.now, payload: body, intent: null }, event, applyAt: bench.now }));
  };
  const bench: CalComSalon = {
    company, now: NOW, parts: { world, database, directory }, run, store,
    apply: async () => await applyDueEvents(bench.parts),
    hear: async (body) => {
      await store(body);
      await applyDueEvents(bench.parts);
    },
    intent: async (state, given = {}) => await run(async (tx) => await bookedInACall(tx, company, { state, ...given })),
    rows: async (text) => await run(async (tx) => await tx.rows(text, [company.id])),
    difference: async () => (await run(async (tx) => await readLedger(tx, { companyId: company.id, from: null, to: null, now: bench.now, journalPending: [] }))).unexplained,
  };
  return bench;
}

async function bookedInACall(tx: Tx, company: Company, made: { state: string; uid?: string; heldUntil?: EpochMs }): Promise<BookingIntent> {
  const [id, callId, wishId] = [randomUUID(), randomUUID(), randomUUID()];
  const intent: BookingIntent = {
    id, attempt: 1, wishId, callId, receipt: randomUUID(), service: { provider: 'cal.com', serviceId: company.services[0]!.id, eventTypeId: 101, minutes: 30 },
    branchId: company.branches[0]!.id, startAt: NOW + DAY_MS, timeZone: 'Europe/Berlin', staffId: null, notes: null, createdAt: NOW - 3_600_000,
    attendee: { name: 'Yilmaz', email: CUSTOMER, phone: '+4930111222', language: 'de' },
  };
  await tx.run(
    `insert into calls (company_id, id, connection, retell_call_id, last_seen_at, ended_at, created_at) values ($1, $2, 'r', $3, $4, $4, $4)`,
    [company.id, callId, callId, iso(NOW - 3_600_000)],
  );
  await tx.run(
    `insert into wishes (company_id, id, call_id, intent, fate, receipt, opened_at, updated_at) values ($1, $2, $3, 'book', 'in_progress', $4, $5, $5)`,
    [company.id, wishId, callId, intent.receipt, iso(NOW - 3_600_000)],
  );
  await insertIntent(tx, company.id, intent, made.heldUntil ?? NOW - 60_000);
  if (made.state === 'unknown') await tx.run(`update booking_intents set state = 'unknown', held_until = null where company_id = $1 and id = $2`, [company.id, id]);
  if (made.state === 'confirmed' || made.state === 'pending') {
    const booking = {
      uid: made.uid ?? 'A', id: '91', status: made.state === 'confirmed' ? 'accepted' as const : 'pending' as const, startAt: intent.startAt, endAt: intent.startAt + 1_800_000, intentId: id,
      attendeeName: 'Yilmaz', attendeeEmail: CUSTOMER, attendeePhone: null, staffId: null, createdAt: null, rescheduledFromUid: null, rescheduledToUid: null,
    };
    // As if the call itself had heard the yes: no callback about a booking that turned up.
    const row = { company_id: company.id, id, wish_id: wishId, state: 'pending' as const, request: intent, booking_uid: booking.uid, look_ups: 0, held_until: null, created_at: intent.createdAt };
    await bookingTurnedUp(tx, { company, row, booking, at: NOW - 3_000_000 });
  }
  return intent;
}
