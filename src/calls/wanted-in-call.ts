// Who called, what for, and what became of it: one row per call, so that a list of calls can be read without opening each of them.
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

/** `null` of a call stands for a wish that belongs to a branch which the reader does not see. */
export type CallOutcome = 'open_callback' | 'in_progress' | 'appointment' | 'closed' | 'no_wish' | 'erased';

export interface WantedInCall {
  readonly id: string;
  readonly intent: 'book' | 'reschedule' | 'cancel' | 'callback' | 'question';
  /** Its name, or what was said where none of ours was meant. */
  readonly service: string | null;
  /** Of the appointment that stands, else the one that was asked for. */
  readonly start: string | null;
  /** Where no instant could be made of it. */
  readonly when_said: string | null;
  readonly notes: string | null;
  readonly appointment_id: string | null;
  readonly callback_id: string | null;
}

export interface CallResult {
  readonly customer_name: string | null;
  readonly outcome: CallOutcome | null;
  /** Where a call holds several, the one that needs somebody most. */
  readonly wish: WantedInCall | null;
  readonly wishes_count: number;
}

export type ResultRow = Pick<CallResult, 'customer_name' | 'outcome' | 'wishes_count'> & {
  readonly wish_id: string | null;
  readonly wish_intent: WantedInCall['intent'];
  readonly wish_service: string | null;
  readonly wish_start: EpochMs | null;
  readonly wish_when_said: string | null;
  readonly wish_notes: string | null;
  readonly wish_appointment_id: string | null;
  readonly wish_callback_id: string | null;
};

/**
 * To be joined to `calls call`; expects whether to show what was said as $2. Each part is a look-up by key per call that is shown,
 * so a page of the list costs one query. All of it goes through the policies of its own table: what belongs to a branch that the
 * reader does not see is missing here as it is there.
 */
export const RESULT_SOURCE = `left join lateral (
    select w.id, w.intent, w.requested, w.appointment_id, w.callback_id, last.fate, count(*) over () as wishes_count
    from wishes w
    cross join lateral (select case when w.fate <> 'merged' then w.fate else (
      with recursive went_into (fate, merged_into) as (
        select target.fate, target.merged_into from wishes target where target.company_id = w.company_id and target.id = w.merged_into
        union
        select target.fate, target.merged_into from went_into join wishes target on target.company_id = w.company_id and target.id = went_into.merged_into
      )
      select fate from went_into where fate <> 'merged' limit 1) end as fate) last
    where w.company_id = call.company_id and w.call_id = call.id
    order by array_position(array['open_callback', 'in_progress', 'appointment', 'closed', 'erased', 'not_a_wish'], last.fate), w.opened_at desc, w.id
    limit 1
  ) wanted on true
  left join callbacks own on own.company_id = call.company_id and own.id = wanted.callback_id
  left join appointments booked on booked.company_id = call.company_id and booked.id = wanted.appointment_id
  left join services meant on meant.company_id = call.company_id and meant.id::text = coalesce(booked.service_id::text, own.service_id::text, wanted.requested ->> 'serviceId')
  left join customers caller on caller.company_id = call.company_id and caller.id = call.customer_id
  cross join lateral (select
    -- what somebody wrote down is right; else the name that was given in this call, because a family shares a line
    coalesce(case when caller.named_by is not null then caller.name end, own.customer_name, booked.customer_name, wanted.requested ->> 'customerName', caller.name) as customer_name,
    case
      when wanted.fate = 'not_a_wish' then 'no_wish'
      when wanted.id is not null then wanted.fate
      when call.aftercare_at is not null then 'in_progress'
      when exists (select from requests asked where asked.company_id = call.company_id and asked.call_id = call.id and asked.wish_id is not null) then null
      else 'no_wish'
    end as outcome
  ) result`;

/** Expects whether to show what was said as $2. */
export const RESULT_COLUMNS = `result.customer_name, result.outcome, coalesce(wanted.wishes_count, 0) as wishes_count,
  wanted.id as wish_id, wanted.intent as wish_intent, wanted.appointment_id as wish_appointment_id, wanted.callback_id as wish_callback_id,
  coalesce(meant.name, case when $2::boolean then wanted.requested ->> 'serviceSaid' end) as wish_service,
  coalesce(booked.starts_at, case when jsonb_typeof(wanted.requested -> 'startAt') = 'number' then to_timestamp((wanted.requested ->> 'startAt')::float8 / 1000) end) as wish_start,
  case when $2::boolean then nullif(concat_ws(' ', wanted.requested ->> 'dateSaid', wanted.requested ->> 'timeSaid'), '') end as wish_when_said,
  coalesce(own.notes, case when $2::boolean then wanted.requested ->> 'notes' end) as wish_notes`;

export function resultOf(row: ResultRow): CallResult {
  const { customer_name, outcome, wishes_count, wish_id: id, wish_start: start } = row;
  const wish = id === null ? null : {
    id, intent: row.wish_intent, service: row.wish_service, start: start === null ? null : iso(start), when_said: row.wish_when_said, notes: row.wish_notes,
    appointment_id: row.wish_appointment_id, callback_id: row.wish_callback_id,
  };
  return { customer_name, outcome, wish, wishes_count };
}
