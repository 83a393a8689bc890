// Parameters of all: $1 company · $2 from · $3 to · $4 branches (ids, slugs, 'none') or null.
const IN_PERIOD = `c.company_id = $1 and c.created_at >= $2 and c.created_at < $3
    and ($4::text[] is null or coalesce(c.branch_id::text, 'none') = any ($4) or c.branch_id in (select b.id from branches b where b.company_id = $1 and b.slug = any ($4)))`;

// $5 time zone · $6 day, week or month · $7 now.
// Read once and counted three ways, in one statement: whatever is added up of it (failsafe-analytics.ts) agrees with the rest.
//
// contacted   the first attempt that reached the customer
// met         reached, or done without a call (he settled it himself, the same call did), by the deadline
// judged      can be said to have met it or not: done, reached, or overdue
// booked      what came of it is an appointment that stands, or that a person says he has booked
export const FAILSAFE_SQL = `
select grouping(start) = 1 and grouping(hour) = 1 as of_minutes, grouping(hour) = 0 as of_hours,
  start::text as start, error_type, priority, created_from, minute, hour, weekday,
  count(*) as n, count(*) filter (where status = 'completed') as completed, count(*) filter (where open) as open, count(*) filter (where open and past_due) as overdue,
  count(*) filter (where booked) as booked, count(response) as contacted, sum(response) as response, count(*) filter (where judged) as judged, count(*) filter (where met) as met,
  sum(attempts_count) filter (where response is not null) as attempts
from (
  select date_trunc($6, local)::date as start, error_type, priority, created_from, status, open, past_due, booked, judged, met, attempts_count, response,
    floor(response / 60)::int as minute, date_part('hour', local)::int as hour, date_part('isodow', local)::int as weekday
  from (
    select c.created_at at time zone $5 as local, coalesce(c.error_type, 'none') as error_type, c.priority, c.created_from, c.status,
      c.status in ('pending', 'assigned', 'contacted') as open, c.due_at < $7 as past_due, c.attempts_count,
      date_part('epoch', c.contacted_at - c.created_at) as response,
      least(c.contacted_at, c.completed_at) <= c.due_at as met, c.contacted_at is not null or c.completed_at is not null or c.due_at < $7 as judged,
      coalesce(c.resolution = 'appointment_booked', false) or a.id is not null as booked
    from callbacks c left join appointments a on a.company_id = $1 and a.id = c.appointment_id and a.status in ('pending', 'booked')
    where ${IN_PERIOD}) as read) as shown
group by grouping sets ((start, error_type, priority, created_from), (error_type, minute), (hour, weekday))`;

/** How many attempts it took until somebody was reached; withdrawn ones do not count. */
export const ATTEMPTS_SQL = `
with counted as (
  select t.callback_id, count(*) filter (where t.at <= first.at) as attempts
  from callbacks c
  join callback_attempts t on t.company_id = c.company_id and t.callback_id = c.id and t.withdrawn_at is null
  join lateral (select min(r.at) as at from callback_attempts r where r.company_id = c.company_id and r.callback_id = c.id and r.outcome = 'reached' and r.withdrawn_at is null) first on first.at is not null
  where ${IN_PERIOD} and c.contacted_at is not null
  group by t.callback_id
)
select attempts, count(*) as callbacks from counted group by attempts order by attempts`;

/** Appointments that stand and came of callbacks, and what they are worth. */
export const RECOVERED_SQL = `
select s.price ->> 'currency' as currency, count(*) as n, sum((s.price ->> 'amount')::numeric)::float8 as amount
from appointments a left join services s on s.company_id = a.company_id and s.id = a.service_id
where a.company_id = $1 and a.status in ('pending', 'booked') and a.id in (select c.appointment_id from callbacks c where ${IN_PERIOD} and c.appointment_id is not null)
group by 1 order by 1`;
