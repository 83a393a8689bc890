import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { openPostgres } from '../platform/postgres.ts';
import { realClock } from '../platform/real-world.ts';
import { iso } from '../platform/iso.ts';
import { silentLog } from '../../test/silent-log.ts';
import { appendAudit } from './append-audit.ts';
import type { AuditEntry } from './append-audit.ts';

const NOW = Date.UTC(2026, 10, 25, 9, 0, 0, 123);
const { database, url } = await testDatabase();

let companies = 0;
async function company(): Promise<string> {
  companies += 1;
  const id = `01900000-0000-7000-8000-${String(companies).padStart(12, '0')}`;
  await database.asMachine((tx) =>
    tx.run(`insert into companies (id, slug, name, time_zone, locale, created_at, updated_at) values ($1, $2, 'Salon', 'Europe/Berlin', 'de', $3, $3)`, [id, `salon-${companies}`, iso(NOW)]),
  );
  return id;
}

function entry(no: number, detail: AuditEntry['detail'] = {}): AuditEntry {
  return { at: NOW + no, actor: 'user:u1', action: 'callback.complete', subject: { kind: 'callback', id: `c${no}` }, detail };
}

interface Row {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
  readonly detail: object;
}

const rowsOf = (id: string): Promise<Row[]> => database.inCompany(id, (tx) => tx.rows<Row>('select seq, prev_hash, hash, detail from audit_log order by seq'));

test('fifty writers on two nodes queue up: no number is missing and each entry follows the one before it', async () => {
  const id = await company();
  const other = openPostgres({ url, world: { clock: realClock, log: silentLog }, budgetMs: 10_000 });
  try {
    await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? database : other).inCompany(id, (tx) => appendAudit(tx, id, entry(i)))));
  } finally {
    await other.close();
  }
  const rows = await rowsOf(id);
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(rows.map(({ prev_hash }) => prev_hash)).toEqual(['0'.repeat(64), ...rows.slice(0, -1).map(({ hash }) => hash)]);
});

test('an entry that is repeated after a lost COMMIT is entered once, and a transaction that fails leaves none', async () => {
  const id = await company();
  for (let time = 0; time < 2; time += 1) await database.inCompany(id, (tx) => appendAudit(tx, id, entry(1)));
  const failed = database.inCompany(id, async (tx) => {
    await appendAudit(tx, id, entry(2));
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await database.inCompany(id, (tx) => appendAudit(tx, id, entry(3)));
  expect((await rowsOf(id)).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('what a person said, is called or can be reached under does not get in, wherever it is put', async () => {
  const id = await company();
  const detail = {
    reason: 'hat sich erledigt, Frau Öztürk', to: '+493012345678', digits: '03012345678', mail: 'a@b.example', customer_name: 'Meier', list: ['ok', 'zwei Worte'],
    changed: ['customer_name'], staff: '01900000-0000-7000-8000-000000000001', at: '2026-12-01T09:30:00.000Z', until: '2026-12-01', from_ip: '127.0.0.1', n: 3, was: null,
  };
  await database.inCompany(id, (tx) => appendAudit(tx, id, { ...entry(1, detail), subject: { kind: 'caller', id: '+493012345678' } }));
  const [row] = await database.inCompany(id, (tx) => tx.rows<{ subject_id: string; detail: object }>('select subject_id, detail from audit_log'));
  expect(row).toEqual({
    subject_id: '(withheld:13)',
    detail: {
      reason: '(withheld:30)', to: '(withheld:13)', digits: '(withheld:11)', mail: '(withheld)', customer_name: '(withheld)', list: ['ok', '(withheld:10)'],
      changed: ['customer_name'], staff: '01900000-0000-7000-8000-000000000001', at: '2026-12-01T09:30:00.000Z', until: '2026-12-01', from_ip: '127.0.0.1', n: 3, was: null,
    },
  });
});

test.each(['inCompany', 'asMachine'] as const)('nobody rewrites the log: %s', async (role) => {
  const id = await company();
  await database.inCompany(id, (tx) => appendAudit(tx, id, entry(1)));
  const attempt = (statement: string): Promise<number> =>
    role === 'asMachine' ? database.asMachine((tx) => tx.run(statement)) : database.inCompany(id, (tx) => tx.run(statement));
  for (const statement of [
    `update audit_log set actor = 'machine'`, 'truncate audit_log', 'delete from audit_heads', 'truncate audit_heads', 'truncate audit_anchors',
    'update audit_heads set seq = 0', `insert into audit_heads (company_id, seq, hash) values ('${id}', 9, repeat('a', 64)) on conflict (company_id) do update set seq = 9`,
    `insert into audit_log select company_id, seq + 5, gen_random_uuid(), at, actor, action, subject_kind, subject_id, detail, prev_hash, hash from audit_log where company_id = '${id}'`,
  ]) await expect(attempt(statement), statement).rejects.toThrow(/permission denied|refused|moves with its entries|go on from the head/);
  await expect(attempt(`delete from audit_log where company_id = '${id}'`)).rejects.toThrow(/permission denied|refused/);
  expect(await rowsOf(id)).toHaveLength(1);
});

test('one company neither sees nor continues the log of another', async () => {
  const [a, b] = [await company(), await company()];
  await database.inCompany(a, (tx) => appendAudit(tx, a, entry(1)));
  expect(await rowsOf(b)).toEqual([]);
  await expect(database.inCompany(b, (tx) => appendAudit(tx, a, entry(2)))).rejects.toThrow(/row-level security/);
});

test('a company that goes takes its log along', async () => {
  const id = await company();
  await database.inCompany(id, (tx) => appendAudit(tx, id, entry(1)));
  expect(await database.asMachine((tx) => tx.run('delete from companies where id = $1', [id]))).toBe(1);
  expect(await database.asMachine((tx) => tx.rows('select 1 from audit_log where company_id = $1', [id]))).toEqual([]);
});
