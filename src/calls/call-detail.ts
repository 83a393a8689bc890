import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { readCall, type CallView } from './list-calls.ts';

export interface FunctionCalled {
  readonly at: string;
  /** null while it is being answered. */
  readonly answered_at: string | null;
  readonly function: string;
  readonly wish_id: string | null;
  /** What the agent was given. */
  readonly answer: Readonly<Record<string, Json>> | null;
}

export interface CallDetail extends CallView {
  readonly direction: string | null;
  /** Ours, which writes down who listens; null where there is none, or for whoever may not. */
  readonly recording_url: string | null;
  readonly functions: readonly FunctionCalled[];
}

type FunctionRow = Omit<FunctionCalled, 'at' | 'answered_at'> & { readonly received_at: EpochMs; readonly answered_at: EpochMs | null };

/** What was said and asked in a call, in order. What was said is for those who work with it. */
export async function readCallDetail(tx: Tx, query: { companyId: string; id: string; withTranscript: boolean }): Promise<CallDetail | null> {
  const call = await readCall(tx, query);
  if (call === null) return null;
  const { companyId, id, withTranscript } = query;
  const life = await tx.maybe<Pick<CallDetail, 'direction'>>('select direction from calls where company_id = $1 and id = $2', [companyId, id]);
  const functions = await tx.rows<FunctionRow>(
    `select function, wish_id, received_at, answered_at, case when $3::boolean then answer end as answer
     from requests where company_id = $1 and call_id = $2 order by received_at, receipt`,
    [companyId, id, withTranscript],
  );
  return {
    ...call,
    direction: life?.direction ?? null, recording_url: call.recording.available && withTranscript ? `/api/v1/calls/${id}/recording` : null,
    functions: functions.map(({ received_at: at, answered_at: answeredAt, ...row }) => ({ ...row, at: iso(at), answered_at: answeredAt === null ? null : iso(answeredAt) })),
  };
}
