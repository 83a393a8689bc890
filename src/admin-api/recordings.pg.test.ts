import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import { storeEvent } from '../calls/store-event.ts';
import type { CallEvent } from '../calls/store-event.ts';
import type { Role } from '../companies/api-key.ts';
import type { PrivacyChoice } from '../companies/privacy-policy.ts';

const LINK = 'https://recordings.example/1.wav';
const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const key = (companyId: string, role: Role) => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null });
const { app } = await adminServer({
  database, companies: [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }],
  keys: { fn_staff: key(nord.companyId, 'staff'), fn_viewer: key(nord.companyId, 'viewer'), fn_owner: key(nord.companyId, 'owner'), fn_sued: key(sued.companyId, 'owner') },
});
afterAll(() => app.close());

const get = (path: string, as = 'fn_staff', accept = 'application/json') => app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, accept } });
const opened = async (): Promise<unknown[]> => (await get('/audit?action=recording.open', 'fn_owner')).json().items.map((entry: { subject: unknown; detail: unknown; actor: string }) => [entry.actor.split(':')[0], entry.subject, entry.detail]);

test('a recording is listed for everybody as being there, and its link is given one by one, to those who may, with an entry in the audit log', async () => {
  const call = await nord.call({ recording_url: LINK, recording_consent: true });
  for (const as of ['fn_staff', 'fn_viewer']) expect((await get('/calls', as)).json().items[0]).toMatchObject({ recording: { available: true, consent: true } });
  expect((await get('/calls')).body).not.toContain('recordings.example');
  expect((await get(`/calls/${call}`)).json()).toMatchObject({ recording_url: `/api/v1/calls/${call}/recording` });
  expect(await opened()).toEqual([]);
  expect((await get(`/calls/${call}/recording`)).json()).toEqual({ url: LINK, consent: true });
  const followed = await get(`/calls/${call}/recording`, 'fn_owner', 'text/html,*/*');
  expect([followed.statusCode, followed.headers['location']]).toEqual([302, LINK]);
  const entry = ['key', { kind: 'call', id: call }, { consent: true }];
  expect(await opened()).toEqual([entry, entry]);
  expect((await get(`/calls/${call}/recording`, 'fn_viewer')).statusCode).toBe(403);
  for (const [id, as] of [[call, 'fn_sued'], [randomUUID(), 'fn_staff'], ['x', 'fn_staff']] as const) expect((await get(`/calls/${id}/recording`, as)).statusCode).toBe(404);
});

test.each([['none was made', null], ['its link is no web address', 'javascript:alert(1)']])('404 where %s', async (_why, url) => {
  const call = await nord.call({ recording_url: url });
  expect((await get(`/calls/${call}/recording`)).json()).toMatchObject({ status: 404, detail: expect.stringContaining('no recording') });
});

/** An event of the platform with the link in it, and what the company says of recordings. */
async function told(chosen: PrivacyChoice, recordingConsent: boolean | null): Promise<unknown> {
  const callId = await nord.call();
  const [call] = await database.inCompany(nord.companyId, (tx) => tx.rows<{ retell_call_id: string }>('select retell_call_id from calls where id = $1', [callId]));
  await database.asMachine((tx) => tx.run('update companies set privacy_policy = $2 where id = $1', [nord.companyId, JSON.stringify(chosen)]));
  const life = { direction: null, callType: null, startedAt: NOW, endedAt: NOW, disconnectionReason: null, durationMs: 1, recordingUrl: LINK, recordingConsent, transcript: null, analysis: null, transfer: null };
  const event: CallEvent = { receipt: randomUUID(), connection: 'retell', event: 'call_ended', receivedAt: NOW, retellCallId: call!.retell_call_id, key: [], ends: true, life, payload: { call: { call_id: 'c', recording_url: LINK } } };
  const of = { id: callId, connection: 'retell', retellCallId: call!.retell_call_id, branchId: null, agentId: null, fromRaw: null, fromNumber: null, toNumber: null, startedAt: NOW };
  await database.inCompany(nord.companyId, (tx) => storeEvent(tx, nord.companyId, { event, call: of }));
  const [row] = await database.inCompany(nord.companyId, (tx) => tx.rows<{ kept: boolean; consent: boolean | null; told: boolean }>(
    `select recording_url is not null as kept, recording_consent as consent, exists (select from call_events e where e.call_id = c.id and e.payload::text like '%recordings.example%') as told from calls c where id = $1`, [callId]));
  return row;
}

test('a recording that the caller refused, or that a practice does not want, is not stored at all, in the event neither', async () => {
  expect(await told({}, null)).toEqual({ kept: true, consent: null, told: true });
  expect(await told({}, true)).toEqual({ kept: true, consent: true, told: true });
  expect(await told({}, false)).toEqual({ kept: false, consent: false, told: false });
  expect(await told({ practice: true }, true)).toEqual({ kept: false, consent: true, told: false });
  expect(await told({ practice: true, retention: { recordingsDays: 7 } }, true)).toEqual({ kept: true, consent: true, told: true });
});
