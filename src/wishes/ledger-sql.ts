// $1 company or null; in LEDGERS_SQL several companies · $2 from · $3 to · $4 calls seen before this are not believed
// to run · $5 receipts of all unsettled journal entries · $6 those of them inside the period.
//
// What counts as evidence, by fate:
//   appointment    a pending or booked appointment that belongs to the wish, or that the wish points to
//                  (a reschedule points to the one it moved). Who cancels an appointment closes its wish.
//   open_callback  an open callback of this very wish (one callback never proves two wishes)
//   in_progress    something that is bound to take it up again: a call without an end or with its aftercare due, a running request, an
//                  intent with a next look, or its entry in the journal
//   closed         reason and who; where the machine says that an appointment was cancelled in the call, it is
//   merged         the chain of merged_into ends at a wish that is not merged (a ring of two would hide both)
//   not_a_wish     reason and who
//   erased         nothing of what was asked for is kept
// and what refutes it, whatever the fate:
//   an open callback of a wish that is neither open_callback nor appointment: a person would work at a wish that
//                  counts as done. With an appointment it is allowed: after a partial booking that healed itself
//                  the callback stays and asks staff to confirm with the customer.
//   an answer that promised a callback or an appointment which does not exist (erased wishes excepted).
// Beside the wishes: a request or an open callback that names a wish which does not exist counts as a wish
// without a fate.

/** Up to `judged` and `lost`, each with the company; OWN stands for whose rows count, by the column company_id. */
const JUDGING = `
with recursive
period_wishes as (
  select company_id, id, call_id, fate, reason, settled_by, merged_into, appointment_id, requested, receipt, opened_at
  from wishes
  where OWN
    and ($2::timestamptz is null or opened_at >= $2)
    and ($3::timestamptz is null or opened_at < $3)
),
with_appointment as (
  select wish.company_id, wish.id from period_wishes wish
  join appointments a on a.company_id = wish.company_id and a.wish_id = wish.id and a.status in ('pending', 'booked')
  where wish.fate = 'appointment'
  union
  select wish.company_id, wish.id from period_wishes wish
  join appointments a on a.company_id = wish.company_id and a.id = wish.appointment_id and a.status in ('pending', 'booked')
  where wish.fate = 'appointment'
),
open_callbacks as (
  select company_id, wish_id, min(created_at) as created_at from callbacks
  where OWN and status in ('pending', 'assigned', 'contacted')
  group by company_id, wish_id
),
merge_chain (company_id, origin, at) as (
  select company_id, id, merged_into from period_wishes where fate = 'merged' and merged_into is not null
  union
  select chain.company_id, chain.origin, next.merged_into
  from merge_chain chain
  join wishes next on next.company_id = chain.company_id and next.id = chain.at and next.fate = 'merged' and next.merged_into is not null
),
well_merged as (
  select chain.company_id, chain.origin from merge_chain chain
  join wishes target on target.company_id = chain.company_id and target.id = chain.at and target.fate <> 'merged'
),
being_worked_at as (
  select wish.company_id, wish.id from period_wishes wish
  join calls call on call.company_id = wish.company_id and call.id = wish.call_id
  where wish.fate = 'in_progress' and (call.ended_at is null and call.last_seen_at >= $4::timestamptz or call.aftercare_at >= $4::timestamptz)
  union all
  select company_id, wish_id from requests where state = 'running' and wish_id is not null and OWN
  union all
  select company_id, wish_id from booking_intents where next_look_at is not null and OWN
  union all
  select company_id, id from period_wishes where receipt = any ($5::uuid[])
  union all
  select company_id, wish_id from requests
  where receipt = any ($5::uuid[]) and wish_id is not null and OWN
),
-- The requests of a wish lie in its call, minutes after it was opened; a day on either side is slack enough.
promises as (
  select company_id, receipt, received_at,
    coalesce(wish_id, ${uuidIn("'wish_id'")}) as wish_id,
    ${uuidIn("'callback_id'")} as callback_id,
    ${uuidIn("'appointment_id'")} as appointment_id
  from requests
  where OWN
    and ($2::timestamptz is null or received_at >= $2 - interval '1 day')
    and ($3::timestamptz is null or received_at < $3 + interval '1 day')
    and (wish_id is not null or answer ->> 'wish_id' is not null or answer ->> 'callback_id' is not null or answer ->> 'appointment_id' is not null)
),
-- promised while the database was down, then joined to a callback that was open already
joined_receipts as (
  select company_id, detail ->> 'receipt' as receipt from callback_events where kind = 'joined' and OWN
),
broken_promises as (
  select company_id, receipt, wish_id, received_at from promises promise
  where promise.callback_id is not null
    and not exists (select from callbacks c where c.company_id = promise.company_id and c.id = promise.callback_id)
    and not exists (select from callbacks c where c.company_id = promise.company_id and c.receipt = promise.callback_id)
    and not exists (select from joined_receipts joined where joined.company_id = promise.company_id and joined.receipt = promise.callback_id::text)
  union
  select company_id, receipt, wish_id, received_at from promises promise
  where promise.appointment_id is not null
    and not exists (select from appointments a where a.company_id = promise.company_id and a.id = promise.appointment_id)
),
judged as (
  select wish.company_id, wish.id, wish.fate, wish.opened_at,
    case wish.fate
      when 'appointment' then booked.id is not null
      when 'open_callback' then open_callback.wish_id is not null
      when 'in_progress' then worked.id is not null
      when 'closed' then wish.reason is not null and wish.settled_by is not null
        and (wish.settled_by <> 'machine:call' or wish.reason not in ('cancelled', 'appointment_cancelled')
          or exists (select from appointments a where a.company_id = wish.company_id and a.id = wish.appointment_id and a.status = 'cancelled'))
      when 'merged' then well.origin is not null
      when 'not_a_wish' then wish.reason is not null and wish.settled_by is not null
      when 'erased' then wish.requested = '{}'::jsonb
      else false
    end
    and (open_callback.wish_id is null or wish.fate in ('open_callback', 'appointment'))
    and (broken.wish_id is null or wish.fate = 'erased')
    as explained
  from period_wishes wish
  left join with_appointment booked on booked.company_id = wish.company_id and booked.id = wish.id
  left join open_callbacks open_callback on open_callback.company_id = wish.company_id and open_callback.wish_id = wish.id
  left join (select distinct company_id, id from being_worked_at) worked on worked.company_id = wish.company_id and worked.id = wish.id
  left join (select distinct company_id, origin from well_merged) well on well.company_id = wish.company_id and well.origin = wish.id
  left join (select distinct company_id, wish_id from broken_promises where wish_id is not null) broken
    on broken.company_id = wish.company_id and broken.wish_id = wish.id
),
fateless (company_id, id, opened_at) as (
  select company_id, wish_id, min(received_at) from promises promise
  where promise.wish_id is not null
    and not exists (select from wishes wish where wish.company_id = promise.company_id and wish.id = promise.wish_id)
  group by company_id, wish_id
  union
  select company_id, receipt, received_at from broken_promises where wish_id is null
  union
  select c.company_id, c.wish_id, c.created_at from open_callbacks c
  where not exists (select from wishes wish where wish.company_id = c.company_id and wish.id = c.wish_id)
),
fateless_wishes as (
  select company_id, id, min(opened_at) as opened_at from fateless group by company_id, id
),
lost as (
  select company_id, id, opened_at from judged where not explained
  union all
  select company_id, id, opened_at from fateless_wishes
  where ($2::timestamptz is null or opened_at >= $2) and ($3::timestamptz is null or opened_at < $3)
)
`;

export const LEDGER_SQL = `${JUDGING.replaceAll('OWN', '($1::uuid is null or company_id = $1)')}
select
  (select count(*) from judged where explained and fate = 'appointment') as appointment,
  (select count(*) from judged where explained and fate = 'open_callback') as open_callback,
  (select count(*) from judged where explained and fate = 'in_progress') as in_progress,
  (select count(*) from judged where explained and fate = 'closed') as closed,
  (select count(*) from judged where explained and fate = 'merged') as merged,
  (select count(*) from judged where explained and fate = 'not_a_wish') as not_a_wish,
  (select count(*) from judged where explained and fate = 'erased') as erased,
  (select count(*) from judged where explained) + (select count(*) from lost) as wishes,
  (select count(*) from unnest($6::uuid[]) as pending (receipt)
    where not exists (select from wishes w where w.receipt = pending.receipt and ($1::uuid is null or w.company_id = $1))
      and not exists (select from requests r where r.receipt = pending.receipt and r.wish_id is not null and ($1::uuid is null or r.company_id = $1))
      and not exists (select from callbacks c where c.receipt = pending.receipt and ($1::uuid is null or c.company_id = $1))
  ) as journal_only,
  (select array_agg(id order by opened_at, id) from (select id, opened_at from lost order by opened_at, id limit 1000) first_lost) as unexplained
`;

/** A row for each company of $1. $6 are the receipts inside the period again, and $7 the companies that they are of. */
export const LEDGERS_SQL = `${JUDGING.replaceAll('OWN', 'company_id = any ($1::uuid[])')}
select asked.company_id, coalesce(explained.n, 0) + coalesce(lost.n, 0) + coalesce(journal.n, 0) as wishes, coalesce(lost.n, 0) as difference
from unnest($1::uuid[]) as asked (company_id)
left join (select company_id, count(*) as n from judged where explained group by company_id) explained on explained.company_id = asked.company_id
left join (select company_id, count(*) as n from lost group by company_id) lost on lost.company_id = asked.company_id
left join (
  select pending.company_id, count(*) as n from unnest($6::uuid[], $7::uuid[]) as pending (receipt, company_id)
  where not exists (select from wishes w where w.receipt = pending.receipt and w.company_id = pending.company_id)
    and not exists (select from requests r where r.receipt = pending.receipt and r.wish_id is not null and r.company_id = pending.company_id)
    and not exists (select from callbacks c where c.receipt = pending.receipt and c.company_id = pending.company_id)
  group by pending.company_id
) journal on journal.company_id = asked.company_id
`;

/** An id that an answer named. What is no UUID names nothing that exists: the nil UUID then stands for it. */
function uuidIn(key: string): string {
  const text = `nullif(answer ->> ${key}, '')`;
  return `case when ${text} ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then (${text})::uuid
    when ${text} is not null then '00000000-0000-0000-0000-000000000000'::uuid end`;
}
