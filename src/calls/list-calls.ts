import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';
import { RESULT_COLUMNS, RESULT_SOURCE, resultOf } from './wanted-in-call.ts';
import type { CallOutcome, CallResult, ResultRow } from './wanted-in-call.ts';

export interface CallListQuery {
  readonly companyId: string;
  readonly retellCallId?: string | undefined;
  /** Ids or slugs, or 'none'. */
  readonly branch?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  readonly outcome?: readonly CallOutcome[] | undefined;
  /** A number, however it is spelled, a name that its customer is known by, or the platform's id. */
  readonly q?: string | undefined;
  /** [from, to) by the instant at which the call became known. */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  /** What was said is for those who work with it. */
  readonly withTranscript: boolean;
  readonly limit: number;
  readonly after: Place | null;
}

export interface CallView extends CallResult {
  readonly id: string;
  readonly retell_call_id: string;
  /** E.164; null where it was withheld or cannot be read. */
  readonly from_number: string | null;
  readonly to_number: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  /** As the platform tells it, else between the two instants. */
  readonly duration_ms: number | null;
  readonly disconnection_reason: string | null;
  readonly branch: { readonly id: string; readonly slug: string; readonly name: string } | null;
  readonly customer_id: string | null;
  readonly transcript: Json;
  /** Whether there is one, and whether the caller agreed to it (null: nobody said). Where it lies is told one by one (open-recording.ts). */
  readonly recording: { readonly available: boolean; readonly consent: boolean | null };
}

type Row = Omit<CallView, 'started_at' | 'ended_at' | keyof CallResult> & ResultRow & { readonly started_at: EpochMs | null; readonly ended_at: EpochMs | null; readonly key: number };

/** Expects whether to show the transcript as $2. */
const COLUMNS = `call.id, call.retell_call_id,
  case when call.direction = 'outbound' then call.to_number else call.from_number end as from_number,
  case when call.direction = 'outbound' then call.from_number else call.to_number end as to_number, call.started_at, call.ended_at, call.disconnection_reason,
  coalesce(call.duration_ms, (extract(epoch from call.ended_at - call.started_at) * 1000)::bigint) as duration_ms,
  ${RESULT_COLUMNS},
  case when b.id is not null then json_build_object('id', b.id, 'slug', b.slug, 'name', b.name) end as branch, call.customer_id,
  case when $2::boolean then call.transcript end as transcript,
  json_build_object('available', call.recording_url is not null, 'consent', call.recording_consent) as recording,
  (extract(epoch from call.created_at) * 1000000)::bigint as key`;
const SOURCE = `calls call left join branches b on b.company_id = call.company_id and b.id = call.branch_id ${RESULT_SOURCE}`;

/** The newest first. Open callbacks are few among many calls, and what is looked at most: they are found from their own side, not by walking through all calls. */
export async function listCalls(tx: Tx, query: CallListQuery): Promise<Page<CallView>> {
  const { after, limit } = query;
  const rows = await tx.rows<Row>(
    `select ${COLUMNS} from ${SOURCE}
     where call.company_id = $1
       and ($3::text is null or call.retell_call_id = $3)
       and ($4::timestamptz is null or call.created_at >= $4)
       and ($5::timestamptz is null or call.created_at < $5)
       and ($9::text[] is null or coalesce(call.branch_id::text, 'none') = any ($9) or b.slug = any ($9))
       and ($10::uuid is null or call.customer_id = $10)
       and ($11::text[] is null or call.from_number like $12 or concat_ws(' ', call.retell_call_id, call.from_number, result.customer_name) ilike all ($11)
         or exists (select from customers known where known.company_id = $1 and known.id = call.customer_id and array_to_string(known.names, ' ') ilike all ($11)))
       and ($13::text[] is null or result.outcome = any ($13))
       and ($13::text[] is distinct from array['open_callback'] or call.id in (select waiting.call_id from wishes waiting where waiting.company_id = $1 and waiting.fate in ('open_callback', 'merged')))
       and ($7::uuid is null or (call.created_at, call.id) < (timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7))
     order by call.created_at desc, call.id desc
     limit $8`,
    [query.companyId, query.withTranscript, query.retellCallId ?? null, at(query.from), at(query.to), after?.keys[0] ?? null, after?.id ?? null, limit + 1,
      query.branch ?? null, query.customerId ?? null, wordPatterns(query.q), numberPattern(query.q), query.outcome ?? null],
  );
  return page(rows, limit, { item: viewOf, place: (row) => ({ keys: [row.key], id: row.id }) });
}

export async function readCall(tx: Tx, query: { companyId: string; id: string; withTranscript: boolean }): Promise<CallView | null> {
  const row = await tx.maybe<Row>(`select ${COLUMNS} from ${SOURCE} where call.company_id = $1 and call.id = $3`, [
    query.companyId, query.withTranscript, query.id,
  ]);
  return row === null ? null : viewOf(row);
}

function viewOf(row: Row): CallView {
  const { id, retell_call_id, from_number, to_number, duration_ms, disconnection_reason, branch, customer_id, transcript, recording } = row;
  return {
    id, retell_call_id, from_number, to_number, started_at: at(row.started_at), ended_at: at(row.ended_at), duration_ms, disconnection_reason, branch, customer_id, transcript, recording,
    ...resultOf(row),
  };
}

function at(instant: EpochMs | null | undefined): string | null {
  return instant === null || instant === undefined ? null : iso(instant);
}
