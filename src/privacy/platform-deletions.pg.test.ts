import { expect, onTestFinished, test } from 'vitest';
import { startRetellStandIn } from '../../demo/retell/stand-in.ts';
import type { FaultRule } from '../../demo/retell/stand-in.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Directory } from '../companies/directory.ts';
import { realClock, realWorld } from '../platform/real-world.ts';
import { askPlatformToDelete } from './clear-calls.ts';
import { listDeletions } from './list-deletions.ts';
import type { PlatformDeletion } from './list-deletions.ts';
import { deleteAtPlatform } from './platform-deletions.ts';

const { database } = await testDatabase();
let companies = 0;

async function asked() {
  const standIn = await startRetellStandIn();
  onTestFinished(() => standIn.close());
  companies += 1;
  const rows = await companyWithRows(database, `salon-${companies}`);
  onTestFinished(async () => void (await database.asMachine((tx) => tx.run('delete from companies where id = $1', [rows.companyId]))));
  const call = await rows.call({ retell_call_id: 'call_1' });
  standIn.addCall({ call_id: 'call_1', agent_id: 'agent', call_status: 'ended' });
  // of which the platform has never heard
  const testCall = await rows.call({ retell_call_id: 'test_1', connection: 'testanruf' });
  for (let i = 0; i < 2; i += 1) await database.inCompany(rows.companyId, (tx) => askPlatformToDelete(tx, { companyId: rows.companyId, ids: [call, testCall], now: NOW }, 'erasure'));
  let now = NOW;
  const configured = { connection: true };
  const directory = {
    connection: (name: string) => (configured.connection ? { name, platform: 'retell', apiKeys: [standIn.apiKey], apiBaseUrl: standIn.url, members: [] } : null),
    company: () => null,
  } as unknown as Directory;
  const real = realWorld(silentLog);
  const job = { world: { http: real.http, log: silentLog, clock: { ...realClock, now: () => now, sleep: async () => undefined } }, database, directory, signal: new AbortController().signal };
  return {
    standIn, configured,
    later: async (ms: number): Promise<PlatformDeletion> => {
      now += ms;
      await deleteAtPlatform(job);
      const { items } = await database.inCompany(rows.companyId, (tx) => listDeletions(tx, { companyId: rows.companyId, state: undefined, limit: 10, after: null }));
      expect(items).toHaveLength(1);
      return items[0]!;
    },
  };
}

const once = (fault: FaultRule['fault']): FaultRule[] => [{ on: /^DELETE/, times: 1, fault }];

test('a call is deleted at the platform, and counts as deleted only once the platform said so', async () => {
  const { standIn, later } = await asked();
  expect(await later(0)).toMatchObject({ state: 'done', tries: 1, problem: null, next_try_at: null });
  expect(standIn.state.calls.size).toBe(0);
  expect(standIn.writes().map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /v2/delete-call/call_1']);
  await later(86_400_000);
  expect(standIn.writes()).toHaveLength(1);
});

test('what the platform refuses or does not answer is asked again, ever more slowly, and shows why', async () => {
  const { standIn, later } = await asked();
  standIn.setFaults([{ on: /^DELETE/, times: 3, fault: { kind: 'status', status: 500 } }]);
  expect(await later(0)).toMatchObject({ state: 'failing', tries: 1, problem: expect.stringContaining('HTTP 500'), done_at: null });
  expect(await later(59_000)).toMatchObject({ tries: 1 });
  expect(await later(1_000)).toMatchObject({ state: 'failing', tries: 2 });
  expect(await later(119_000)).toMatchObject({ tries: 2 });
  expect(await later(1_000)).toMatchObject({ state: 'failing', tries: 3 });
  expect(await later(240_000)).toMatchObject({ state: 'done', tries: 4, problem: null });
});

test('an answer that was lost is no proof: it is asked again, and a call that is gone by then is what was wanted', async () => {
  const { standIn, later } = await asked();
  standIn.setFaults(once({ kind: 'lost_reply' }));
  expect(await later(0)).toMatchObject({ state: 'failing', tries: 1 });
  expect(standIn.state.calls.size).toBe(0);
  expect(await later(60_000)).toMatchObject({ state: 'done', tries: 2 });
});

test('without a connection it stays open and says what a person has to do', async () => {
  const { configured, later } = await asked();
  configured.connection = false;
  expect(await later(0)).toMatchObject({ state: 'failing', problem: expect.stringContaining('by hand') });
  configured.connection = true;
  expect(await later(60_000)).toMatchObject({ state: 'done' });
});
