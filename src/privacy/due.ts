// What retention would take today. The same conditions count it for the preview and find it for the sweep, so that the one
// never says what the other does not do. $1 company, $2 cutoff: whatever it belongs to has ended before.
import type { Retention } from '../companies/privacy-policy.ts';

type RuleInDays = Extract<keyof Retention, `${string}Days`>;

export interface DueKind {
  readonly kind: string;
  readonly rule: RuleInDays;
  /** Ids, the oldest first; goes after WITH_WHAT_STAYS. */
  readonly ids: string;
}

/**
 * Put before a condition or a count over one: the wishes of which anything is still to be done or wanted for a claim (then
 * nothing of them goes, whatever its age), and whoever is held. A wish that was merged is as open as the one into which it was.
 * Worked out once a statement; asked row by row it took a hundred times as long.
 */
export const WITH_WHAT_STAYS = `
  with recursive held (id) as (select subject_id from privacy_holds where company_id = $1),
  open_wishes (id) as (
    select id from wishes where company_id = $1 and fate in ('in_progress', 'open_callback')
    union select wish_id from callbacks where company_id = $1 and (status in ('pending', 'assigned', 'contacted') or id in (select id from held) or customer_id in (select id from held))
    union select wish_id from booking_intents where company_id = $1 and next_look_at is not null
    union select merged.id from open_wishes join wishes merged on merged.company_id = $1 and merged.merged_into = open_wishes.id and merged.fate = 'merged')`;

/** A call is over, nobody is about to look at it again, and no wish of it is open or has ended after the cutoff. */
const CALL_IS_DONE = `
  coalesce(c.ended_at, c.last_seen_at) < $2 and c.aftercare_at is null and (c.customer_id is null or c.customer_id not in (select id from held))
  and not exists (select from wishes w where w.company_id = $1 and w.call_id = c.id and (w.settled_at is null or w.id in (select id from open_wishes)))`;
const CALL_ENDED_BEFORE = `${CALL_IS_DONE}
  and not exists (select from wishes w where w.company_id = c.company_id and w.call_id = c.id and w.settled_at >= $2)
  and not exists (select from wishes w join callbacks b on b.company_id = w.company_id and b.wish_id = w.id where w.company_id = c.company_id and w.call_id = c.id and b.completed_at >= $2)`;
/** Whoever is still to come has a name and a number. */
const NOBODY_TO_COME = (link: string): string => `
  not exists (select from appointments f where f.company_id = $1 and f.cleared_at is null and f.ends_at >= $2 and f.status in ('pending', 'booked') and (${link}))`;

const CALLBACKS = `
  select c.id from callbacks c where c.company_id = $1 and c.completed_at < $2 and (c.cleared_at is null or c.cleared_at < c.updated_at)
  and c.updated_at < $2 and c.wish_id not in (select id from open_wishes) and ${NOBODY_TO_COME('f.wish_id = c.wish_id or f.id = c.appointment_id')} order by c.completed_at`;
const APPOINTMENTS = `select a.id from appointments a where a.company_id = $1 and a.cleared_at is null and a.ends_at < $2 and a.updated_at < $2
  and (a.customer_id is null or a.customer_id not in (select id from held)) and (a.wish_id is null or a.wish_id not in (select id from open_wishes)) order by a.ends_at`;
const CALLERS = `select c.id from calls c where c.company_id = $1 and c.cleared_at is null and ${CALL_ENDED_BEFORE} and ${NOBODY_TO_COME('f.call_id = c.id')} order by coalesce(c.ended_at, c.last_seen_at)`;

export const DUE: readonly DueKind[] = [
  { kind: 'recordings', rule: 'recordingsDays', ids: `select c.id from calls c where c.company_id = $1 and c.recording_url is not null and ${CALL_IS_DONE} order by coalesce(c.ended_at, c.last_seen_at)` },
  { kind: 'transcripts', rule: 'transcriptsDays', ids: `select c.id from calls c where c.company_id = $1 and c.words_cleared_at is null and ${CALL_ENDED_BEFORE} order by coalesce(c.ended_at, c.last_seen_at)` },
  { kind: 'call_events', rule: 'transcriptsDays', ids: `select e.id from call_events e where e.company_id = $1 and e.cleared_at is null and e.call_id is null and e.received_at < $2 order by e.received_at` },
  { kind: 'calendar_events', rule: 'transcriptsDays', ids: `select e.id from calendar_events e where e.company_id = $1 and e.cleared_at is null and e.applied_at is not null and e.received_at < $2 order by e.received_at` },
  {
    kind: 'callbacks', rule: 'personDays',
    ids: CALLBACKS,
  },
  {
    kind: 'wishes', rule: 'personDays',
    ids: `select w.id from wishes w where w.company_id = $1 and w.settled_at < $2 and (w.cleared_at is null or w.cleared_at < w.settled_at)
      and w.id not in (select id from open_wishes) and ${NOBODY_TO_COME('f.wish_id = w.id or f.id = w.appointment_id')}
      and not exists (select from callbacks b where b.company_id = w.company_id and b.wish_id = w.id and b.completed_at >= $2) order by w.settled_at`,
  },
  {
    kind: 'appointments', rule: 'personDays',
    ids: APPOINTMENTS,
  },
  { kind: 'local_bookings', rule: 'personDays', ids: `select b.uid as id from local_bookings b where b.company_id = $1 and b.cleared_at is null and b.ends_at < $2 order by b.ends_at` },
  {
    kind: 'booking_intents', rule: 'personDays',
    ids: `select i.id from booking_intents i where i.company_id = $1 and i.cleared_at is null and i.next_look_at is null and i.updated_at < $2 and i.starts_at < $2
      and i.wish_id not in (select id from open_wishes) order by i.updated_at`,
  },
  {
    kind: 'callers', rule: 'personDays',
    ids: CALLERS,
  },
  {
    // Of whom nothing else is left, or would be once the kinds above are done. Whoever does not want to be called keeps the one thing by which that is known: his number.
    kind: 'customers', rule: 'personDays',
    ids: `select k.id from customers k where k.company_id = $1 and k.last_seen_at < $2 and k.updated_at < $2 and k.id not in (select id from held)
      and (not k.do_not_call or k.name is not null or k.names <> '{}' or k.note is not null)
      and not exists (select from calls c where c.company_id = $1 and c.customer_id = k.id and c.id not in (${CALLERS}))
      and not exists (select from callbacks c where c.company_id = $1 and c.customer_id = k.id and c.id not in (${CALLBACKS}))
      and not exists (select from appointments c where c.company_id = $1 and c.customer_id = k.id and c.id not in (${APPOINTMENTS})) order by k.last_seen_at`,
  },
  { kind: 'inbound_calls', rule: 'personDays', ids: `select i.id from inbound_calls i where i.company_id = $1 and i.cleared_at is null and i.notice_at is null and i.received_at < $2 order by i.received_at` },
];
