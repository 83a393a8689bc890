// The rows behind Idempotency-Key. A request that writes reserves its key first; each of its transactions that changes
// something leaves what it came to in the row, in that same transaction.
import type { Database, Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export interface KeyOf {
  readonly companyId: string;
  readonly actor: string;
  readonly key: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly location: string | null;
  /** null: it held a secret, and was not kept. */
  readonly body: string | null;
}

export type Reserved =
  /** `outcomes`: of steps that are done already, by a request that never came to its answer. */
  | { readonly kind: 'mine'; readonly outcomes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'busy' }
  | { readonly kind: 'other_request' };

export interface Reserving extends KeyOf {
  readonly fingerprint: string;
  readonly token: string;
  readonly now: EpochMs;
  readonly leaseUntil: EpochMs;
}

interface Row {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly body: string | null;
}

export async function reserveKey(tx: Tx, wanted: Reserving): Promise<Reserved> {
  const { companyId, actor, key, fingerprint, token, now, leaseUntil } = wanted;
  const mine = await tx.maybe<{ outcomes: Record<string, unknown> }>(
    `insert into idempotency_keys as k (company_id, actor, key, fingerprint, token, lease_until, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (company_id, actor, key) do update set token = excluded.token, lease_until = excluded.lease_until
       where k.status is null and k.lease_until <= excluded.created_at and k.fingerprint = excluded.fingerprint
     returning outcomes`,
    [companyId, actor, key, fingerprint, token, iso(leaseUntil), iso(now)],
  );
  if (mine !== null) return { kind: 'mine', outcomes: mine.outcomes };
  const row = await tx.maybe<Row>(
    `select fingerprint, status, content_type as "contentType", location, body from idempotency_keys where company_id = $1 and actor = $2 and key = $3`,
    [companyId, actor, key],
  );
  // swept at this very moment: whoever looks again gets it
  if (row === null) return { kind: 'busy' };
  if (row.fingerprint !== fingerprint) return { kind: 'other_request' };
  return row.status === null ? { kind: 'busy' } : { kind: 'answered', answer: { ...row, status: row.status } };
}

/** false: somebody else has taken the key over, and what this transaction did must not be committed. */
export async function keepOutcome(tx: Tx, of: KeyOf & { readonly token: string }, outcome: { readonly step: string; readonly value: unknown; readonly keepsReading: boolean }): Promise<boolean> {
  const [{ wrote }] = (await tx.rows<{ wrote: boolean }>('select pg_current_xact_id_if_assigned() is not null as wrote')) as [{ wrote: boolean }];
  if (!wrote && !outcome.keepsReading) return true;
  const kept = await tx.run(
    `update idempotency_keys set outcomes = outcomes || jsonb_build_object($5::text, $6::jsonb) where company_id = $1 and actor = $2 and key = $3 and token = $4`,
    [of.companyId, of.actor, of.key, of.token, outcome.step, JSON.stringify(outcome.value ?? null)],
  );
  return kept === 1;
}

export async function keepAnswer(tx: Tx, of: KeyOf & { readonly token: string }, answer: Answer): Promise<void> {
  await tx.run(
    `update idempotency_keys set status = $5, content_type = $6, location = $7, body = $8 where company_id = $1 and actor = $2 and key = $3 and token = $4 and status is null`,
    [of.companyId, of.actor, of.key, of.token, answer.status, answer.contentType, answer.location, answer.body],
  );
}

/** It came to no answer: whoever sends it again goes on at once, where its steps have ended. */
export async function giveKeyBack(tx: Tx, of: KeyOf & { readonly token: string }, now: EpochMs): Promise<void> {
  await tx.run('update idempotency_keys set lease_until = $5 where company_id = $1 and actor = $2 and key = $3 and token = $4 and status is null', [of.companyId, of.actor, of.key, of.token, iso(now)]);
}

const KEPT_MS = 24 * 3_600_000;
const AT_ONCE = 1000;

/** → how many were forgotten. */
export async function forgetOldKeys(database: Database, now: EpochMs): Promise<number> {
  return await database.asMachine((tx) =>
    tx.run(
      `delete from idempotency_keys where (company_id, actor, key) in (
         select company_id, actor, key from idempotency_keys where created_at < $1 order by created_at limit ${AT_ONCE} for update skip locked)`,
      [iso(now - KEPT_MS)],
    ),
  );
}
