import { describe, expect, test } from 'vitest';
import { salonFile } from '../../test/companies/salon-file.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import { applyCompanyFile } from '../companies/apply.ts';
import { readCompanies } from '../companies/read-companies.ts';
import type { Json } from '../journal/journal.ts';
import { must } from '../platform/assert.ts';
import { realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import type { Settings, SettingsChange } from './change-settings.ts';

const { database } = await testDatabase();
const world = realWorld(silentLog);
const means = { database, world, secrets: secretsOf(deriveKey('a master key of a test'), world.random) };
let salons = 0;

/** A company with everything that a file can say, and nothing as the program would fill it in. */
async function company(): Promise<string> {
  salons += 1;
  const file = salonFile((json) => {
    const all = json as Record<string, Json> & { company: Record<string, Json>; branches: Record<string, Json>[]; services: Record<string, Json>[]; staff: Record<string, Json>[]; voice: Record<string, Json>[]; calendars: Record<string, Record<string, Json>> };
    Object.assign(all.company, { slug: `salon-${salons}`, locale: 'en', region: 'DE-BY', municipality: 'augsburg', closedOnHolidays: false, exceptions: [{ kind: 'closed', from: '12-24', reason: 'family' }] });
    Object.assign(all.branches[0]!, { phoneNumbers: [`+49821123400${salons}`], region: 'DE-BY', municipality: 'augsburg' });
    Object.assign(all.voice[0]!, { connection: `retell-${salons}`, apiBaseUrl: 'https://retell.example', agents: ['agent_1', 'agent_2'] });
    Object.assign(all.calendars['cal.com']!, { profile: 'cal.diy', baseUrl: 'https://cal.example/v2' });
    all['callbacks'] = {
      deadlines: { urgent: { minutes: 61, clock: 'business' }, high: { minutes: 122, clock: 'business' }, normal: { minutes: 999, clock: 'business' } }, maxAttempts: 5, escalationCooldownMinutes: 99,
      autoAssign: 'round_robin', strategies: { mitte: 'none' }, warnMinutesBefore: 44, claimMinutes: 11, unassignedAlarmMinutes: 22, callingHours: ['09:00', '19:00'], attemptsPerDay: 4,
    };
    all['appointments'] = { cancelNoticeMinutes: 60, rescheduleNoticeMinutes: 30, feeText: 'Danach 20 Euro.', maxReschedules: 2 };
  });
  const applied = await applyCompanyFile(means, file);
  if (applied.kind === 'refused') throw new Error(applied.problems.map(({ reason }) => reason).join());
  return applied.companyId;
}

async function read(companyId: string): Promise<Settings> {
  return must(await readSettings(means, companyId), 'the company was applied');
}

async function change(companyId: string, sections: Record<string, Json>, given: { version?: number; dryRun?: boolean } = {}): Promise<SettingsChange> {
  const version = given.version ?? (await read(companyId)).version;
  return await changeSettings(means, { companyId, version, sections, actor: 'user:u1', dryRun: given.dryRun ?? false });
}

const section = (settings: Settings, name: string): Json => JSON.parse(JSON.stringify(settings.file[name])) as Json;

describe('settings', () => {
  test('saved as they were read change nothing at all: no section is forgotten, no secret resealed, no exception lost', async () => {
    const id = await company();
    const settings = await read(id);
    expect(await change(id, settings.file as Record<string, Json>)).toMatchObject({ kind: 'changed', changes: [], settings: { version: settings.version } });
  });

  test('never show a secret, and keep it where it comes back as it was shown', async () => {
    const id = await company();
    const settings = await read(id);
    expect(JSON.stringify(settings)).not.toMatch(/cal_live|key_/);
    expect(settings.file['voice']).toMatchObject([{ apiKey: 'stored' }]);
    await change(id, { company: { ...(section(settings, 'company') as object), name: 'Salon Süd' } });
    const [record] = await database.asMachine((tx) => readCompanies(tx, [id], { secrets: means.secrets, log: silentLog }));
    expect(record).toMatchObject({ company: { name: 'Salon Süd', calCom: { apiKey: expect.stringMatching(/.{4,}/) } }, voice: [{ apiKey: expect.stringMatching(/.{4,}/) }] });
    expect(record!.company.calCom!.apiKey).not.toBe('stored');
  });

  test('of two people who save at the same moment, one is told that they have changed', async () => {
    const id = await company();
    const { version, file } = await read(id);
    const named = (name: string) => change(id, { company: { ...(file['company'] as object), name } }, { version });
    expect((await Promise.all([named('Eins'), named('Zwei')])).map(({ kind }) => kind).toSorted()).toEqual(['changed', 'stale']);
  });

  test('that do not fit together are refused with place, reason and remedy, and nothing is changed', async () => {
    const id = await company();
    const before = await read(id);
    const branches = section(before, 'branches') as { openingHours: object }[];
    const refused = await change(id, { branches: [{ ...branches[0]!, openingHours: { tue: [['18:00', '09:00']] } }] as unknown as Json });
    expect(refused).toMatchObject({ kind: 'refused', problems: [{ place: expect.stringContaining('branches[0].openingHours.tue'), reason: expect.any(String), remedy: expect.any(String) }] });
    expect(await read(id)).toEqual(before);
  });

  test('do not read the server’s environment: a key may not be named as env:…', async () => {
    const id = await company();
    process.env['FANGNETZ_TEST_LEAK'] = 'leaked';
    const calendars = { 'cal.com': { baseUrl: 'https://evil.example/v2', apiKey: 'env:FANGNETZ_TEST_LEAK', profile: 'hosted' } };
    expect(await change(id, { calendars })).toMatchObject({ kind: 'refused' });
    delete process.env['FANGNETZ_TEST_LEAK'];
  });

  test('do not send a stored key to another address: it has to be entered with the address', async () => {
    const id = await company();
    const before = await read(id);
    const calendars = section(before, 'calendars') as { 'cal.com': object };
    const [voice] = section(before, 'voice') as object[];
    const calendarAt = (more: object): Record<string, Json> => ({ calendars: { 'cal.com': { ...calendars['cal.com'], baseUrl: 'https://evil.example/v2', ...more } } as unknown as Json });
    const voiceAt = (more: object): Record<string, Json> => ({ voice: [{ ...voice, apiBaseUrl: 'https://evil.example', ...more }] as unknown as Json });
    expect(await change(id, calendarAt({}))).toMatchObject({ kind: 'refused', problems: [{ place: 'calendars["cal.com"].apiKey' }] });
    expect(await change(id, voiceAt({}))).toMatchObject({ kind: 'refused', problems: [{ place: 'voice[0].apiKey' }] });
    expect(await read(id)).toEqual(before);
    expect(await change(id, calendarAt({ apiKey: 'cal_of_there' }))).toMatchObject({ kind: 'changed' });
    expect(await change(id, voiceAt({ apiKey: 'key_of_there' }))).toMatchObject({ kind: 'changed' });
  });

  test('an address that is entered leads to the internet only, until a file confirms it; one of a file stays free while others change around it', async () => {
    const id = await company();
    const file = async () => must((await database.asMachine((tx) => readCompanies(tx, [id], { secrets: means.secrets, log: silentLog })))[0], 'the company is there');
    const reaches = async () => [(await file()).company.calCom?.reach, (await file()).voice[0]?.reach];
    const calendars = section(await read(id), 'calendars') as { 'cal.com': object };
    const [voice] = section(await read(id), 'voice') as object[];
    const enter = async (calendar: object, connection: object) => await change(id, { calendars: { 'cal.com': { ...calendars['cal.com'], ...calendar } } as unknown as Json, voice: [{ ...voice, ...connection }] as unknown as Json });
    expect(await reaches()).toEqual([undefined, undefined]);
    expect(await enter({ profile: 'hosted', apiKey: 'cal_2' }, { agents: ['agent_9'], apiKey: 'key_2' })).toMatchObject({ kind: 'changed' });
    expect(await reaches()).toEqual([undefined, undefined]);
    const inside = { calendar: { baseUrl: 'http://169.254.169.254/v2', apiKey: 'cal_3' }, connection: { apiBaseUrl: 'http://10.0.0.5', apiKey: 'key_3' } };
    await enter(inside.calendar, inside.connection);
    expect(await reaches()).toEqual(['entered', 'entered']);
    await change(id, { company: { ...(section(await read(id), 'company') as object), name: 'Anders' } });
    expect(await reaches()).toEqual(['entered', 'entered']);
    // Cal.com's own is nobody's choice.
    await enter({ baseUrl: 'https://api.cal.com/v2', apiKey: 'cal_4' }, { ...inside.connection, apiBaseUrl: null });
    expect(await reaches()).toEqual([undefined, undefined]);
    await enter(inside.calendar, inside.connection);
    const applied = await applyCompanyFile(means, salonFile((json) => {
      const { branches: [branch] } = json as unknown as { branches: object[] };
      Object.assign(json.company, { slug: `salon-${salons}` });
      Object.assign(branch!, { phoneNumbers: [`+49821123400${salons}`] });
      Object.assign((json as unknown as { calendars: Record<string, object> }).calendars['cal.com']!, inside.calendar);
      Object.assign(json.voice[0]!, { connection: `retell-${salons}`, ...inside.connection });
    }));
    expect(applied).toMatchObject({ kind: 'applied', companyId: id, changes: expect.arrayContaining([expect.stringMatching(/calendar cal.com: address confirmed by the file/)]) });
    expect(await reaches()).toEqual([undefined, undefined]);
  });

  test('do not join the connection of another company without its key, nor move it for the others', async () => {
    const [theirs, ours] = [await company(), await company()];
    const name = ((await read(theirs)).file['voice'] as { connection: string }[])[0]!.connection;
    const join = (more: object) => change(ours, { voice: [{ connection: name, platform: 'retell', agents: [], apiBaseUrl: 'https://retell.example', ...more }] as unknown as Json });
    expect(await join({ apiKey: 'key_of_ours', apiBaseUrl: 'https://evil.example' })).toMatchObject({ kind: 'refused', problems: [{ place: 'voice[0].connection' }] });
    expect(await join({ apiKey: 'key_of_ours' })).toMatchObject({ kind: 'refused' });
    expect(await join({ apiKey: 'key_retell_1', apiBaseUrl: 'https://evil.example' })).toMatchObject({ kind: 'refused', problems: [{ place: 'voice[0].apiBaseUrl' }] });
    expect(await join({ apiKey: 'key_retell_1' })).toMatchObject({ kind: 'changed' });
    expect(await join({ apiKey: 'key_of_ours', apiBaseUrl: 'https://evil.example' })).toMatchObject({ kind: 'refused', problems: [{ place: 'voice[0].apiBaseUrl' }] });
  });

  test('of two companies that take the same new connection at the same moment, each with a key of its own, one gets it', async () => {
    const both = [await company(), await company()];
    const take = async (id: string) => await change(id, { voice: [{ connection: 'taken-by-one', platform: 'retell', agents: [], apiKey: `key of ${id}` }] as unknown as Json });
    expect((await Promise.all(both.map(take))).map(({ kind }) => kind).toSorted()).toEqual(['changed', 'refused']);
  });

  test('in a dry run tell what would change, and leave it', async () => {
    const id = await company();
    const before = await read(id);
    const tried = await change(id, { company: { ...(section(before, 'company') as object), name: 'Anders' } }, { dryRun: true });
    expect(tried).toMatchObject({ kind: 'changed', changes: [expect.stringContaining('Anders')] });
    expect(await read(id)).toEqual(before);
  });

  test('keep the slug, which keys and addresses name, and are written down with who changed them', async () => {
    const id = await company();
    const before = await read(id);
    expect(await change(id, { company: { ...(section(before, 'company') as object), slug: 'anders' } })).toMatchObject({ kind: 'refused', problems: [{ place: 'company.slug' }] });
    await change(id, { company: { ...(section(before, 'company') as object), name: 'Neu' } });
    const entries = await database.inCompany(id, (tx) => tx.rows<{ actor: string }>(`select actor from audit_log where company_id = $1 and action = 'company.apply' order by seq`, [id]));
    expect(entries.at(-1)).toEqual({ actor: 'user:u1' });
  });
});
