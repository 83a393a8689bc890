import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { rowsWith } from '../../test/every-byte.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { bookingMoved } from '../calendar-events/booking-moved.ts';
import type { SeenBooking } from '../calendar-events/seen-booking.ts';
import type { Call } from '../calls/call.ts';
import { noteTranscript, storeEvent } from '../calls/store-event.ts';
import { changeCallback } from '../callbacks/change-callback.ts';
import type { Company } from '../companies/company.ts';
import type { Person } from '../companies/actor.ts';
import { iso } from '../platform/iso.ts';
import { realClock, realWorld } from '../platform/real-world.ts';
import { secretsOf } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { readLedger } from '../wishes/ledger.ts';
import { erasePerson, previewErasure } from './erase.ts';
import type { Erased, Erasing } from './erase.ts';
import { placeHold } from './holds.ts';
import { patternsOf } from './person.ts';
import { sweepRetention } from './retention-job.ts';

const DAY = 86_400_000;
const NUMBER = '+4915112345678';
const EMAIL = 'ada.z@pflaume.example';
const NAME = 'Ada Zwetschgenbaum';
/** What must be nowhere afterwards: name, note, what was said, address, and the number however it is spelled. */
const WORDS = ['zwetschgenbaum', 'kaktusallergie', 'rhabarberkuchen'];
const { database, url } = await testDatabase();
const real = realWorld(silentLog);
const secrets = secretsOf(Buffer.alloc(32, 7), { next: () => 0.5, bytes: (count) => new Uint8Array(count) });
const actor: Person = { kind: 'user', id: 'owner', name: 'Chefin', staffId: null, role: 'owner' };

// What one test left behind must not be found by another.
beforeEach(async () => void (await database.asMachine((tx) => tx.run(`delete from companies where kind = 'company'`))));

let salons = 0;
async function salon() {
  salons += 1;
  const rows = await companyWithRows(database, `salon-${salons}`);
  const company = { id: rows.companyId, slug: `salon-${salons}`, timeZone: 'Europe/Berlin', callbacks: {}, branches: [], staff: [] } as unknown as Company;
  return { rows, company };
}
type Salon = Awaited<ReturnType<typeof salon>>;

const erasing = ({ company }: Salon, now: EpochMs, who: Erasing['who'] = { numbers: [NUMBER], emails: [EMAIL] }): Erasing => ({ company, who, actor, now, ids: real.ids, secrets });
const erase = (of: Salon, now: EpochMs, options: { who?: Erasing['who']; confirmed?: readonly string[] } = {}): Promise<Erased> =>
  database.inCompany(of.company.id, (tx) => erasePerson(tx, erasing(of, now, options.who), new Set(options.confirmed)), { budgetMs: 30_000 });
const ledgerOf = ({ company }: Salon, now: EpochMs) => database.inCompany(company.id, (tx) => readLedger(tx, { companyId: company.id, from: null, to: null, now, journalPending: [] }));
const read = async ({ company }: Salon, text: string): Promise<Record<string, unknown>[]> => database.inCompany(company.id, (tx) => tx.rows<Record<string, unknown>>(text));

async function needles(of: Salon): Promise<string[]> {
  const ids = await database.asMachine((tx) => tx.rows<{ id: string }>('select fangnetz_customer_id($1, $2, null)::text as id union select fangnetz_customer_id($1, null, $3)::text', [of.company.id, NUMBER, EMAIL]));
  return [...WORDS, ...patternsOf({ numbers: [NUMBER], emails: [EMAIL] }), ...ids.map(({ id }) => id)];
}

type Kind = 'open' | 'closed' | 'appointment' | 'merged' | 'not_a_wish' | 'by_hand' | 'chat';

/** A case of somebody, with his traces in every table that a call leaves some in. */
async function aCase({ rows, company }: Salon, kind: Kind, who: { name: string; number: string | null; email: string | null; note: string; said: string }, at: EpochMs = NOW): Promise<string | null> {
  const spelled = who.number?.replace('+49', '0').replace(/^(\d{4})(\d{3})/, '$1/$2 ') ?? null;
  if (kind === 'chat') {
    await rows.raw('call_events', { id: randomUUID(), connection: 'retell', event: 'chat_ended', payload: { chat: { transcript: `${who.said} von ${who.number ?? who.email}` } }, receipt: randomUUID(), received_at: iso(at) });
    return null;
  }
  const call = kind === 'by_hand' ? null : await rows.call({
    from_number: who.number, from_raw: spelled, ended_at: iso(at), last_seen_at: iso(at), created_at: iso(at), recording_url: `https://r.example/${who.said}.wav`, analysis: { call_summary: `${who.name}: ${who.said}` },
    transcript: JSON.stringify([{ role: 'user', content: `Hier ist ${who.name}, ${who.said}, meine Nummer ist ${spelled}` }]), transfer: JSON.stringify({ seen: ['transfer_started'], destination: who.number }),
  });
  if (call !== null) {
    await rows.raw('call_events', { id: randomUUID(), connection: 'retell', event: 'call_ended', call_id: call, payload: { call: { from_number: who.number, metadata: { note: who.note } } }, receipt: randomUUID(), received_at: iso(at) });
    await rows.raw('inbound_calls', { id: randomUUID(), connection: 'retell', from_raw: spelled, from_number: who.number, received_at: iso(at), outcome: 'arrived', call_id: call });
  }
  const requested = { customerName: who.name, ...(who.number === null ? {} : { phone: who.number, phoneRaw: spelled }), ...(who.email === null ? {} : { email: who.email }), notes: who.note, dateSaid: who.said, date: '2026-12-01' };
  const target = kind === 'merged' ? await rows.wish({ call_id: call, fate: 'closed', reason: 'answered', settled_by: 'user:1', requested }) : null;
  const fate = kind === 'open' || kind === 'by_hand' ? 'open_callback' : kind;
  const wish = await rows.wish({ call_id: call, fate, requested, opened_at: iso(at), settled_at: iso(at), reason: kind === 'closed' || kind === 'not_a_wish' ? `${who.name} will nicht` : null, settled_by: 'user:1', merged_into: target });
  if (call !== null) await rows.request({ call_id: call, wish_id: wish, fingerprint: randomUUID(), received_at: iso(at), answer: { success: true, status: 'ok', wish_id: wish, message: `Gern, ${who.name}`, alternatives: [{ start: iso(at), spoken: who.said }] } });
  if (kind === 'appointment') await appointment({ rows, wish, call, who, at });
  if (kind === 'open' || kind === 'closed' || kind === 'by_hand') await callback({ rows, wish, call, who, at, open: kind !== 'closed', spelled });
  return company.id;
}

async function appointment({ rows, wish, call, who, at }: { rows: Rows; wish: string; call: string | null; who: { name: string; number: string | null; email: string | null; note: string }; at: EpochMs }): Promise<void> {
  const attendee = { name: who.name, email: who.email, phone: who.number, language: 'de' };
  const intent = call === null ? null : await rows.intent(wish, call, { state: 'confirmed', next_look_at: null, request: { serviceId: randomUUID(), attendee, notes: who.note, startAt: at }, detail: `${who.name} bestätigt`, updated_at: iso(at), starts_at: iso(at) });
  const uid = randomUUID();
  const id = await rows.appointment({ wish_id: wish, call_id: call, intent_id: intent, booking_uid: uid, customer_name: who.name, phone_number: who.number, customer_email: who.email, notes: who.note, starts_at: iso(at - DAY), ends_at: iso(at - DAY + 1), created_at: iso(at), updated_at: iso(at) });
  await database.asMachine((tx) => tx.run('update wishes set appointment_id = $2 where id = $1', [wish, id]));
  await rows.raw('calendar_events', { id: randomUUID(), provider: 'cal.com', trigger: 'BOOKING_CREATED', booking_uid: uid, payload: { payload: { attendees: [attendee] } }, receipt: randomUUID(), received_at: iso(at), applied_at: iso(at), result: 'known' });
}

async function callback({ rows, wish, call, who, at, open, spelled }: { rows: Rows; wish: string; call: string | null; who: { name: string; number: string | null; email: string | null; note: string; said: string }; at: EpochMs; open: boolean; spelled: string | null }): Promise<void> {
  const id = await rows.callback(wish, {
    call_id: call, customer_name: who.name, phone_number: who.number, phone_raw: spelled, customer_email: who.email, notes: `${who.note}: ${who.said}`, error_message: `Zusage: „${who.said}“`, due_because: '4 h',
    preferred_time_window: JSON.stringify(who.said), metadata: { error_type: null, from_number: spelled, created_at_iso: iso(at), exception_message: who.note }, created_at: iso(at), updated_at: iso(at),
    ...(open ? { snoozed_until: iso(at + DAY), snooze_words: who.said } : { status: 'completed', completed_at: iso(at), resolution: `${who.name} erreicht`, resolution_notes: who.note }),
  });
  await database.asMachine((tx) => tx.run('update wishes set callback_id = $2 where id = $1', [wish, id]));
  await rows.event(id, { kind: 'note', detail: { text: `${who.name} ${spelled}`, version: 1, before: { snoozeWords: who.said } } });
  await database.asMachine((tx) => tx.run(
    `insert into idempotency_keys (company_id, actor, key, fingerprint, token, lease_until, outcomes, status, body, created_at) values ($1, 'key:1', $2::text, 'f', $2::uuid, $3, $4, 200, $5, $3)`,
    [rows.companyId, randomUUID(), iso(at), JSON.stringify({ '0': { customerName: who.name, id } }), JSON.stringify({ id, customer_name: who.name, notes: who.note })],
  ));
  await rows.raw('callback_attempts', { id: randomUUID(), callback_id: id, at: iso(at), actor: 'user:1', outcome: 'voicemail', note: who.note });
  await rows.raw('callback_escalations', { id: randomUUID(), callback_id: id, at: iso(at), actor: 'user:1', reason: 'other', note: who.said, level: 1 });
  if (open && who.number !== null) await database.asMachine((tx) => tx.run(`insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until) values ($1, $2, 'user:1', 'Anna', $3, $3) on conflict do nothing`, [rows.companyId, who.number, iso(at)]));
}

const ADA = { name: NAME, number: NUMBER, email: EMAIL, note: 'Kaktusallergie', said: 'Rhabarberkuchen' };
const BO = { name: 'Bo Nachbar', number: '+4915187654321', email: 'bo@nachbar.example', note: 'kommt gern früh', said: 'Ich rufe wieder an' };
const KINDS: readonly Kind[] = ['open', 'closed', 'appointment', 'merged', 'not_a_wish', 'by_hand', 'chat'];

test('nothing of an erased person is left in any table: neither name, number, address, note nor word; the ledger counts him as erased', async () => {
  const of = await salon();
  for (const kind of KINDS) await aCase(of, kind, ADA);
  const bystander = await salon();
  await aCase(bystander, 'open', BO);
  const before = await ledgerOf(of, NOW);
  expect(before.difference).toBe(0);
  expect((await rowsWith(url, await needles(of))).length).toBeGreaterThan(40);

  const erased = await erase(of, NOW);
  expect(erased).toMatchObject({ kind: 'erased', erasure: { counts: { callbacks_cancelled: 2, wishes: 7, calls: 5, platform_deletions: 5 }, names: [NAME] } });
  expect(await rowsWith(url, await needles(of))).toEqual([]);
  const after = await ledgerOf(of, NOW);
  expect(after).toMatchObject({ wishes: before.wishes, difference: 0, unexplained: [], fates: { erased: before.wishes } });
  expect(await read(of, 'select status, resolution from callbacks order by status')).toEqual([
    { status: 'cancelled', resolution: 'erased_on_request' }, { status: 'cancelled', resolution: 'erased_on_request' }, { status: 'completed', resolution: 'in_words' },
  ]);
  expect(await read(of, `select count(*)::int as n from audit_log where action = 'privacy.erase'`)).toEqual([{ n: 1 }]);
  expect(await database.asMachine((tx) => verifyChain(tx, { companyId: of.company.id, secrets, kept: null }))).toMatchObject({ ok: true });
  expect(await read(bystander, 'select customer_name from callbacks')).toEqual([{ customer_name: 'Bo Nachbar' }]);
});

test('his number in what belongs to somebody else is taken out of it, the rest stays; his name there is pointed out', async () => {
  const of = await salon();
  await aCase(of, 'closed', ADA);
  await aCase(of, 'open', { ...BO, note: `Freund von ${NAME}, erreichbar unter 0151 / 12 34 56 78 oder ${EMAIL.toUpperCase()}` });
  const preview = await database.inCompany(of.company.id, (tx) => previewErasure(tx, erasing(of, NOW)));
  const erased = await erase(of, NOW);
  expect(erased.kind).toBe('erased');
  const [bo] = await read(of, `select id, notes, phone_number, customer_name from callbacks where customer_name is not null`);
  expect(bo).toMatchObject({ phone_number: BO.number, customer_name: BO.name, notes: `Freund von ${NAME}, erreichbar unter [gelöscht] oder [gelöscht]: Ich rufe wieder an` });
  expect(erased).toMatchObject({ erasure: { remains: { mentions: expect.arrayContaining([{ table: 'callbacks', id: bo!['id'] }]) } } });
  expect(preview.erasure.counts).toEqual({ ...(erased as Extract<Erased, { kind: 'erased' }>).erasure.counts, callbacks_cancelled: undefined, platform_deletions: undefined });
});

test('what cannot be reopened or undone afterwards is: a callback of whom nobody knows any more', async () => {
  const of = await salon();
  await aCase(of, 'open', ADA);
  await erase(of, NOW);
  const [row] = await read(of, 'select id from callbacks');
  const desk = { company: of.company, actor, now: NOW, ids: real.ids };
  const reopened = await database.inCompany(of.company.id, (tx) => changeCallback(tx, desk, { id: row!['id'] as string, event: { kind: 'reopen', reason: 'doch' } }));
  expect(reopened).toEqual({ kind: 'refused', why: 'erased', status: 'cancelled' });
  expect(await ledgerOf(of, NOW)).toMatchObject({ difference: 0, fates: { erased: 1 } });
});

describe('an erasure waits', () => {
  test('while he is on the phone, or a booking of his is being looked for', async () => {
    const of = await salon();
    await aCase(of, 'closed', ADA);
    await database.asMachine((tx) => tx.run('update calls set aftercare_at = $2 where company_id = $1', [of.company.id, iso(NOW)]));
    expect(await erase(of, NOW)).toEqual({ kind: 'busy', why: 'call' });
    await database.asMachine((tx) => tx.run('update calls set aftercare_at = null where company_id = $1', [of.company.id]));
    const [call] = await read(of, 'select id from calls');
    const [wish] = await read(of, 'select id from wishes');
    await of.rows.intent(wish!['id'] as string, call!['id'] as string);
    expect(await erase(of, NOW)).toEqual({ kind: 'busy', why: 'booking' });
    expect(await read(of, 'select customer_name from callbacks')).toEqual([{ customer_name: NAME }]);
  });

  test('while his data are held for a complaint', async () => {
    const of = await salon();
    await aCase(of, 'closed', ADA);
    const [row] = await read(of, 'select id, customer_id from callbacks');
    for (const subject of [{ kind: 'callback' as const, id: row!['id'] as string }, { kind: 'customer' as const, id: row!['customer_id'] as string }]) {
      const hold = await database.inCompany(of.company.id, (tx) => placeHold(tx, { companyId: of.company.id, actor: 'user:1', now: NOW }, { subject, reason: 'Beschwerde' }));
      expect(await erase(of, NOW)).toEqual({ kind: 'held', holds: [{ id: hold!.id, reason: 'Beschwerde' }] });
      await database.asMachine((tx) => tx.run('delete from privacy_holds where company_id = $1', [of.company.id]));
    }
  });

  test('until each appointment to come is confirmed by its id; then it stands without a name, and what the calendar keeps is named', async () => {
    const of = await salon();
    await aCase(of, 'appointment', ADA);
    await database.asMachine((tx) => tx.run('update appointments set starts_at = $2, ends_at = $3 where company_id = $1', [of.company.id, iso(NOW + DAY), iso(NOW + DAY + 1)]));
    const [row] = await read(of, 'select id, booking_uid from appointments');
    expect(await erase(of, NOW)).toMatchObject({ kind: 'appointments_unconfirmed', appointments: [{ id: row!['id'], start: iso(NOW + DAY), status: 'booked' }] });
    const erased = await erase(of, NOW, { confirmed: [row!['id'] as string] });
    expect(erased).toMatchObject({ kind: 'erased', erasure: { remains: { calendar: [{ booking_uid: row!['booking_uid'], start: iso(NOW + DAY), status: 'booked' }] } } });
    expect(await read(of, 'select status, customer_name, phone_number from appointments')).toEqual([{ status: 'booked', customer_name: null, phone_number: null }]);
    expect(await rowsWith(url, await needles(of))).toEqual([]);
  });
});

test('asked by his address alone, what stands under his number only is left, and the number is shown beside', async () => {
  const of = await salon();
  await aCase(of, 'closed', { ...ADA, email: null });
  await aCase(of, 'closed', ADA);
  const { erasure } = await database.inCompany(of.company.id, (tx) => previewErasure(tx, erasing(of, NOW, { numbers: [], emails: [EMAIL] })));
  expect(erasure).toMatchObject({ counts: { callbacks: 1, wishes: 1 }, besides: { numbers: [NUMBER], emails: [] } });
  expect((await erase(of, NOW, { who: { numbers: [], emails: [EMAIL] } })).kind).toBe('erased');
  expect(await read(of, 'select customer_name from callbacks order by 1')).toEqual([{ customer_name: NAME }, { customer_name: null }]);
  expect(await rowsWith(url, patternsOf({ numbers: [], emails: [EMAIL] }))).toEqual([]);
  await erase(of, NOW);
  expect(await rowsWith(url, await needles(of))).toEqual([]);
});

test('what the platforms still tell of him afterwards is not taken in: no transcript, no number, no name of a booking that was moved', async () => {
  const of = await salon();
  await aCase(of, 'appointment', ADA);
  const [known] = await read(of, 'select c.id, c.retell_call_id, a.booking_uid from calls c, appointments a');
  expect((await erase(of, NOW)).kind).toBe('erased');
  const call: Call = { id: known!['id'] as string, connection: 'retell', retellCallId: known!['retell_call_id'] as string, branchId: null, agentId: null, fromRaw: NUMBER, fromNumber: NUMBER, toNumber: null, startedAt: NOW };
  const life = {
    direction: 'inbound', callType: null, startedAt: NOW, endedAt: NOW, disconnectionReason: 'user_hangup', durationMs: 1, recordingUrl: 'https://r.example/rhabarberkuchen.wav', recordingConsent: null,
    transcript: [{ role: 'user', content: `Hier ist ${NAME}` }], analysis: { call_summary: NAME }, transfer: null,
  };
  const event = { receipt: randomUUID(), connection: 'retell', event: 'call_analyzed', receivedAt: NOW + HOUR, retellCallId: call.retellCallId, key: [], ends: true, life, payload: { call: { from_number: NUMBER } } };
  await database.inCompany(of.company.id, (tx) => storeEvent(tx, of.company.id, { event, call }));
  await database.inCompany(of.company.id, (tx) => noteTranscript(tx, of.company.id, { callId: call.id, transcript: life.transcript }));
  const booking = {
    uid: 'moved', id: null, status: 'accepted' as const, startAt: NOW + DAY, endAt: NOW + DAY + HOUR, intentId: null, attendeeName: NAME, attendeeEmail: EMAIL, attendeePhone: NUMBER, staffId: null, createdAt: NOW, rescheduledToUid: null, rescheduledFromUid: known!['booking_uid'] as string,
  };
  const seen = { booking, eventTypeId: 101, hostEmail: null, cancelledBy: null, reason: null, notes: 'Kaktusallergie' } as unknown as SeenBooking;
  await database.inCompany(of.company.id, (tx) => bookingMoved(tx, { company: { ...of.company, services: [] }, at: NOW + HOUR, heardAt: NOW }, { fromUid: known!['booking_uid'] as string, before: null, seen, lossOf: async () => null }));
  expect(await read(of, 'select booking_uid, status, customer_name from appointments order by status')).toEqual([
    { booking_uid: 'moved', status: 'booked', customer_name: null }, { booking_uid: known!['booking_uid'], status: 'cancelled', customer_name: null },
  ]);
  expect(await rowsWith(url, await needles(of))).toEqual([]);
  expect(await read(of, 'select aftercare_at from calls')).toEqual([{ aftercare_at: null }]);
  expect(await ledgerOf(of, NOW)).toMatchObject({ difference: 0 });
});

test('whoever is not known is not erased', async () => {
  expect(await erase(await salon(), NOW)).toEqual({ kind: 'unknown' });
});

test('what retention had already taken his number out of is found by its stand-in, and loses that too', async () => {
  const of = await salon();
  await aCase(of, 'closed', ADA);
  await sweepAt(NOW + 91 * DAY);
  expect(await read(of, 'select caller_ref is not null as referred, phone_number from callbacks')).toEqual([{ referred: true, phone_number: null }]);
  expect(await erase(of, NOW + 91 * DAY)).toMatchObject({ kind: 'erased', erasure: { counts: { callbacks: 1, calls: 1, wishes: 1 } } });
  expect(await read(of, 'select (select caller_ref from callbacks) as callback, (select caller_ref from calls) as call, (select fate from wishes) as fate')).toEqual([{ callback: null, call: null, fate: 'erased' }]);
});

async function sweepAt(now: EpochMs): Promise<void> {
  // as the API does with what it keeps for a day
  await database.asMachine((tx) => tx.run('delete from idempotency_keys where created_at <= $1', [iso(now - DAY)]));
  await database.asMachine((tx) => tx.run('update privacy_schedules set due_at = $1', [iso(now)]));
  while ((await sweepRetention({ world: { ids: real.ids, log: silentLog, clock: { ...realClock, now: () => now } }, database, secrets, signal: new AbortController().signal })) > 0);
}

type Deed = { readonly do: 'case'; readonly kind: Kind; readonly whose: 'ada' | 'bo' } | { readonly do: 'sweep'; readonly days: number } | { readonly do: 'erase' };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('case' as const), kind: fc.constantFrom(...KINDS), whose: fc.constantFrom('ada' as const, 'bo' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const), days: fc.constantFrom(1, 20, 40, 100, 1300) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const) }) },
);

test('after any sequence of calls, sweeps and erasures the ledger is even, and after each erasure no byte of the person is left', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 9 }), async (deeds) => {
      await database.asMachine((tx) => tx.run(`delete from companies where kind = 'company'`));
      const of = await salon();
      let now = NOW;
      for (const one of deeds) {
        if (one.do === 'case') await aCase(of, one.kind, one.whose === 'ada' ? ADA : BO, now);
        if (one.do === 'sweep') await sweepAt((now += one.days * DAY));
        if (one.do === 'erase') {
          expect(['erased', 'unknown']).toContain((await erase(of, now)).kind);
          expect(await rowsWith(url, await needles(of))).toEqual([]);
        }
        expect(await ledgerOf(of, now)).toMatchObject({ difference: 0, unexplained: [] });
      }
      expect(await database.asMachine((tx) => verifyChain(tx, { companyId: of.company.id, secrets, kept: null }))).toMatchObject({ ok: true });
    }),
    { numRuns: 15 },
  );
});
