// Reads a company's whole chain again and says where it first does not hold, if anywhere. Reads only.
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { entryHash, NOTHING_BEFORE } from './entry-hash.ts';
import type { ChainedEntry } from './entry-hash.ts';
import { signatureOf } from './sign-anchor.ts';

/** An end of the chain, as an operator may keep it away from this machine. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainProblem {
  readonly kind: 'changed' | 'broken_link' | 'gap' | 'truncated_tail' | 'beyond_head' | 'forged_anchor' | 'rewritten';
  /** The number of the entry at which it shows. */
  readonly seq: number;
  readonly reason: string;
}

export interface ChainReport {
  readonly ok: boolean;
  /** Entries that are there. */
  readonly entries: number;
  /** Number of the first of them; those before it were cut off by retention. */
  readonly first: number | null;
  readonly last: ChainEnd | null;
  readonly problem: ChainProblem | null;
}

export interface Verifying {
  readonly companyId: string;
  readonly secrets: Pick<Secrets, 'mac'>;
  /** What somebody wrote down earlier and kept elsewhere; null: nothing. It alone shows that log and head were cut or rewritten together. */
  readonly kept: ChainEnd | null;
}

type Row = ChainedEntry & { readonly hash: string };
type AnchorRow = ChainEnd & { readonly cut_at: EpochMs; readonly signature: string };

const BATCH = 2_000;

/** The transaction has to be of one snapshot (repeatable read): entries come and are cut while this reads. */
export async function verifyChain(tx: Tx, verifying: Verifying): Promise<ChainReport> {
  const { companyId, kept } = verifying;
  const anchor = await tx.maybe<AnchorRow>('select seq, hash, cut_at, signature from audit_anchors where company_id = $1 order by seq desc limit 1', [companyId]);
  const head = await tx.maybe<ChainEnd>('select seq, hash from audit_heads where company_id = $1', [companyId]);
  const walk = new Walk(companyId, anchor ?? { seq: 0, hash: NOTHING_BEFORE }, kept);
  if (anchor !== null && anchor.signature !== signatureOf(verifying.secrets, companyId, { ...anchor, cutAt: anchor.cut_at })) {
    return walk.report({ kind: 'forged_anchor', seq: anchor.seq, reason: 'the anchor below which entries were cut off is not signed with the master key of this installation' });
  }
  for (;;) {
    const rows: Row[] = await tx.rows<Row>(
      `select seq, id, at, actor, action, subject_kind, subject_id, detail, prev_hash, hash
       from audit_log where company_id = $1 and seq > $2 order by seq limit $3`,
      [companyId, walk.at.seq, BATCH],
    );
    for (const row of rows) {
      const problem = walk.step(row);
      if (problem !== null) return walk.report(problem);
    }
    if (rows.length < BATCH) break;
  }
  return walk.report(walk.atHead(head) ?? (await belowAnchor(tx, companyId, anchor)) ?? walk.againstKept());
}

/** What an anchor stands for is gone; entries below it were put there by somebody. */
async function belowAnchor(tx: Tx, companyId: string, anchor: AnchorRow | null): Promise<ChainProblem | null> {
  if (anchor === null) return null;
  const { n } = must(await tx.maybe<{ n: number }>('select count(*)::int as n from audit_log where company_id = $1 and seq <= $2', [companyId, anchor.seq]), 'a count is one row');
  return n === 0 ? null : { kind: 'broken_link', seq: anchor.seq, reason: `${n} entries lie before the anchor below which all were cut off` };
}

class Walk {
  readonly #companyId: string;
  readonly #kept: ChainEnd | null;
  #at: ChainEnd;
  readonly #start: ChainEnd;
  #entries = 0;
  #first: number | null = null;
  #keptSeen: string | null = null;

  constructor(companyId: string, start: ChainEnd, kept: ChainEnd | null) {
    this.#companyId = companyId;
    this.#at = { seq: start.seq, hash: start.hash };
    this.#start = this.#at;
    this.#kept = kept;
    if (kept?.seq === start.seq) this.#keptSeen = start.hash;
  }

  get at(): ChainEnd {
    return this.#at;
  }

  step(row: Row): ChainProblem | null {
    const { seq } = row;
    const expected = this.#at.seq + 1;
    if (seq !== expected) return { kind: 'gap', seq: expected, reason: seq === expected + 1 ? `entry ${expected} is missing` : `entries ${expected} to ${seq - 1} are missing` };
    if (row.prev_hash !== this.#at.hash) return { kind: 'broken_link', seq, reason: `entry ${seq} does not follow the one before it` };
    if (entryHash(this.#companyId, row) !== row.hash) return { kind: 'changed', seq, reason: `entry ${seq} is not what it was when it was entered` };
    this.#first ??= seq;
    this.#entries += 1;
    this.#at = { seq, hash: row.hash };
    if (this.#kept?.seq === seq) this.#keptSeen = row.hash;
    return null;
  }

  atHead(head: ChainEnd | null): ChainProblem | null {
    const { seq, hash } = this.#at;
    const end = head ?? { seq: 0, hash: NOTHING_BEFORE };
    if (end.seq > seq) return { kind: 'truncated_tail', seq: seq + 1, reason: `the log ends at ${seq}, but it had come to ${end.seq}` };
    if (end.seq < seq || end.hash !== hash) return { kind: 'beyond_head', seq, reason: `the log comes to ${seq}, but its head says ${end.seq}` };
    return null;
  }

  againstKept(): ChainProblem | null {
    const kept = this.#kept;
    if (kept === null || kept.hash === this.#keptSeen) return null;
    if (kept.seq > this.#at.seq) return { kind: 'truncated_tail', seq: this.#at.seq + 1, reason: `the log ends at ${this.#at.seq}, but the kept anchor is of entry ${kept.seq}` };
    // what retention cut off cannot be compared any more
    if (kept.seq < this.#start.seq) return null;
    return { kind: 'rewritten', seq: kept.seq, reason: `entry ${kept.seq} is another one than the kept anchor says` };
  }

  report(problem: ChainProblem | null): ChainReport {
    const last = this.#at.seq === 0 ? null : this.#at;
    return { ok: problem === null, entries: this.#entries, first: this.#first, last, problem };
  }
}
