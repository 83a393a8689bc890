import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { salonFile } from '../../test/companies/salon-file.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Database } from '../platform/database.ts';
import { Fault } from '../platform/errors.ts';
import { realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { applyCompanyFile } from './apply.ts';
import { OPERATOR_COMPANY_ID } from './company.ts';
import { openDirectory } from './load-directory.ts';
import { readSnapshot } from './snapshot.ts';
import type { LiveDirectory } from './load-directory.ts';

const errors: unknown[] = [];
const world = realWorld({ ...silentLog, error: (fields) => void errors.push(fields) });
const secrets = secretsOf(deriveKey('a master key of a test'), world.random);

async function dataDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'fangnetz-directory-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function opened(database: Database, dataDir: string, sealing = secrets): Promise<LiveDirectory> {
  const directory = await openDirectory({ database, world, secrets: sealing, dataDir });
  onTestFinished(() => directory.close());
  return directory;
}

const nextChange = (directory: LiveDirectory) => new Promise<void>((resolve) => directory.onChange(resolve));

/** A database that does not answer until `up` is called. */
function absent(database: Database): { database: Database; up: () => void } {
  let there = false;
  return {
    up: () => void (there = true),
    database: {
      ...database,
      asMachine: (work, options) => (there ? database.asMachine(work, options) : Promise.reject(new Fault('DATABASE_UNAVAILABLE', 'not there'))),
      listen: () => () => undefined,
    },
  };
}

test('knows the whole company: hours, keys in clear, ids by which staff and services refer to each other', async () => {
  const { database } = await testDatabase();
  const applied = await applyCompanyFile({ database, world, secrets }, salonFile());
  if (applied.kind === 'refused') throw new Error('refused');
  const directory = await opened(database, await dataDirectory());
  expect(directory.ready()).toBe(true);
  const company = directory.companyBySlug('salon-nord')!;
  expect(company).toMatchObject({
    id: applied.companyId,
    kind: 'company',
    region: 'DE-BE',
    callbacks: { maxAttempts: 3, deadlines: { urgent: { minutes: 120, clock: 'wall' } } },
    branches: [{ slug: 'mitte', phoneNumbers: ['+493012345678'], openingHours: { mon: [], tue: [['09:00', '13:00'], ['14:00', '18:00']] } }],
    services: [{ slug: 'herrenhaarschnitt', aliases: ['Haarschnitt Herren'], calendar: { provider: 'cal.com', eventTypeId: 101 } }],
    staff: [{ slug: 'anna', workingHours: null }],
    calCom: { baseUrl: 'https://api.cal.com/v2', profile: 'hosted', apiKey: 'cal_live_1', webhookSecret: 'whsec_1' },
  });
  expect(company.staff[0]!.branchIds).toEqual([company.branches[0]!.id]);
  expect(company.staff[0]!.serviceIds).toEqual([company.services[0]!.id]);
  expect(directory.company(company.id)).toBe(company);
  expect(directory.connection('salon-nord-retell')).toEqual({
    name: 'salon-nord-retell',
    platform: 'retell',
    apiKeys: ['key_retell_1'],
    members: [{ companyId: company.id, agents: ['agent_5f2e9c'] }],
  });
  expect(directory.connection('nobody')).toBeNull();
  expect(directory.operator()).toMatchObject({ id: OPERATOR_COMPANY_ID, kind: 'operator', callbacks: { maxAttempts: 3 } });
});

test('knows the single days of the company, its branches and its staff', async () => {
  const { database } = await testDatabase();
  await applyCompanyFile({ database, world, secrets }, salonFile((json) => {
    Object.assign(json.company, { region: 'DE-BY', municipality: 'augsburg', closedOnHolidays: false, exceptions: [{ kind: 'closed', from: '12-27', to: '01-02' }] });
    Object.assign(json.branches[0]!, { region: 'DE-SN', municipality: 'catholic', exceptions: [{ kind: 'hours', from: '2026-12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' }] });
    Object.assign(json.staff[0]!, { absences: [{ from: '2026-12-01', hours: [['09:00', '11:00']], reason: 'Arzt' }] });
  }));
  const dataDir = await dataDirectory();
  const company = (await opened(database, dataDir)).companyBySlug('salon-nord')!;
  const id = expect.any(String) as string;
  expect(company).toMatchObject({
    municipality: 'augsburg', closedOnHolidays: false, branches: [{ region: 'DE-SN', municipality: 'catholic' }],
    exceptions: [
      { id, branchId: null, kind: 'closed', from: '12-27', to: '01-02', hours: null, reason: null },
      { id, branchId: company.branches[0]!.id, kind: 'hours', from: '2026-12-24', to: '2026-12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' },
    ],
  });
  // why somebody is away is not kept in memory, nor in the snapshot
  expect(company.staff[0]!.absences).toEqual([{ id, from: '2026-12-01', to: '2026-12-01', hours: [['09:00', '11:00']] }]);
});

test('sees an applied file without being asked', async () => {
  const { database } = await testDatabase();
  const directory = await opened(database, await dataDirectory());
  const first = nextChange(directory);
  await applyCompanyFile({ database, world, secrets }, salonFile());
  await first;
  // The first may have been found by the look at the moment the subscription stood; only a notification tells the second.
  const second = nextChange(directory);
  await applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.company.name = 'Salon Nordwest')));
  await second;
  expect(directory.companyBySlug('salon-nord')?.name).toBe('Salon Nordwest');
});

test('refresh shows what was committed before it, also while another read is under way', async () => {
  const { database } = await testDatabase();
  let hold = false;
  const hasRead = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const slowly: Database = {
    ...database,
    asMachine: async (work, options) => {
      const result = await database.asMachine(work, options);
      if (hold) {
        hold = false;
        hasRead.resolve();
        await goOn.promise;
      }
      return result;
    },
  };
  const directory = await opened(slowly, await dataDirectory());
  hold = true;
  const early = directory.refresh();
  await hasRead.promise;
  await applyCompanyFile({ database, world, secrets }, salonFile());
  const late = directory.refresh();
  goOn.resolve();
  await Promise.all([early, late]);
  expect(directory.companyBySlug('salon-nord')).not.toBeNull();
  await applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.staff = [])));
  await directory.refresh();
  expect(directory.companyBySlug('salon-nord')!.staff).toEqual([]);
});

test('a refresh without a change keeps the very same objects', async () => {
  const { database } = await testDatabase();
  await applyCompanyFile({ database, world, secrets }, salonFile());
  const directory = await opened(database, await dataDirectory());
  const before = directory.companyBySlug('salon-nord');
  await directory.refresh();
  expect(directory.companyBySlug('salon-nord')).toBe(before);
});

test('a deleted company is gone after the next look', async () => {
  const { database } = await testDatabase();
  await applyCompanyFile({ database, world, secrets }, salonFile());
  const directory = await opened(database, await dataDirectory());
  await database.asMachine((tx) => tx.run(`delete from companies where slug = 'salon-nord'`));
  await directory.refresh();
  expect(directory.companyBySlug('salon-nord')).toBeNull();
  expect(directory.connection('salon-nord-retell')).toBeNull();
});

test('a start without a database routes from the snapshot, and goes over to the database when it is back', async () => {
  const { database } = await testDatabase();
  const dataDir = await dataDirectory();
  await applyCompanyFile({ database, world, secrets }, salonFile());
  await (await opened(database, dataDir)).close();

  const file = join(dataDir, 'directory.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).not.toMatch(/key_retell|cal_live|salon/);

  const gone = absent(database);
  const directory = await opened(gone.database, dataDir);
  expect(directory.ready()).toBe(true);
  expect(directory.connection('salon-nord-retell')!.apiKeys).toEqual(['key_retell_1']);
  await expect(directory.refresh()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(directory.companyBySlug('salon-nord')).not.toBeNull();

  await applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.company.name = 'Salon Süd')));
  const change = nextChange(directory);
  gone.up();
  await change;
  expect(directory.companyBySlug('salon-nord')!.name).toBe('Salon Süd');
});

test('without database and snapshot only the operator is there, and it says that it is not ready', async () => {
  const { database } = await testDatabase();
  await applyCompanyFile({ database, world, secrets }, salonFile());
  const gone = absent(database);
  const directory = await opened(gone.database, await dataDirectory());
  expect(directory.ready()).toBe(false);
  expect(directory.companies().map((company) => company.slug)).toEqual(['betreiber']);
  expect(directory.operator().id).toBe(OPERATOR_COMPANY_ID);
  expect(directory.connection('salon-nord-retell')).toBeNull();
  const change = nextChange(directory);
  gone.up();
  await change;
  expect(directory.ready()).toBe(true);
});

test('the last of several quick changes is in the snapshot after closing', async () => {
  const { database } = await testDatabase();
  const dataDir = await dataDirectory();
  const directory = await opened(database, dataDir);
  for (const name of ['Salon Ost', 'Salon West', 'Salon Süd']) {
    await applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.company.name = name)));
    await directory.refresh();
  }
  await directory.close();
  expect((await opened(absent(database).database, dataDir)).companyBySlug('salon-nord')!.name).toBe('Salon Süd');
});

test('what was applied just after something else is in the snapshot a moment later, also where the process dies', async () => {
  const { database } = await testDatabase();
  const dataDir = await dataDirectory();
  const directory = await opened(database, dataDir);
  for (const name of ['Salon Ost', 'Salon West']) {
    await applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.company.name = name)));
    await directory.refresh();
    // the first look finds it written, so that the second change falls into the pause behind that
    await expect.poll(async () => (await readSnapshot(join(dataDir, 'directory.json'), secrets))?.map(({ company }) => company.name), { timeout: 1_500 }).toContain(name);
  }
});

test('a snapshot of another master key is not used, and the log says so', async () => {
  const { database } = await testDatabase();
  const dataDir = await dataDirectory();
  await (await opened(database, dataDir)).close();
  errors.length = 0;
  const directory = await opened(absent(database).database, dataDir, secretsOf(deriveKey('quite another master key'), world.random));
  expect(directory.ready()).toBe(false);
  expect(errors).toMatchObject([{ event: 'directory_snapshot_unreadable' }]);
});

test('one company with unreadable keys does not take the others down', async () => {
  const { database } = await testDatabase();
  const lost = secretsOf(deriveKey('the master key that was lost'), world.random);
  await applyCompanyFile({ database, world, secrets: lost }, salonFile());
  const other = salonFile((json) => {
    json.company.slug = 'salon-sued';
    json.branches[0]!.phoneNumbers = ['+498912345678'];
  });
  await applyCompanyFile({ database, world, secrets }, other);
  errors.length = 0;
  const directory = await opened(database, await dataDirectory());
  expect(directory.companyBySlug('salon-nord')!.calCom).toMatchObject({ apiKey: null, webhookSecret: null });
  expect(directory.companyBySlug('salon-sued')!.calCom!.apiKey).toBe('cal_live_1');
  expect(directory.connection('salon-nord-retell')).toMatchObject({ apiKeys: ['key_retell_1'], members: [{}, {}] });
  expect(errors).toHaveLength(3);
  expect(errors).toMatchObject([{ event: 'secret_unreadable', company: 'salon-nord' }, {}, {}]);
  await directory.refresh();
  expect(errors, 'not again at each look').toHaveLength(3);
});
