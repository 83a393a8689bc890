import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import type { Role } from '../companies/api-key.ts';
import type { Entry } from '../journal/journal.ts';
import { iso } from '../platform/iso.ts';
import type { MailNeedles } from '../privacy/mail-files.ts';

const NUMBER = '+4915112345678';
const { database } = await testDatabase();
const ids = { nord: randomUUID(), sued: randomUUID() };
const key = (companyId: string, role: Role) => ({ companyId, keyId: randomUUID(), role, hint: 'beef', staffId: null });
const keys = { owner: key(ids.nord, 'owner'), manager: key(ids.nord, 'manager'), staff: key(ids.nord, 'staff'), viewer: key(ids.nord, 'viewer'), sued: key(ids.sued, 'owner') };
let unsettled: Entry[] = [];
const forgotten: MailNeedles[] = [];
let disk = async (): Promise<void> => undefined;
const { app } = await adminServer({
  database, companies: [{ id: ids.nord, slug: 'nord' }, { id: ids.sued, slug: 'sued' }], keys: Object.fromEntries(Object.entries(keys).map(([name, holder]) => [`fn_${name}`, holder])), unsettled: () => unsettled,
  forgetMails: async (needles) => {
    await disk();
    return forgotten.push(needles);
  },
});
afterAll(() => app.close());

let nord: Rows;
let callback: string;
let appointment: string;

beforeEach(async () => {
  unsettled = [];
  forgotten.length = 0;
  await database.asMachine((tx) => tx.run(`delete from companies where kind = 'company'`));
  nord = await companyWithRows(database, 'nord', ids.nord);
  await companyWithRows(database, 'sued', ids.sued);
  const call = await nord.call({ from_number: NUMBER, ended_at: iso(NOW), transcript: JSON.stringify([{ role: 'user', content: 'Ada hier' }]) });
  const wish = await nord.wish({ call_id: call, requested: { customerName: 'Ada Beispiel' } });
  callback = await nord.callback(wish, { call_id: call, phone_number: NUMBER, customer_name: 'Ada Beispiel', notes: 'Allergie' });
  await nord.event(callback, { kind: 'note', detail: { text: 'Ruft gern mittags an' } });
  const notice = await nord.raw('notices', { id: randomUUID(), kind: 'assigned', recipient: { kind: 'staff', id: '1' }, callback_id: callback, dedupe_key: 'k', at: iso(NOW) });
  await nord.raw('deliveries', { id: randomUUID(), notice_id: notice, kind: 'assigned', person: 'staff:1', channel: 'mail', address: 'anna@salon.example', locale: 'de', state: 'sent', ended_at: iso(NOW), created_at: iso(NOW) });
  appointment = await nord.appointment({ wish_id: await nord.wish({ fate: 'appointment' }), customer_name: 'Ada Beispiel', phone_number: NUMBER });
});

type As = keyof typeof keys;
function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, { body, as = 'owner' }: { body?: object; as?: As } = {}): Promise<LightMyRequestResponse> {
  return app.inject({ method, url: `/api/v1/privacy/${url}`, headers: { authorization: `Bearer fn_${as}` }, ...(body === undefined ? {} : { payload: body }) });
}
const erase = (body: object, as: As = 'owner'): Promise<LightMyRequestResponse> => ask('POST', 'erase', { body: { phone_number: '0151 / 12 34 56 78', ...body }, as });

describe('the rules', () => {
  test('are the defaults until somebody chooses, and what is chosen is written down', async () => {
    const defaults = { practice: false, recordings_days: 14, transcripts_days: 30, person_days: 90, counts_months: 36, audit_months: 24, delete_at_voice_platform: false, chosen: [], usual: { company: { recordings_days: 14, transcripts_days: 30, person_days: 90, counts_months: 36, audit_months: 24 }, practice: expect.objectContaining({ recordings_days: 0, person_days: 90 }) } };
    expect((await ask('GET', 'retention')).json()).toEqual(defaults);
    const put = await ask('PUT', 'retention', { body: { practice: true, person_days: 30 } });
    expect(put.json()).toEqual({ ...defaults, practice: true, recordings_days: 0, person_days: 30, chosen: ['person_days', 'practice'] });
    expect((await ask('GET', 'retention', { as: 'manager' })).json()).toEqual(put.json());
    const { items } = (await app.inject({ url: '/api/v1/audit?action=privacy.rules', headers: { authorization: 'Bearer fn_owner' } })).json();
    expect(items).toEqual([expect.objectContaining({ detail: { from: expect.objectContaining({ practice: false }), to: expect.objectContaining({ practice: true }) } })]);
    expect((await ask('PUT', 'retention', { body: { person_days: -1 } })).statusCode).toBe(400);
    expect((await ask('PUT', 'retention', { body: { persons: 1 } })).statusCode).toBe(400);
  });

  test('the preview counts, and changes nothing', async () => {
    const answer = (await ask('GET', 'preview')).json();
    expect(answer).toMatchObject({ at: iso(NOW), held: 0, counts: { callbacks: 0, wishes: 0 } });
    await database.asMachine((tx) => tx.run(`update callbacks set status = 'completed', resolution = 'answered', completed_at = $1, updated_at = $1`, [iso(NOW - 200 * 24 * HOUR)]));
    await database.asMachine((tx) => tx.run(`update wishes set fate = 'closed', reason = 'answered', settled_by = 'x', settled_at = $1 where fate = 'open_callback'`, [iso(NOW - 200 * 24 * HOUR)]));
    expect((await ask('GET', 'preview')).json()).toMatchObject({ counts: { callbacks: 1, wishes: 1 } });
    expect((await ask('GET', 'preview')).json()).toMatchObject({ counts: { callbacks: 1, wishes: 1 } });
    // under rules that are not chosen yet, which it does not choose either
    expect((await ask('POST', 'preview', { body: { person_days: 300 }, as: 'manager' })).json()).toMatchObject({ counts: { callbacks: 0, wishes: 0 } });
    expect((await ask('GET', 'retention')).json()).toMatchObject({ person_days: 90, chosen: [] });
    expect((await ask('POST', 'preview', { body: {}, as: 'staff' })).statusCode).toBe(403);
  });
});

test('a hold is placed with its reason, listed with who placed it, stands in the way of an erasure, and is let go', async () => {
  const placed = await ask('POST', 'holds', { body: { subject: { kind: 'callback', id: callback }, reason: 'Beschwerde' } });
  expect(placed.json()).toMatchObject({ subject: { kind: 'callback', id: callback }, reason: 'Beschwerde', held_by_name: 'Schlüssel …beef' });
  expect((await ask('GET', 'holds')).json().items).toHaveLength(1);
  expect((await ask('GET', `holds?subject=${callback}`)).json().items).toHaveLength(1);
  expect((await ask('GET', `holds?subject=${randomUUID()}`)).json().items).toHaveLength(0);
  expect((await erase({ confirm: 'DELETE', appointments: [appointment] })).json()).toMatchObject({ status: 409, code: 'ERASURE_BLOCKED', why: 'held', holds: [{ reason: 'Beschwerde' }] });
  expect((await erase({ dry_run: true })).json()).toMatchObject({ obstacle: { why: 'held' } });
  expect((await ask('DELETE', `holds/${placed.json().id}`)).statusCode).toBe(204);
  expect((await ask('DELETE', `holds/${placed.json().id}`)).statusCode).toBe(404);
  expect((await ask('POST', 'holds', { body: { subject: { kind: 'callback', id: randomUUID() }, reason: 'x' } })).statusCode).toBe(404);
});

describe('an erasure', () => {
  test('says first what it would do, then asks for the typed word and for each appointment, then does it', async () => {
    const dry = await erase({ dry_run: true });
    expect(dry.json()).toMatchObject({
      dry_run: true, run_id: null, obstacle: null, names: ['Ada Beispiel'], counts: { calls: 1, wishes: 2, callbacks: 1, appointments: 1, customers: 1 },
      appointments: [{ id: appointment, provider: 'cal.com' }], remains: { calendar: [{ status: 'booked' }], mails: 1 },
    });
    for (const body of [{}, { confirm: 'ja' }, { confirm: 'löschen' }]) expect((await erase(body)).json()).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
    expect((await erase({ confirm: 'LÖSCHEN' })).json()).toMatchObject({ status: 409, code: 'ERASURE_BLOCKED', why: 'appointments', appointments: [{ id: appointment }] });
    const done = await erase({ confirm: 'LÖSCHEN', appointments: [appointment] });
    expect(done.json()).toMatchObject({ dry_run: false, run_id: expect.any(String), counts: { callbacks_cancelled: 1, platform_deletions: 1 } });
    expect((await erase({ confirm: 'LÖSCHEN', appointments: [appointment] })).statusCode).toBe(404);
    expect((await ask('GET', 'runs')).json().items).toEqual([expect.objectContaining({ id: done.json().run_id, kind: 'erasure', actor_name: null, counts: expect.objectContaining({ callbacks_cancelled: 1 }) })]);
    expect((await ask('GET', 'deletions?state=open')).json().items).toEqual([expect.objectContaining({ state: 'open', tries: 0, cause: 'erasure' })]);
    expect((await ask('GET', 'deletions?state=done')).json().items).toEqual([]);
    expect((await app.inject({ url: '/api/v1/ledger', headers: { authorization: 'Bearer fn_owner' } })).json()).toMatchObject({ wishes: 2, difference: 0, fates: { erased: 2 } });
  });

  test('that broke off before the mails were gone takes them when it is asked for again; who never erased anybody takes none', async () => {
    const asked = { confirm: 'LÖSCHEN', appointments: [appointment] };
    expect((await erase(asked, 'sued')).statusCode).toBe(404);
    expect(forgotten).toEqual([]);
    disk = async () => { throw new Error('the disk is away'); };
    expect((await erase(asked)).statusCode).toBe(500);
    disk = async () => undefined;
    expect((await erase(asked)).statusCode).toBe(404);
    expect(forgotten).toEqual([{ patterns: [expect.stringContaining('1[')], names: [] }]);
  });

  test('waits for what only the journal has', async () => {
    unsettled = [{ id: randomUUID(), order: 'o', openedAt: NOW, kind: 'retell.function', body: { call: { fromRaw: '015112345678' } }, notes: [] }];
    expect((await erase({ confirm: 'DELETE', appointments: [appointment] })).json()).toMatchObject({ status: 409, why: 'journal', detail: expect.stringContaining('Try again') });
    expect((await erase({ dry_run: true })).json()).toMatchObject({ obstacle: { why: 'journal' } });
    unsettled = [{ ...unsettled[0]!, body: { call: { fromRaw: '0151123456789' } } }];
    expect((await erase({ confirm: 'DELETE', appointments: [appointment] })).statusCode).toBe(200);
  });

  test('needs somebody who can be told apart: no empty request, no number that is none, no customer of another company', async () => {
    expect((await ask('POST', 'erase', { body: { dry_run: true } })).statusCode).toBe(400);
    expect((await ask('POST', 'erase', { body: { dry_run: true, phone_number: 'anonymous' } })).statusCode).toBe(400);
    expect((await ask('POST', 'erase', { body: { dry_run: true, email: 'kein' } })).statusCode).toBe(400);
    const [customer] = await database.inCompany(ids.nord, (tx) => tx.rows<{ id: string }>('select id from customers'));
    expect((await ask('POST', 'erase', { body: { dry_run: true, customer: customer!.id } })).json()).toMatchObject({ counts: { callbacks: 1 } });
    expect((await ask('POST', 'erase', { body: { dry_run: true, customer: customer!.id }, as: 'sued' })).statusCode).toBe(404);
    expect((await erase({ confirm: 'DELETE', appointments: [appointment] }, 'sued')).statusCode).toBe(404);
  });
});

test('an export is a file with everything, down to the notes of staff, and is itself written down', async () => {
  const file = await ask('POST', 'export', { body: { phone_number: NUMBER } });
  expect(file.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="auskunft.json"' });
  expect(file.json()).toMatchObject({
    format: 'fangnetz-disclosure-1', asked_for: { phone_numbers: [NUMBER], emails: [] }, names: ['Ada Beispiel'],
    calls: [{ from_number: NUMBER, transcript: [{ content: 'Ada hier' }], events: [], requests: [] }],
    callbacks: [{ id: callback, notes: 'Allergie', timeline: [{ kind: 'note', detail: { text: 'Ruft gern mittags an' } }], attempts: [] }],
    appointments: [{ id: appointment }], wishes: [{}, {}], customers: [{ phone_number: NUMBER }], booking_intents: [],
  });
  expect(file.body).not.toContain('company_id');
  expect((await ask('GET', 'runs')).json().items).toEqual([expect.objectContaining({ kind: 'disclosure', counts: expect.objectContaining({ callbacks: 1 }) })]);
  expect((await ask('POST', 'export', { body: { phone_number: NUMBER }, as: 'sued' })).statusCode).toBe(404);
});

test('only an owner changes rules, hands out or erases; managers read; staff see none of it', async () => {
  const writes = [() => ask('PUT', 'retention', { body: {}, as: 'manager' }), () => ask('POST', 'holds', { body: { subject: { kind: 'callback', id: callback }, reason: 'x' }, as: 'manager' }), () => ask('POST', 'export', { body: { phone_number: NUMBER }, as: 'manager' }), () => erase({ dry_run: true }, 'manager')];
  for (const write of writes) expect((await write()).json()).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  for (const url of ['retention', 'preview', 'runs', 'holds', 'deletions']) {
    expect((await ask('GET', url, { as: 'manager' })).statusCode, url).toBe(200);
    for (const as of ['staff', 'viewer'] as const) expect((await ask('GET', url, { as })).statusCode, url).toBe(403);
    expect((await ask('GET', url, { as: 'sued' })).json().items ?? [], url).toEqual([]);
  }
});
