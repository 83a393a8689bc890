// The comparison with Retell from its API to the callback: stand-in over real HTTP, real PostgreSQL, time held still.
import { expect, onTestFinished, test } from 'vitest';
import { startRetellStandIn } from '../../demo/retell/stand-in.ts';
import { salonFile, type SalonJson } from '../../test/companies/salon-file.ts';
import { testDatabase } from '../../test/pg.ts';
import { NOW } from '../../test/retell.ts';
import { silentLog } from '../../test/silent-log.ts';
import { steeredClock } from '../../test/steered-clock.ts';
import { reconcileRetell } from '../aftercare/reconcile-retell.ts';
import { reconcileDue } from '../aftercare/reconciliation-job.ts';
import { settleCalls } from '../aftercare/settle-calls.ts';
import { applyCompanyFile } from '../companies/apply.ts';
import { directoryOf } from '../companies/company-record.ts';
import { readCompanies, readVersions } from '../companies/read-companies.ts';
import { createMetrics } from '../platform/metrics.ts';
import { realHttp } from '../platform/real-http.ts';
import { realRandom, realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { liveCalls } from './live-calls.ts';
import { takeFetchedCall } from './take-fetched-call.ts';
import { takeEvent } from './take-event.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OURS = '+493012345678';
const CONNECTION = 'salon-nord-retell';

/** The salon came here 40 days ago, another 20 days ago. */
async function bench(more: readonly ((json: SalonJson) => void)[] = []) {
  const { database } = await testDatabase();
  const standIn = await startRetellStandIn({ apiKey: 'key_retell_1' });
  onTestFinished(async () => await standIn.close());
  const clock = steeredClock({ startAt: NOW - 40 * DAY, sleeps: 'jump' });
  const world = { ...realWorld(silentLog), clock, http: realHttp };
  const secrets = secretsOf(deriveKey('a master key of a test'), realRandom);
  for (const change of [() => undefined, ...more]) {
    const file = salonFile((json) => {
      Object.assign(json.voice[0]!, { apiBaseUrl: standIn.url });
      change(json);
    });
    const applied = await applyCompanyFile({ database, world, secrets }, file);
    if (applied.kind === 'refused') throw new Error(applied.problems.map(({ reason }) => reason).join());
    clock.advance(20 * DAY);
  }
  clock.advance(NOW - clock.now());
  const directory = directoryOf(await database.asMachine(async (tx) => await readCompanies(tx, [...(await readVersions(tx)).keys()], { secrets, log: silentLog })));
  const intake = { world, database, directory, live: liveCalls(), journal: null };
  const parts = { world, database, directory, signal: new AbortController().signal, takeCall: takeFetchedCall.bind(null, intake) };
  const connection = directory.connection(CONNECTION)!;
  return {
    standIn, clock, intake, connection, parts, database,
    rows: async <R extends object>(text: string) => await database.asMachine(async (tx) => await tx.rows<R>(text)),
    reconcile: async (spanMs = 2 * DAY) => {
      const done = await reconcileRetell(parts, { connection, cause: 'command', spanMs, budgetMs: 600_000, isDue: () => true });
      if (done === null) throw new Error('not claimed');
      return { ...done, own: done.tallies.get(directory.companyBySlug('salon-nord')!.id)! };
    },
    aftercare: async () => {
      clock.advance(10_000);
      return await settleCalls({ world, database, directory, metrics: createMetrics() });
    },
  };
}

function call(id: string, more: object = {}) {
  const startedAt = NOW - 3 * HOUR;
  return {
    call_id: id, agent_id: 'agent_5f2e9c', call_status: 'ended', call_type: 'phone_call', direction: 'inbound', from_number: '+4915112345678', to_number: OURS,
    start_timestamp: startedAt, end_timestamp: startedAt + 60_000, duration_ms: 60_000, disconnection_reason: 'user_hangup',
    transcript: 'Agent: Salon Nord, guten Tag.\nUser: Ich hätte gerne morgen um zehn einen Termin zum Haareschneiden.\nAgent: Einen Moment.\n', ...more,
  };
}

test('a call that nobody told us of becomes a callback, and the second comparison finds nothing', async () => {
  const { standIn, reconcile, aftercare, rows } = await bench();
  standIn.addCall(call('call_lost'));
  expect((await reconcile()).own).toEqual({ listed: 1, missing: 1, incomplete: 0, left_alone: 0, fetched: 1, settled: 1, failed: 0 });
  await aftercare();
  expect(await rows('select phone_number, created_from, status from callbacks')).toEqual([{ phone_number: '+4915112345678', created_from: 'call_problem', status: 'pending' }]);
  const again = await reconcile();
  expect(again.own).toEqual({ listed: 1, missing: 0, incomplete: 0, left_alone: 0, fetched: 0, settled: 0, failed: 0 });
  expect(again.found).toEqual([]);
  expect(await rows('select cause, missing, settled, problem, finished_at is not null as finished from reconciliations order by started_at')).toEqual([
    { cause: 'command', missing: 1, settled: 1, problem: null, finished: true },
    { cause: 'command', missing: 0, settled: 0, problem: null, finished: true },
  ]);
});

test('the end of a call of which only the beginning came is taken, and the event itself, coming late, changes nothing', async () => {
  const { standIn, intake, connection, reconcile, rows } = await bench();
  await takeEvent(intake, connection, { event: 'call_started', call: { ...call('call_half'), end_timestamp: null, disconnection_reason: null, transcript: null } });
  standIn.addCall(call('call_half'));
  expect((await reconcile()).own).toMatchObject({ missing: 0, incomplete: 1, settled: 1 });
  const state = 'select ended_at, disconnection_reason, jsonb_array_length(transcript) as said from calls';
  const before = await rows(state);
  expect(before).toEqual([{ ended_at: NOW - 3 * HOUR + 60_000, disconnection_reason: 'user_hangup', said: 3 }]);
  await takeEvent(intake, connection, { event: 'call_ended', call: call('call_half') });
  expect(await rows(state)).toEqual(before);
});

test('an analysis that never arrived is fetched', async () => {
  const { standIn, intake, connection, reconcile, rows } = await bench();
  await takeEvent(intake, connection, { event: 'call_ended', call: call('call_a') });
  standIn.addCall(call('call_a', { call_analysis: { call_summary: 'Wollte einen Termin.' } }));
  expect((await reconcile()).own).toMatchObject({ incomplete: 1, settled: 1 });
  expect(await rows('select analysis from calls')).toEqual([{ analysis: { call_summary: 'Wollte einen Termin.' } }]);
  expect((await reconcile()).own).toMatchObject({ incomplete: 0 });
});

test.each([
  ['still running', { call_status: 'ongoing', end_timestamp: undefined }],
  ['not begun', { call_status: 'registered', end_timestamp: undefined }],
  ['over for two minutes', { start_timestamp: NOW - 200_000, end_timestamp: NOW - 120_000 }],
])('a call that is %s is left alone', async (_what, more) => {
  const { standIn, reconcile, rows } = await bench();
  standIn.addCall(call('call_young', more));
  expect((await reconcile()).own).toEqual({ listed: 1, missing: 0, incomplete: 0, left_alone: 1, fetched: 0, settled: 0, failed: 0 });
  expect(await rows('select 1 from calls')).toEqual([]);
});

const salonSued = (json: SalonJson): void => {
  json.company = { ...json.company, slug: 'salon-sued', name: 'Salon Süd' };
  json.branches[0]!.phoneNumbers = ['+498912345678'];
  json.voice[0]!.agents = ['agent_sued'];
};

test('a call of a number and an agent that are nobody\'s on this connection is not taken, not even into the operator\'s inbox', async () => {
  const { standIn, reconcile, rows } = await bench([salonSued]);
  standIn.addCall(call('call_of_strangers', { to_number: '+4940123456', agent_id: 'agent_of_strangers' }));
  standIn.addCall(call('call_sued', { to_number: '+498912345678', agent_id: 'agent_of_strangers' }));
  const { own, found } = await reconcile();
  expect(own.listed).toBe(0);
  expect(found.map(({ retellCallId }) => retellCallId)).toEqual(['call_sued']);
  expect(await rows('select retell_call_id, c.slug from calls join companies c on c.id = company_id')).toEqual([{ retell_call_id: 'call_sued', slug: 'salon-sued' }]);
});

test('calls from before their company came here are not dug out, although another of the same connection was there', async () => {
  const { standIn, reconcile } = await bench([salonSued]);
  const ago = (days: number) => ({ start_timestamp: NOW - days * DAY, end_timestamp: NOW - days * DAY + 60_000 });
  standIn.addCall(call('call_nord_41', ago(41)));
  standIn.addCall(call('call_nord_30', ago(30)));
  standIn.addCall(call('call_sued_30', { ...ago(30), to_number: '+498912345678' }));
  standIn.addCall(call('call_sued_10', { ...ago(10), to_number: '+498912345678' }));
  expect((await reconcile(60 * DAY)).found.map(({ retellCallId }) => retellCallId)).toEqual(['call_nord_30', 'call_sued_10']);
});

test('rate limits are waited for, and every call is there in the end', async () => {
  const { standIn, reconcile, clock } = await bench();
  for (let n = 0; n < 120; n++) standIn.addCall(call(`call_${n}`, { from_number: `+49151${String(10_000_000 + n)}` }));
  standIn.setFaults([{ on: /list-calls/, times: 2, fault: { kind: 'status', status: 429, retryAfterSec: 5 } }, { on: /get-call/, times: 3, fault: { kind: 'status', status: 429 } }]);
  expect((await reconcile()).own).toMatchObject({ listed: 120, missing: 120, settled: 120, failed: 0 });
  expect(clock.slept).toContain(5_000);
});

test('what an outage keeps from being read is said, and taken the next time', async () => {
  const { standIn, reconcile, rows } = await bench();
  standIn.addCall(call('call_1'));
  standIn.addCall(call('call_2'));
  standIn.setFaults([{ on: /get-call\/call_2/, fault: { kind: 'status', status: 502 } }]);
  expect((await reconcile()).own).toMatchObject({ missing: 2, settled: 1, failed: 1 });
  standIn.setFaults([{ on: /./, fault: { kind: 'drop' } }]);
  expect(await reconcile()).toMatchObject({ own: { listed: 0 }, problem: expect.any(String) as string });
  standIn.setFaults([]);
  expect((await reconcile()).own).toMatchObject({ missing: 1, settled: 1, failed: 0 });
  expect(await rows('select retell_call_id from calls order by 1')).toEqual([{ retell_call_id: 'call_1' }, { retell_call_id: 'call_2' }]);
});

test('the job compares every quarter of an hour, sooner after a failure, once for all nodes', async () => {
  const { standIn, clock, parts, rows } = await bench();
  const runs = async () => (await rows<{ n: number }>(`select count(*)::int as n from reconciliations where cause = 'recent'`))[0]!.n;
  standIn.addCall(call('call_lost'));
  await Promise.all((['recent', 'nightly', 'recent', 'nightly', 'recent'] as const).map(async (cause) => await reconcileDue(parts, cause)));
  expect(await rows('select cause from reconciliations order by cause')).toEqual([{ cause: 'nightly' }, { cause: 'recent' }]);
  expect(await rows('select retell_call_id from calls')).toEqual([{ retell_call_id: 'call_lost' }]);
  clock.advance(14 * 60_000);
  await reconcileDue(parts, 'recent');
  expect(await runs()).toBe(1);
  standIn.setFaults([{ on: /./, fault: { kind: 'status', status: 500 } }]);
  clock.advance(60_000);
  await reconcileDue(parts, 'recent');
  expect(await runs()).toBe(2);
  standIn.setFaults([]);
  clock.advance(5 * 60_000);
  await reconcileDue(parts, 'recent');
  expect(await runs()).toBe(3);
});

test('a call that Retell forgot meanwhile is counted as failed, and stops nothing', async () => {
  const { standIn, reconcile } = await bench();
  standIn.addCall(call('call_1'));
  standIn.addCall(call('call_2'));
  standIn.setFaults([{ on: /get-call\/call_1/, fault: { kind: 'status', status: 404 } }]);
  const { own, found } = await reconcile();
  expect(own).toMatchObject({ missing: 2, settled: 1, failed: 1 });
  expect(found.find(({ outcome }) => outcome === 'failed')).toMatchObject({ retellCallId: 'call_1', why: expect.stringContaining('404') as string });
});
