import { expect, test } from 'vitest';
import { SALON_ENVIRONMENT, salonFile } from '../../test/companies/salon-file.ts';
import { testDatabase } from '../../test/pg.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Database, Value } from '../platform/database.ts';
import { realWorld } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { applyCompanyFile } from './apply.ts';
import type { CompanyFile } from './company-file.ts';

const world = realWorld(silentLog);
const secrets = secretsOf(deriveKey('a master key of a test'), world.random);

async function fresh() {
  const { database } = await testDatabase();
  const apply = async (file: CompanyFile, sealing = secrets) => {
    const applied = await applyCompanyFile({ database, world, secrets: sealing }, file);
    if (applied.kind === 'refused') throw new Error(applied.problems.map((problem) => problem.reason).join());
    return applied;
  };
  const rows = <R extends object>(text: string) => database.asMachine((tx) => tx.rows<R>(text));
  return { database, apply, rows };
}

test('applying the same file twice changes nothing, not even the sealed keys', async () => {
  const { apply, rows } = await fresh();
  const first = await apply(salonFile());
  expect(first.changes).toEqual([
    '+ company salon-nord',
    '+ branch mitte',
    '+ service herrenhaarschnitt',
    '+ staff anna',
    '+ calendar cal.com',
    '+ connection salon-nord-retell',
  ]);
  const everything = 'select to_jsonb(c) as c, (select jsonb_agg(to_jsonb(a)) from calendar_accounts a) as a, (select jsonb_agg(to_jsonb(v)) from voice_connections v) as v from companies c order by id';
  const before = await rows(everything);
  const second = await apply(salonFile());
  expect(second).toEqual({ kind: 'applied', companyId: first.companyId, changes: ['= nothing changed'], changed: false });
  expect(await rows(everything)).toEqual(before);
});

test('what callers may change by themselves is stored, and said to have changed', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const strict = salonFile((json) => void Object.assign(json, { appointments: { cancelNoticeMinutes: 1440, feeText: 'Danach 20 Euro.' } }));
  expect((await apply(strict)).changes).toEqual(['~ company salon-nord: appointment policy changed']);
  expect(await rows("select appointment_policy from companies where slug = 'salon-nord'")).toEqual([
    { appointment_policy: { cancelNoticeMinutes: 1440, rescheduleNoticeMinutes: 0, feeText: 'Danach 20 Euro.', maxReschedules: null } },
  ]);
});

test('rules of data protection are taken from the file, and a file that says nothing of them leaves what was chosen', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const stored = async () => await rows("select privacy_policy from companies where slug = 'salon-nord'");
  const practice = salonFile((json) => void Object.assign(json, { privacy: { practice: true, retention: { personDays: 30 } } }));
  expect((await apply(practice)).changes).toEqual(['~ data protection changed']);
  expect((await apply(practice)).changes).toEqual(['= nothing changed']);
  expect((await apply(salonFile())).changes).toEqual(['= nothing changed']);
  expect(await stored()).toEqual([{ privacy_policy: { practice: true, retention: { personDays: 30 } } }]);
  expect(await rows(`select detail from audit_log where action = 'company.apply' order by seq`)).toEqual([{ detail: { by: 'command', changes: 6 } }, { detail: { by: 'command', changes: 1 } }]);
});

test('keeps the ids of renamed rows, so that callbacks still point at them', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const before = await rows('select id from services union all select id from staff union all select id from branches');
  const { changes } = await apply(
    salonFile((json) => {
      json.company.name = 'Salon Nord & Söhne';
      json.services[0]!.name = 'Herrenschnitt';
      json.staff[0]!.name = 'Anna Vogel';
      json.branches[0]!.openingHours.thu = [['10:00', '19:00']];
    }),
  );
  expect(changes).toEqual([
    '~ company salon-nord: name Salon Nord → Salon Nord & Söhne',
    '~ branch mitte: opening hours thu 10:00-19:00',
    '~ service herrenhaarschnitt: name Herrenhaarschnitt → Herrenschnitt',
    '~ staff anna: name Anna Berger → Anna Vogel',
  ]);
  expect(await rows('select id from services union all select id from staff union all select id from branches')).toEqual(before);
});

test('what is no longer in the file becomes inactive, and comes back with its old id', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const [anna] = await rows<{ id: string }>('select id from staff');
  const gone = await apply(salonFile((json) => void (json.staff = [])));
  expect(gone.changes).toEqual(['- staff anna']);
  expect(await rows('select id, active from staff')).toEqual([{ id: anna!.id, active: false }]);
  expect((await apply(salonFile((json) => void (json.staff = [])))).changes).toEqual(['= nothing changed']);
  expect((await apply(salonFile())).changes).toEqual(['+ staff anna (again)']);
  expect(await rows('select id, active from staff')).toEqual([{ id: anna!.id, active: true }]);
});

test('says that a key changed, never the key', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const [before] = await rows<{ key: string; webhook: string }>('select api_key_sealed as key, webhook_secret_sealed as webhook from calendar_accounts');
  const { changes } = await apply(salonFile(undefined, { ...SALON_ENVIRONMENT, CALCOM_API_KEY: 'cal_live_2', RETELL_API_KEY: 'key_retell_2' }));
  expect(changes).toEqual(['~ calendar cal.com: API key changed', '~ connection salon-nord-retell: API key changed']);
  const [after] = await rows<{ key: string; webhook: string }>('select api_key_sealed as key, webhook_secret_sealed as webhook from calendar_accounts');
  expect(after!.webhook).toBe(before!.webhook);
  expect(after!.key).not.toBe(before!.key);
  expect(JSON.stringify(await rows('select * from calendar_accounts, voice_connections'))).not.toMatch(/cal_live|key_retell|whsec/);
});

test('repairs a company whose stored keys were sealed with a lost master key', async () => {
  const { apply } = await fresh();
  await apply(salonFile(), secretsOf(deriveKey('the master key that was lost'), world.random));
  expect((await apply(salonFile())).changes).toEqual([
    '~ calendar cal.com: API key changed, webhook secret changed',
    '~ connection salon-nord-retell: API key changed',
  ]);
  expect((await apply(salonFile())).changed).toBe(false);
});

test('removes a calendar account and a connection that the file no longer has', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const without = salonFile((json) => {
    json.services[0]!.calendar = { provider: 'local' } as never;
    json.calendars = {} as never;
    json.voice = [];
  });
  expect((await apply(without)).changes).toEqual([
    '~ service herrenhaarschnitt: calendar {"eventTypeId":101,"provider":"cal.com"} → {"provider":"local"}',
    '- calendar cal.com',
    '- connection salon-nord-retell',
  ]);
  expect(await rows('select connection from voice_connections')).toEqual([]);
});

test('refuses a number that another company has on the same connection, and changes nothing', async () => {
  const { apply, database, rows } = await fresh();
  await apply(salonFile());
  const other = salonFile((json) => void (json.company.slug = 'salon-sued'));
  const applied = await applyCompanyFile({ database, world, secrets }, other);
  expect(applied).toEqual({
    kind: 'refused',
    problems: [
      {
        path: ['branches', 0, 'phoneNumbers', 0],
        reason: '+493012345678 belongs to the company "salon-nord" on the connection "salon-nord-retell" already',
        remedy: 'remove it there first, or correct the number',
      },
    ],
  });
  expect(await rows(`select slug from companies where kind = 'company'`)).toEqual([{ slug: 'salon-nord' }]);
});

test('of two companies applied at once with one number, exactly one gets it', async () => {
  const { database, rows } = await fresh();
  const goOn = Promise.withResolvers<void>();
  // Stands still after it has looked whose the number is.
  const halting: Database = {
    ...database,
    asMachine: (work, options) =>
      database.asMachine(
        (tx) =>
          work({
            ...tx,
            run: (text, values) => tx.run(text, values),
            maybe: (text, values) => tx.maybe(text, values),
            rows: async <R extends object>(text: string, values?: readonly (Value | undefined)[]) => {
              const found = await tx.rows<R>(text, values);
              if (text.includes('unnest(b.phone_numbers)')) await goOn.promise;
              return found;
            },
          }),
        options,
      ),
  };
  const one = applyCompanyFile({ database: halting, world, secrets }, salonFile());
  const held = `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
  await expect.poll(() => rows(held)).toHaveLength(1);
  let done = false;
  const two = applyCompanyFile({ database, world, secrets }, salonFile((json) => void (json.company.slug = 'salon-sued'))).finally(() => (done = true));
  await expect.poll(async () => done || (await rows(`${held} and not granted`)).length === 1).toBe(true);
  goOn.resolve();
  expect((await Promise.all([one, two])).map((applied) => applied.kind)).toEqual(['applied', 'refused']);
});

test('the same number on another connection is another number', async () => {
  const { apply } = await fresh();
  await apply(salonFile());
  const other = salonFile((json) => {
    json.company.slug = 'salon-sued';
    json.voice[0]!.connection = 'salon-sued-retell';
  });
  expect((await apply(other)).changes).toContain('+ company salon-sued');
});

test('a company sees nothing of another one', async () => {
  const { apply, database } = await fresh();
  const nord = await apply(salonFile());
  const sued = await apply(
    salonFile((json) => {
      json.company.slug = 'salon-sued';
      json.branches[0]!.phoneNumbers = ['+498912345678'];
    }),
  );
  for (const table of ['branches', 'services', 'staff', 'calendar_accounts', 'voice_connections']) {
    const seen = await database.inCompany(sued.companyId, (tx) => tx.rows<{ company_id: string }>(`select company_id from ${table}`));
    expect(seen, table).toEqual([{ company_id: sued.companyId }]);
    const touched = await database.inCompany(sued.companyId, (tx) => tx.run(`delete from ${table} where company_id = $1`, [nord.companyId]));
    expect(touched, table).toBe(0);
  }
  expect(await database.inCompany(sued.companyId, (tx) => tx.rows('select slug from companies'))).toEqual([{ slug: 'salon-sued' }]);
});

test('each change moves updated_at, also when the clock stands still', async () => {
  const { database, rows } = await fresh();
  const stopped = { ...world, clock: { ...world.clock, now: () => 1_800_000_000_000 } };
  const at = async () => (await rows<{ updated_at: number }>(`select updated_at from companies where slug = 'salon-nord'`))[0]!.updated_at;
  await applyCompanyFile({ database, world: stopped, secrets }, salonFile());
  const first = await at();
  await applyCompanyFile({ database, world: stopped, secrets }, salonFile((json) => void (json.staff = [])));
  expect(await at()).toBeGreaterThan(first);
});

test('a connection remembers since when it is known, and where its API is, through every later change', async () => {
  const { apply, rows } = await fresh();
  await apply(salonFile());
  const [before] = await rows<{ known_since: number }>('select known_since from voice_connections');
  expect(before?.known_since).toBeGreaterThan(0);
  const moved = salonFile((json) => void Object.assign(json.voice[0]!, { apiBaseUrl: 'https://eu.retell.example/' }));
  expect((await apply(moved)).changes).toEqual(['~ connection salon-nord-retell: API address the usual → https://eu.retell.example']);
  expect(await rows('select api_base_url, known_since from voice_connections')).toEqual([{ api_base_url: 'https://eu.retell.example', ...before }]);
  expect((await apply(salonFile())).changes).toEqual(['~ connection salon-nord-retell: API address https://eu.retell.example → the usual']);
});

test('the days that a file no longer lists are gone, and those that a person entered stay', async () => {
  const { apply, rows } = await fresh();
  const withDays = (from: string) =>
    salonFile((json) => {
      Object.assign(json.company, { exceptions: [{ kind: 'closed', from }] });
      Object.assign(json.branches[0]!, { exceptions: [{ kind: 'hours', from: '12-24', hours: [['09:00', '13:00']] }] });
      Object.assign(json.staff[0]!, { absences: [{ from: '2026-12-01', to: '2026-12-03' }] });
    });
  const first = await apply(withDays('2026-11-30'));
  expect(first.changes.slice(-5)).toEqual(['+ closed 2026-11-30', '+ open (hours) 12-24 at mitte', '+ absence of anna 2026-12-01 to 2026-12-03', '+ calendar cal.com', '+ connection salon-nord-retell']);
  expect((await apply(withDays('2026-11-30'))).changed).toBe(false);
  await rows(`insert into branch_exceptions (company_id, id, kind, from_day, to_day, origin, created_at) values ('${first.companyId}', gen_random_uuid(), 'closed', '2026-10-01', '2026-10-01', 'person', now())`);
  expect((await apply(withDays('2026-12-30'))).changes).toEqual(['+ closed 2026-12-30', '- exception 2026-11-30']);
  expect((await apply(salonFile())).changes).toEqual(['- exception 12-24', '- exception 2026-12-30', '- absence 2026-12-01 to 2026-12-03']);
  expect(await rows('select from_day, origin from branch_exceptions union all select from_day::text, origin from staff_absences')).toEqual([{ from_day: '2026-10-01', origin: 'person' }]);
});

test('a company’s days and its staff’s absences are invisible to another company, and to somebody of another branch', async () => {
  const { database, apply, rows } = await fresh();
  const { companyId } = await apply(
    salonFile((json) => {
      json.branches.push({ ...json.branches[0]!, slug: 'sued', phoneNumbers: [] });
      Object.assign(json.company, { exceptions: [{ kind: 'closed', from: '2026-11-30' }] });
      Object.assign(json.branches[0]!, { exceptions: [{ kind: 'closed', from: '2026-12-01' }] });
    }),
  );
  const other = await apply(
    salonFile((json) => {
      json.company.slug = 'other';
      json.branches[0]!.phoneNumbers = [];
    }),
  );
  const [mitte, sued] = await rows<{ id: string }>(`select id from branches where company_id = '${companyId}' order by slug`);
  const seen = (id: string, branches: string[] | null) =>
    database.inCompany(id, async (tx) => (await tx.rows<{ from_day: string }>('select from_day from branch_exceptions order by from_day')).map(({ from_day }) => from_day), { branches });
  expect([await seen(companyId, null), await seen(companyId, [mitte!.id]), await seen(companyId, [sued!.id]), await seen(other.companyId, null)]).toEqual([
    ['2026-11-30', '2026-12-01'], ['2026-11-30', '2026-12-01'], ['2026-11-30'], [],
  ]);
  const deleted = (branches: string[]) => database.inCompany(companyId, (tx) => tx.run('delete from branch_exceptions'), { branches });
  expect([await deleted([sued!.id]), await deleted([mitte!.id])]).toEqual([0, 1]);
});
