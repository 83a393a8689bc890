// How long what is kept; counted from the end of what it belongs to, and never while anything of it is open (src/privacy/).
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';

export interface Retention {
  /** 0: the link to a recording is not even stored. */
  readonly recordingsDays: number;
  /** Transcripts, summaries, and the platforms' events as they came. */
  readonly transcriptsDays: number;
  /** Names, numbers, addresses and notes; after that a number is a keyed hash by which only its being the same can be told. */
  readonly personDays: number;
  /** Wishes and their fates, without a person; after that they count no more. */
  readonly countsMonths: number;
  readonly auditMonths: number;
}

export interface PrivacyPolicy {
  /** Patients instead of customers: no recordings unless said otherwise. */
  readonly practice: boolean;
  readonly retention: Retention;
  /** Along with its transcript here, the call is deleted there. */
  readonly deleteAtVoicePlatform: boolean;
}

/** What a company file or an owner says; what is left out is the default. */
export interface PrivacyChoice {
  readonly practice?: boolean | undefined;
  readonly retention?: { readonly [Kind in keyof Retention]?: number | undefined } | undefined;
  readonly deleteAtVoicePlatform?: boolean | undefined;
}

const RETENTION: Retention = { recordingsDays: 14, transcriptsDays: 30, personDays: 90, countsMonths: 36, auditMonths: 24 };

/**
 * A recording of somebody who tells what hurts him is a risk that a practice should choose, not find (§ 203 StGB): there
 * it is off unless its file says otherwise.
 */
export function privacyPolicy(chosen: PrivacyChoice): PrivacyPolicy {
  const practice = chosen.practice ?? false;
  const said = Object.fromEntries(Object.entries(chosen.retention ?? {}).filter(([, value]) => value !== undefined));
  return {
    practice,
    retention: { ...RETENTION, ...(practice ? { recordingsDays: 0 } : {}), ...said },
    deleteAtVoicePlatform: chosen.deleteAtVoicePlatform ?? false,
  };
}

/** Read where it is needed and not held in memory: what is deleted follows what holds now, not what a node held a second ago. */
export async function readPrivacyPolicy(tx: Tx, companyId: string): Promise<PrivacyPolicy> {
  return privacyPolicy(await readPrivacyChoice(tx, companyId));
}

export async function readPrivacyChoice(tx: Tx, companyId: string): Promise<PrivacyChoice> {
  return must(await tx.maybe<{ chosen: PrivacyChoice }>('select privacy_policy as chosen from companies where id = $1', [companyId]), 'a transaction of a company sees that company').chosen;
}

/** Null where it says so already; else what it said before. */
export async function writePrivacyChoice(tx: Tx, companyId: string, chosen: PrivacyChoice): Promise<PrivacyPolicy | null> {
  const before = await readPrivacyPolicy(tx, companyId);
  const changed = await tx.run('update companies set privacy_policy = $2::jsonb where id = $1 and privacy_policy <> $2::jsonb', [companyId, JSON.stringify(chosen)]);
  return changed === 0 ? null : before;
}
