import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { privacyPolicy } from '../companies/privacy-policy.ts';
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { openPostgres } from '../platform/postgres.ts';
import { realClock, realWorld } from '../platform/real-world.ts';
import { secretsOf } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { readLedger } from '../wishes/ledger.ts';
import { placeHold, releaseHold } from './holds.ts';
import { previewRetention } from './preview.ts';
import { sweepRetention } from './retention-job.ts';

const DAY = 86_400_000;
const NUMBER = '+4915112345678';
const { database, url } = await testDatabase();
const secrets = secretsOf(Buffer.alloc(32, 7), { next: () => 0.5, bytes: (count) => new Uint8Array(count) });
const real = realWorld(silentLog);
const jobAt = (now: EpochMs, through: Database = database) => ({ world: { ids: real.ids, log: silentLog, clock: { ...realClock, now: () => now } }, database: through, secrets, signal: new AbortController().signal });

/** Sweeps whatever is due, of all companies of this file. */
async function sweepAt(now: EpochMs): Promise<void> {
  await database.asMachine((tx) => tx.run('update privacy_schedules set due_at = $1', [iso(now)]));
  while ((await sweepRetention(jobAt(now))) > 0);
}

let salons = 0;
async function salon(chosen: Parameters<typeof privacyPolicy>[0] = {}): Promise<Rows> {
  salons += 1;
  const rows = await companyWithRows(database, `salon-${salons}`);
  await database.asMachine((tx) => tx.run('update companies set privacy_policy = $2 where id = $1', [rows.companyId, JSON.stringify(chosen)]));
  return rows;
}

interface Case {
  readonly call: string;
  readonly wish: string;
  readonly callback: string;
}

/** A call at NOW, whose wish became a callback that was completed at NOW. */
async function closedCase(rows: Rows): Promise<Case> {
  const call = await rows.call({
    from_number: NUMBER, from_raw: '0151 12345678', ended_at: iso(NOW), recording_url: 'https://recordings.example/1', transcript: JSON.stringify([{ role: 'user', content: 'Ich bin Ada Beispiel' }]),
    analysis: { call_summary: 'Ada Beispiel will einen Termin' },
  });
  const wish = await rows.wish({ call_id: call, fate: 'closed', reason: 'Ada hat selbst gebucht', settled_by: 'user:1', requested: { serviceId: randomUUID(), customerName: 'Ada Beispiel', phone: NUMBER, date: '2026-12-01', notes: 'Allergie' } });
  const callback = await rows.callback(wish, {
    call_id: call, status: 'completed', completed_at: iso(NOW), resolution: 'appointment_booked', customer_name: 'Ada Beispiel', phone_number: NUMBER, phone_raw: '0151 12345678',
    customer_email: 'ada@beispiel.example', notes: 'Bitte abends anrufen', error_type: 'api_error', error_message: 'Ada wollte morgen kommen', metadata: { error_type: 'api_error', from_number: NUMBER, call_id: call, created_at_iso: '2026-12-01T09:00:00Z' },
  });
  await rows.event(callback, { detail: { receipt: callback, note: 'Frau Beispiel ist nett', status: 'completed' } });
  await rows.request({ call_id: call, wish_id: wish, answer: { success: true, status: 'callback_queued', message: 'Wir rufen Sie an, Frau Beispiel', wish_id: wish, callback_id: callback } });
  return { call, wish, callback };
}

const read = async (rows: Rows, text: string): Promise<Record<string, unknown>> => (await database.inCompany(rows.companyId, (tx) => tx.rows<Record<string, unknown>>(text)))[0] ?? {};
const ledgerOf = (rows: Rows, now: EpochMs) => database.inCompany(rows.companyId, (tx) => readLedger(tx, { companyId: rows.companyId, from: null, to: null, now, journalPending: [] }));
const runsOf = (rows: Rows) => database.inCompany(rows.companyId, (tx) => tx.rows<{ counts: Record<string, number>; finished: boolean; problem: string | null }>('select counts, finished_at is not null as finished, problem from privacy_runs order by started_at, id'));

test('recording, words and person go one after the other; states, ids and a stand-in for the number stay, and the ledger stays even', async () => {
  const rows = await salon();
  const { call, wish, callback } = await closedCase(rows);
  const callRow = () => read(rows, 'select recording_url is not null as recording, transcript is not null as transcript, analysis is not null as analysis, from_number, caller_ref from calls');

  await sweepAt(NOW + 13 * DAY);
  expect(await callRow()).toEqual({ recording: true, transcript: true, analysis: true, from_number: NUMBER, caller_ref: null });
  await sweepAt(NOW + 15 * DAY);
  expect(await callRow()).toEqual({ recording: false, transcript: true, analysis: true, from_number: NUMBER, caller_ref: null });
  await sweepAt(NOW + 31 * DAY);
  expect(await callRow()).toEqual({ recording: false, transcript: false, analysis: false, from_number: NUMBER, caller_ref: null });
  expect(await read(rows, 'select answer from requests')).toEqual({ answer: { success: true, status: 'callback_queued', wish_id: wish, callback_id: callback } });
  expect(await read(rows, 'select customer_name, phone_number from callbacks')).toEqual({ customer_name: 'Ada Beispiel', phone_number: NUMBER });

  await sweepAt(NOW + 91 * DAY);
  const ref = /^[0-9a-f]{32}$/;
  expect(await callRow()).toMatchObject({ from_number: null, caller_ref: expect.stringMatching(ref) });
  const cleared = await read(rows, 'select * from callbacks');
  expect(cleared).toMatchObject({
    customer_name: null, phone_number: null, phone_raw: null, customer_email: null, notes: null, error_message: null, status: 'completed', resolution: 'appointment_booked', error_type: 'api_error',
    caller_ref: (await callRow())['caller_ref'], metadata: { error_type: 'api_error', call_id: call, created_at_iso: '2026-12-01T09:00:00Z' },
  });
  expect(await read(rows, 'select requested, reason, fate from wishes')).toEqual({ requested: { serviceId: expect.any(String), date: '2026-12-01' }, reason: 'in_words', fate: 'closed' });
  expect(await read(rows, 'select detail from callback_events')).toEqual({ detail: { receipt: callback, status: 'completed' } });
  expect(await ledgerOf(rows, NOW + 91 * DAY)).toMatchObject({ wishes: 1, difference: 0, fates: { closed: 1 } });
});

test('nothing that is open is touched, however old it is: neither callback, wish, look-up, appointment to come nor what was merged into one', async () => {
  const rows = await salon();
  const open = await rows.call({ from_number: NUMBER, ended_at: iso(NOW), transcript: '[{"role":"user","content":"Hallo"}]', recording_url: 'https://recordings.example/2' });
  const openWish = await rows.wish({ call_id: open, requested: { customerName: 'Ada' } });
  await rows.callback(openWish, { call_id: open, phone_number: NUMBER, customer_name: 'Ada' });
  await rows.wish({ call_id: open, fate: 'merged', merged_into: openWish, requested: { customerName: 'Ada' } });
  const looking = await rows.call({ from_number: NUMBER, ended_at: iso(NOW), transcript: '[]' });
  await rows.intent(await rows.wish({ call_id: looking, fate: 'in_progress', requested: { customerName: 'Bo' } }), looking, { request: { attendee: { name: 'Bo' } } });
  const booked = await rows.wish({ fate: 'appointment', requested: { customerName: 'Cleo' } });
  await rows.appointment({ wish_id: booked, customer_name: 'Cleo', phone_number: NUMBER, starts_at: iso(NOW + 200 * DAY), ends_at: iso(NOW + 200 * DAY + 1) });
  await database.asMachine((tx) => tx.run(`update wishes set appointment_id = (select id from appointments where wish_id = $1) where id = $1`, [booked]));

  await sweepAt(NOW + 120 * DAY);
  expect(await read(rows, 'select count(*)::int as n from calls where transcript is not null and from_number is not null')).toEqual({ n: 2 });
  expect(await read(rows, 'select count(*)::int as n from calls where recording_url is not null')).toEqual({ n: 1 });
  expect(await read(rows, `select count(*)::int as n from wishes where requested ? 'customerName'`)).toEqual({ n: 4 });
  expect(await read(rows, 'select phone_number from callbacks')).toEqual({ phone_number: NUMBER });
  expect(await read(rows, 'select customer_name from appointments')).toEqual({ customer_name: 'Cleo' });
  expect(await read(rows, 'select request from booking_intents')).toEqual({ request: { attendee: { name: 'Bo' } } });

  // she came; ninety days later nothing is to come any more
  await sweepAt(NOW + 291 * DAY);
  expect(await read(rows, 'select customer_name from appointments')).toEqual({ customer_name: null });
  expect(await read(rows, `select requested from wishes where id = '${booked}'`)).toEqual({ requested: {} });
});

test('what is held is kept until it is let go, and what was opened again is cleared again after its new end', async () => {
  const rows = await salon();
  const { callback } = await closedCase(rows);
  const by = { companyId: rows.companyId, actor: 'user:1', now: NOW };
  const hold = await database.inCompany(rows.companyId, (tx) => placeHold(tx, by, { subject: { kind: 'callback', id: callback }, reason: 'Beschwerde vom 3. 12.' }));
  await sweepAt(NOW + 91 * DAY);
  expect(await read(rows, 'select customer_name from callbacks')).toEqual({ customer_name: 'Ada Beispiel' });
  expect(await read(rows, 'select transcript is not null as kept from calls')).toEqual({ kept: true });
  expect(await database.inCompany(rows.companyId, (tx) => releaseHold(tx, by, hold!.id))).toBe(true);
  await sweepAt(NOW + 92 * DAY);
  expect(await read(rows, 'select customer_name from callbacks')).toEqual({ customer_name: null });

  await database.asMachine((tx) => tx.run(`update callbacks set customer_name = 'Ada Beispiel', completed_at = $2, updated_at = $2 where id = $1`, [callback, iso(NOW + 100 * DAY)]));
  await sweepAt(NOW + 150 * DAY);
  expect(await read(rows, 'select customer_name from callbacks')).toEqual({ customer_name: 'Ada Beispiel' });
  await sweepAt(NOW + 191 * DAY);
  expect(await read(rows, 'select customer_name from callbacks')).toEqual({ customer_name: null });
});

test('a hold on somebody keeps all that is his: callback, call, recording, appointment and what is known of him', async () => {
  const rows = await salon();
  await closedCase(rows);
  // one of which no wish is held: he asked for nothing
  await rows.call({ from_number: NUMBER, ended_at: iso(NOW), recording_url: 'https://recordings.example/2' });
  await rows.appointment({ customer_name: 'Ada Beispiel', phone_number: NUMBER });
  const { id } = await read(rows, 'select id from customers');
  const by = { companyId: rows.companyId, actor: 'user:1', now: NOW };
  const hold = await database.inCompany(rows.companyId, (tx) => placeHold(tx, by, { subject: { kind: 'customer', id: id as string }, reason: 'Klage' }));
  const kept = () => read(rows, `select (select customer_name from callbacks) as callback, (select array_agg(from_number) from calls) as calls, (select count(recording_url)::int from calls) as recordings,
    (select customer_name from appointments) as appointment, (select count(*)::int from customers) as customers`);
  await sweepAt(NOW + 91 * DAY);
  expect(await kept()).toEqual({ callback: 'Ada Beispiel', calls: [NUMBER, NUMBER], recordings: 2, appointment: 'Ada Beispiel', customers: 1 });
  await database.inCompany(rows.companyId, (tx) => releaseHold(tx, by, hold!.id));
  await sweepAt(NOW + 92 * DAY);
  expect(await kept()).toEqual({ callback: null, calls: [null, null], recordings: 0, appointment: null, customers: 0 });
});

test('of whoever does not want to be called the number stays, or he would be called again, and nothing else', async () => {
  const rows = await salon();
  await closedCase(rows);
  await database.asMachine((tx) => tx.run(`update customers set do_not_call = true, note = 'will keine Anrufe' where company_id = $1`, [rows.companyId]));
  for (const days of [91, 400]) {
    await sweepAt(NOW + days * DAY);
    expect(await read(rows, 'select phone_number, name, names, note, do_not_call from customers')).toEqual({ phone_number: NUMBER, name: null, names: [], note: null, do_not_call: true });
  }
});

test('the preview says what the sweep then does, and a run writes it to the audit log', async () => {
  const rows = await salon();
  for (let i = 0; i < 3; i += 1) await closedCase(rows);
  const now = NOW + 91 * DAY;
  const { counts } = await database.inCompany(rows.companyId, (tx) => previewRetention(tx, { companyId: rows.companyId, policy: null, now }));
  expect(counts).toMatchObject({ recordings: 3, transcripts: 3, callbacks: 3, wishes: 3, callers: 3, appointments: 0, customers: 1 });
  await sweepAt(now);
  const told = Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
  expect(await runsOf(rows)).toEqual([{ counts: told, finished: true, problem: null }]);
  expect(await read(rows, `select actor, action, detail from audit_log where action = 'privacy.retention'`)).toEqual({ actor: 'machine', action: 'privacy.retention', detail: { counts: told, failed: [] } });
  await sweepAt(now + DAY);
  expect((await runsOf(rows)).at(-1)).toEqual({ counts: {}, finished: true, problem: null });
});

test('after its years a wish counts no more and everything of it goes; what something younger refers to waits for it', async () => {
  const rows = await salon();
  const { wish } = await closedCase(rows);
  const young = await rows.wish({ fate: 'merged', merged_into: wish, opened_at: iso(NOW + 100 * DAY), settled_at: iso(NOW + 100 * DAY) });
  const later = NOW + 37 * 31 * DAY;
  await sweepAt(later);
  expect(await ledgerOf(rows, later)).toMatchObject({ wishes: 2, difference: 0 });
  await sweepAt(later + 100 * DAY);
  expect(await ledgerOf(rows, later + 100 * DAY)).toMatchObject({ wishes: 0, difference: 0 });
  for (const table of ['wishes', 'callbacks', 'callback_events', 'requests', 'calls', 'appointments']) expect(await read(rows, `select count(*)::int as n from ${table}`), table).toEqual({ n: 0 });
  expect(young).not.toBe(wish);
});

test('the audit log is cut after its months, and still verifies', async () => {
  const rows = await salon({ retention: { auditMonths: 2 } });
  await sweepAt(NOW);
  await sweepAt(NOW + 30 * DAY);
  await sweepAt(NOW + 80 * DAY);
  expect(await read(rows, 'select min(seq) as first, max(seq) as last from audit_log')).toEqual({ first: 2, last: 3 });
  expect(await database.asMachine((tx) => verifyChain(tx, { companyId: rows.companyId, secrets, kept: null }))).toMatchObject({ ok: true, entries: 2, first: 2 });
});

test('several nodes at once sweep each company once, and count exactly what they did', async () => {
  const rows = await salon();
  for (let i = 0; i < 5; i += 1) await closedCase(rows);
  await database.asMachine((tx) => tx.run('update privacy_schedules set due_at = $1', [iso(NOW + 91 * DAY)]));
  const other = openPostgres({ url, world: { clock: realClock, log: silentLog }, budgetMs: 10_000 });
  try {
    await Promise.all(Array.from({ length: 8 }, async (_, i) => {
      while ((await sweepRetention(jobAt(NOW + 91 * DAY, i % 2 === 0 ? database : other))) > 0);
    }));
  } finally {
    await other.close();
  }
  expect(await runsOf(rows)).toEqual([{ counts: { recordings: 5, transcripts: 5, callbacks: 5, wishes: 5, callers: 5, customers: 1 }, finished: true, problem: null }]);
});

test('a node that dies in the middle is followed by another, which goes on with the same run', async () => {
  const rows = await salon();
  for (let i = 0; i < 3; i += 1) await closedCase(rows);
  const now = NOW + 91 * DAY;
  await sweepAt(NOW); // everybody else's is done
  await database.asMachine((tx) => tx.run('update privacy_schedules set due_at = case when company_id = $2 then $1::timestamptz else $3::timestamptz end', [iso(now), rows.companyId, iso(now + DAY)]));
  let left = 4;
  const dying: Database = { ...database, inCompany: async (...given) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return await database.inCompany(...given);
  } };
  await expect(sweepRetention(jobAt(now, dying))).rejects.toThrow('killed');
  expect(await sweepRetention(jobAt(now))).toBe(0); // still held by the dead one
  expect(await sweepRetention(jobAt(now + 121_000))).toBe(1);
  expect(await runsOf(rows)).toEqual([
    { counts: {}, finished: true, problem: null },
    { counts: { recordings: 3, transcripts: 3, callbacks: 3, wishes: 3, callers: 3, customers: 1 }, finished: true, problem: null },
  ]);
});

test('a server that is to end stops after its batch, and the next one goes on at once', async () => {
  const rows = await salon();
  for (let i = 0; i < 3; i += 1) await closedCase(rows);
  const now = NOW + 91 * DAY;
  await sweepAt(NOW);
  await database.asMachine((tx) => tx.run('update privacy_schedules set due_at = case when company_id = $2 then $1::timestamptz else $3::timestamptz end', [iso(now), rows.companyId, iso(now + DAY)]));
  const ending = new AbortController();
  let left = 3;
  const through: Database = { ...database, inCompany: async (...given) => {
    left -= 1;
    if (left === 0) ending.abort();
    return await database.inCompany(...given);
  } };
  expect(await sweepRetention({ ...jobAt(now, through), signal: ending.signal })).toBe(1);
  expect((await runsOf(rows)).at(-1)).toMatchObject({ finished: false, counts: { recordings: 3, transcripts: 3 } });
  expect(await sweepRetention({ ...jobAt(now), signal: ending.signal })).toBe(0);
  expect(await sweepRetention(jobAt(now))).toBe(1);
  expect((await runsOf(rows)).at(-1)).toEqual({ counts: { recordings: 3, transcripts: 3, callbacks: 3, wishes: 3, callers: 3, customers: 1 }, finished: true, problem: null });
});

test('a practice keeps no recording at all unless its file says so', () => {
  expect(privacyPolicy({}).retention.recordingsDays).toBe(14);
  expect(privacyPolicy({ practice: true }).retention.recordingsDays).toBe(0);
  expect(privacyPolicy({ practice: true, retention: { recordingsDays: 7 } }).retention).toEqual({ recordingsDays: 7, transcriptsDays: 30, personDays: 90, countsMonths: 36, auditMonths: 24 });
});
