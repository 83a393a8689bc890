// The proof that no wish is lost. A fate is only what a row claims about itself; here a wish counts under its
// fate only where the rows that this fate promises are really there. Everything else is named as unexplained.
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { LEDGER_SQL, LEDGERS_SQL } from './ledger-sql.ts';
import type { Fate } from './wish.ts';

export const FATES: readonly Fate[] = ['appointment', 'open_callback', 'in_progress', 'closed', 'merged', 'not_a_wish', 'erased'];

/** An unsettled entry of a journal; `id` is the receipt. */
export interface JournalOnly {
  readonly id: string;
  readonly openedAt: EpochMs;
}

export interface LedgerQuery {
  /** null: all companies that the transaction may see (metrics, audit). */
  readonly companyId: string | null;
  /** [from, to) by the instant at which the wish was opened; null: unbounded. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly now: EpochMs;
  /**
   * Unsettled journal entries that name a wish. Receipts and not their number, because an entry whose wish is
   * committed already, but which is not settled yet, would be counted twice.
   */
  readonly journalPending: readonly JournalOnly[];
}

export interface Ledger {
  /** ISO 8601, or null where unbounded. */
  readonly from: string | null;
  readonly to: string | null;
  readonly wishes: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Those of `wishes` that only the journal has; counted as in_progress. */
  readonly journal_pending: number;
  readonly difference: number;
  /** Ids of wishes without evidence (a receipt where not even the wish exists), oldest first; at most 1,000. */
  readonly unexplained: readonly string[];
}

/**
 * How long a call without an end is believed to be running. The sweep closes it five minutes after its last
 * sign of life; a wish that still hangs on such a call a day later hangs on a sweep that does not run.
 */
const CALL_BELIEVED_MS = 24 * 3_600_000;

type Row = Readonly<Record<Fate, number>> & {
  readonly wishes: number;
  readonly journal_only: number;
  readonly unexplained: readonly string[] | null;
};

/** One statement, therefore one snapshot: a wish that changes hands meanwhile is seen before or after, never twice or not at all. */
export async function readLedger(tx: Tx, query: LedgerQuery): Promise<Ledger> {
  const { companyId, from, to, now, journalPending } = query;
  const pending = journalPending.filter((entry) => (from === null || entry.openedAt >= from) && (to === null || entry.openedAt < to));
  const row = must(
    await tx.maybe<Row>(LEDGER_SQL, [
      companyId,
      from === null ? null : iso(from),
      to === null ? null : iso(to),
      iso(now - CALL_BELIEVED_MS),
      journalPending.map((entry) => entry.id),
      pending.map((entry) => entry.id),
    ]),
    'the ledger has one row',
  );
  const journalOnly = row.journal_only;
  const fates = Object.fromEntries(FATES.map((fate) => [fate, row[fate] + (fate === 'in_progress' ? journalOnly : 0)])) as Record<Fate, number>;
  const wishes = row.wishes + journalOnly;
  return {
    from: from === null ? null : iso(from),
    to: to === null ? null : iso(to),
    wishes,
    fates,
    journal_pending: journalOnly,
    difference: wishes - FATES.reduce((sum, fate) => sum + fates[fate], 0),
    unexplained: row.unexplained ?? [],
  };
}

export interface Difference {
  readonly wishes: number;
  readonly difference: number;
}

/** The same proof for many companies at once, as figures only: thirty ledgers one after the other are thirty times the work. */
export async function readDifferences(
  tx: Tx,
  query: { readonly companyIds: readonly string[]; readonly from: EpochMs; readonly now: EpochMs; readonly journalPending: ReadonlyMap<string, readonly JournalOnly[]> },
): Promise<ReadonlyMap<string, Difference>> {
  const { companyIds, from, now, journalPending } = query;
  const entries = companyIds.flatMap((companyId) => (journalPending.get(companyId) ?? []).map((entry) => ({ companyId, ...entry })));
  const pending = entries.filter(({ openedAt }) => openedAt >= from);
  const rows = await tx.rows<Difference & { readonly company_id: string }>(LEDGERS_SQL, [
    companyIds, iso(from), null, iso(now - CALL_BELIEVED_MS), entries.map(({ id }) => id), pending.map(({ id }) => id), pending.map(({ companyId }) => companyId),
  ]);
  return new Map(rows.map(({ company_id: companyId, wishes, difference }) => [companyId, { wishes, difference }]));
}
