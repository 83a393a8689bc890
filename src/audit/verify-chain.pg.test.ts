import { describe, expect, test } from 'vitest';
import { execute } from '../../test/execute.ts';
import { testDatabase } from '../../test/pg.ts';
import { iso } from '../platform/iso.ts';
import { secretsOf } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { appendAudit } from './append-audit.ts';
import { cutAudit } from './cut-audit.ts';
import { verifyChain } from './verify-chain.ts';
import type { ChainEnd, ChainReport } from './verify-chain.ts';

const NOW = Date.UTC(2026, 10, 25, 9, 0, 0, 123);
const DAY = 86_400_000;
const { database, url } = await testDatabase();
const secrets = secretsOf(Buffer.alloc(32, 7), { next: () => 0.5, bytes: (count) => new Uint8Array(count) });

let companies = 0;
/** A company with so many entries, one a day. */
async function logOf(count: number): Promise<string> {
  companies += 1;
  const id = `01900000-0000-7000-8000-${String(companies).padStart(12, '0')}`;
  await database.asMachine(async (tx) => {
    await tx.run(`insert into companies (id, slug, name, time_zone, locale, created_at, updated_at) values ($1, $2, 'Salon', 'Europe/Berlin', 'de', $3, $3)`, [id, `salon-${companies}`, iso(NOW)]);
    for (let no = 1; no <= count; no += 1) {
      await appendAudit(tx, id, { at: NOW + no * DAY, actor: 'machine', action: 'callback.expire', subject: { kind: 'callback', id: `c${no}` }, detail: { b: no, a: ['x', { d: 1.5, c: null }] } });
    }
  });
  return id;
}

const verify = (companyId: string, kept: ChainEnd | null = null): Promise<ChainReport> =>
  database.asMachine(async (tx) => {
    await tx.run('set transaction isolation level repeatable read');
    return await verifyChain(tx, { companyId, secrets, kept });
  });

const cut = (companyId: string, before: EpochMs, limit = 100): Promise<number> =>
  database.asMachine((tx) => cutAudit(tx, { companyId, before, now: NOW, limit, secrets }));

/** As somebody who owns the tables, and knows how to get the triggers out of the way. */
const tamper = (statement: string): Promise<object[]> => execute(url, `set session_replication_role = replica; ${statement}`);

test('a chain that nobody touched holds, an empty one too, and names its end', async () => {
  const id = await logOf(5);
  const [{ hash }] = await database.inCompany(id, (tx) => tx.rows<{ hash: string }>('select hash from audit_log where seq = 5')) as [{ hash: string }];
  expect(await verify(id)).toEqual({ ok: true, entries: 5, first: 1, last: { seq: 5, hash }, problem: null });
  expect(await verify(await logOf(0))).toEqual({ ok: true, entries: 0, first: null, last: null, problem: null });
});

describe('what the owner of the tables does to the log is found:', () => {
  const HASH = "encode(sha256('x'), 'hex')";
  test.each([
    ['an actor replaced', `update audit_log set actor = 'user:other' where seq = 3`, 'changed', 3],
    ['a detail replaced', `update audit_log set detail = '{"b": 99}' where seq = 3`, 'changed', 3],
    ['an instant moved by a millisecond', `update audit_log set at = at + interval '1 millisecond' where seq = 5`, 'changed', 5],
    ['a hash replaced along with what it is of', `update audit_log set actor = 'user:other', hash = ${HASH} where seq = 3`, 'changed', 3],
    ['an entry taken out of the middle', 'delete from audit_log where seq = 3', 'gap', 3],
    ['an entry taken out and the rest moved up', 'delete from audit_log where seq = 3; update audit_log set seq = seq - 1 where seq > 3', 'broken_link', 3],
    ['the first entries taken away', 'delete from audit_log where seq <= 2', 'gap', 1],
    ['the end taken away', 'delete from audit_log where seq >= 4', 'truncated_tail', 4],
    ['everything taken away', 'delete from audit_log', 'truncated_tail', 1],
    ['the head set back, with the end still there', `update audit_heads set seq = 4, hash = (select hash from audit_log where seq = 4 and audit_log.company_id = audit_heads.company_id)`, 'beyond_head', 5],
    ['the head taken away', 'delete from audit_heads', 'beyond_head', 5],
    ['the first entries taken away under an anchor of his own', `insert into audit_anchors select company_id, seq, hash, at, repeat('a', 64) from audit_log where seq = 2; delete from audit_log where seq <= 2`, 'forged_anchor', 2],
  ] as const)('%s', async (_what, statement, kind, seq) => {
    const id = await logOf(5);
    await tamper(only(id, statement));
    expect(await verify(id)).toMatchObject({ ok: false, problem: { kind, seq } });
  });

  /** Each statement narrowed to the company of this test. */
  function only(id: string, statements: string): string {
    return statements.split('; ').map((one) => `${one}${/ where (?!seq = 4 and)/.test(one) ? ' and' : ' where'} company_id = '${id}'`).join('; ');
  }

  test('end and head taken away together, which only a kept anchor tells', async () => {
    const id = await logOf(5);
    const kept = (await verify(id)).last!;
    await tamper(`delete from audit_log where seq >= 4 and company_id = '${id}'; update audit_heads set seq = 3, hash = (select hash from audit_log where seq = 3 and company_id = '${id}') where company_id = '${id}'`);
    expect(await verify(id)).toMatchObject({ ok: true, entries: 3 });
    expect(await verify(id, kept)).toMatchObject({ ok: false, problem: { kind: 'truncated_tail', seq: 4 } });
  });

  test('end and head rewritten together and gone on from, which only a kept anchor tells', async () => {
    const id = await logOf(5);
    const kept = (await verify(id)).last!;
    await tamper(`delete from audit_log where seq = 5 and company_id = '${id}'; update audit_heads set seq = 4, hash = (select hash from audit_log where seq = 4 and company_id = '${id}') where company_id = '${id}'`);
    await database.inCompany(id, async (tx) => {
      for (const n of [1, 2]) await appendAudit(tx, id, { at: NOW + n, actor: 'machine', action: 'other', subject: { kind: 'callback', id: 'c9' }, detail: {} });
    });
    expect(await verify(id)).toMatchObject({ ok: true, entries: 6 });
    expect(await verify(id, kept)).toMatchObject({ ok: false, problem: { kind: 'rewritten', seq: 5 } });
  });
});

describe('retention', () => {
  test('cuts off what is old, in small steps, and the rest still verifies and goes on', async () => {
    const id = await logOf(10);
    const kept = (await verify(id)).last!;
    expect(await cut(id, NOW + 7 * DAY, 4)).toBe(4);
    expect(await cut(id, NOW + 7 * DAY, 4)).toBe(2);
    expect(await cut(id, NOW + 7 * DAY, 4)).toBe(0);
    expect(await verify(id, kept)).toMatchObject({ ok: true, entries: 4, first: 7, last: { seq: 10 } });
    await database.inCompany(id, (tx) => appendAudit(tx, id, { at: NOW, actor: 'machine', action: 'other', subject: { kind: 'callback', id: 'c9' }, detail: {} }));
    expect(await verify(id, kept)).toMatchObject({ ok: true, entries: 5, last: { seq: 11 } });
    // an anchor that somebody kept of what is gone proves nothing any more, and accuses nobody
    expect(await verify(id, { seq: 3, hash: 'f'.repeat(64) })).toMatchObject({ ok: true });
    expect(await verify(id, { seq: 6, hash: 'f'.repeat(64) })).toMatchObject({ ok: false, problem: { kind: 'rewritten', seq: 6 } });
  });

  test('may take everything away: the head keeps where it ended', async () => {
    const id = await logOf(3);
    expect(await cut(id, NOW + 99 * DAY)).toBe(3);
    expect(await verify(id)).toMatchObject({ ok: true, entries: 0, first: null, last: { seq: 3 } });
    expect(await database.inCompany(id, (tx) => tx.rows('select seq from audit_anchors'))).toEqual([{ seq: 3 }]);
  });

  test('entries slipped in below the anchor, and an anchor moved by hand, are found', async () => {
    const id = await logOf(6);
    await cut(id, NOW + 4 * DAY);
    await tamper(`insert into audit_log select company_id, 1, gen_random_uuid(), at, actor, action, subject_kind, subject_id, detail, prev_hash, hash from audit_log where company_id = '${id}' and seq = 5`);
    expect(await verify(id)).toMatchObject({ ok: false, problem: { kind: 'broken_link', seq: 3 } });
    await tamper(`delete from audit_log where company_id = '${id}' and seq <= 4; update audit_anchors set seq = 4, hash = (select hash from audit_log where seq = 5 and company_id = '${id}') where company_id = '${id}'`);
    expect(await verify(id)).toMatchObject({ ok: false, problem: { kind: 'forged_anchor', seq: 4 } });
  });

  test('is the machine’s: no company cuts its own log, and the machine none without leaving an anchor', async () => {
    const id = await logOf(3);
    await expect(database.inCompany(id, (tx) => cutAudit(tx, { companyId: id, before: NOW + 9 * DAY, now: NOW, limit: 9, secrets }))).rejects.toThrow(/permission denied/);
    await expect(database.asMachine((tx) => tx.run('delete from audit_log where company_id = $1', [id]))).rejects.toThrow(/refused/);
  });
});
