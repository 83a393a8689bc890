// Errors that are one, with how often they came and when, whom they hit, and what people said of them. A group is made by the
// database (fangnetz_error_group in migrations/0015_customers.sql); what nobody has spoken about is new and has no row.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText, type Person } from '../companies/actor.ts';
import type { ErrorType } from '../callbacks/callback.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { bucketsOf } from './buckets.ts';
import { errorCause } from './error-cause.ts';

export type GroupState = 'new' | 'known' | 'back_again' | 'ignored';

export interface ErrorGroupQuery {
  readonly companyId: string;
  readonly timeZone: string;
  /** [from, to): what is counted. First and last seen are of all time. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly state?: readonly GroupState[] | undefined;
  readonly errorType?: readonly ErrorType[] | undefined;
  readonly branch?: readonly string[] | undefined;
  readonly fingerprint?: string | undefined;
  readonly now: EpochMs;
}

interface Row {
  readonly fingerprint: string;
  readonly error_type: ErrorType;
  readonly step: string;
  readonly template: string;
  readonly sample_id: string;
  readonly sample: string;
  readonly n: number;
  readonly days: Readonly<Record<string, number>>;
  readonly services: readonly { readonly id: string; readonly slug: string; readonly name: string; readonly n: number }[];
  readonly open_ids: readonly string[];
  readonly open: number;
  readonly first_seen: EpochMs;
  readonly last_seen: EpochMs;
  readonly known_at: EpochMs | null;
  readonly known_by: string | null;
  readonly ignored_until: EpochMs | null;
  readonly back: boolean;
}

/** So long without it, and one that was known has gone; when it comes again, that is news. */
const QUIET_DAYS = 7;
const GROUPS_AT_MOST = 200;
const OPEN_AT_MOST = 500;

const GROUPS_SQL = `
with shown as (
  select c.id, c.error_group, c.error_type, c.created_at, c.service_id, c.status, c.metadata, c.error_message
  from callbacks c
  where c.company_id = $1 and c.error_group is not null and c.created_at >= $2 and c.created_at < $3
    and ($5::text[] is null or c.error_type = any ($5))
    and ($6::text[] is null or coalesce(c.branch_id::text, 'none') = any ($6) or c.branch_id in (select b.id from branches b where b.company_id = $1 and b.slug = any ($6)))
    and ($7::text is null or c.error_group = $7)
),
counted as (
  select error_group, count(*) as n, max(created_at) as last_at, (array_agg(id order by created_at desc))[1] as sample_id,
    (array_agg(id order by created_at) filter (where status in ('pending', 'assigned', 'contacted')))[:${OPEN_AT_MOST}] as open_ids
  from shown group by error_group order by count(*) desc, max(created_at) desc, error_group limit ${GROUPS_AT_MOST}
),
of_day as (
  select error_group, jsonb_object_agg(day, n) as days
  from (select error_group, (created_at at time zone $4)::date as day, count(*) as n from shown group by 1, 2) as by_day group by error_group
),
of_service as (
  select error_group, jsonb_agg(jsonb_build_object('id', id, 'slug', slug, 'name', name, 'n', n) order by n desc, slug) as services
  from (select shown.error_group, s.id, s.slug, s.name, count(*) as n from shown join services s on s.company_id = $1 and s.id = shown.service_id group by 1, 2, 3, 4) as by_service group by error_group
)
select c.error_group as fingerprint, sample.error_type, fangnetz_error_step(sample.metadata) as step, fangnetz_error_template(sample.metadata, sample.error_message) as template,
  c.sample_id, left(coalesce(sample.metadata ->> 'original_error', sample.metadata ->> 'exception_message', sample.metadata ->> 'appointment_error', sample.error_message, ''), 500) as sample,
  c.n, of_day.days, coalesce(of_service.services, '[]') as services, coalesce(c.open_ids, '{}') as open_ids,
  (select count(*) from callbacks o where o.company_id = $1 and o.error_group = c.error_group and o.status in ('pending', 'assigned', 'contacted')) as open,
  (select min(o.created_at) from callbacks o where o.company_id = $1 and o.error_group = c.error_group) as first_seen,
  (select max(o.created_at) from callbacks o where o.company_id = $1 and o.error_group = c.error_group) as last_seen,
  g.known_at, g.known_by, g.ignored_until,
  g.known_at is not null and exists (
    select from callbacks o where o.company_id = $1 and o.error_group = c.error_group and o.created_at > g.known_at and not exists (
      select from callbacks p where p.company_id = $1 and p.error_group = c.error_group and p.id <> o.id
        and p.created_at > o.created_at - interval '${QUIET_DAYS} days' and p.created_at <= o.created_at)) as back
from counted c
join callbacks sample on sample.company_id = $1 and sample.id = c.sample_id
join of_day on of_day.error_group = c.error_group
left join of_service on of_service.error_group = c.error_group
left join error_groups g on g.company_id = $1 and g.fingerprint = c.error_group
order by c.n desc, c.last_at desc, c.error_group`;

/** The most frequent first. */
export async function listErrorGroups(tx: Tx, query: ErrorGroupQuery) {
  const { companyId, timeZone, from, to, now } = query;
  const rows = await tx.rows<Row>(GROUPS_SQL, [companyId, iso(from), iso(to), timeZone, query.errorType ?? null, query.branch ?? null, query.fingerprint ?? null]);
  const days = bucketsOf({ from, to, bucket: 'day', timeZone });
  return rows
    .map((row) => ({
      fingerprint: row.fingerprint, error_type: row.error_type, step: row.step, template: row.template,
      cause: errorCause({ errorType: row.error_type, step: row.step, said: row.sample }),
      sample: { callback_id: row.sample_id, original_error: row.sample },
      state: stateOf(row, now), known_at: isoOrNull(row.known_at), known_by: row.known_by, ignored_until: isoOrNull(row.ignored_until),
      occurrences: row.n, open: row.open, per_day: days.map((day) => row.days[day] ?? 0), first_seen: iso(row.first_seen), last_seen: iso(row.last_seen),
      services: row.services.map(({ n, ...service }) => ({ ...service, occurrences: n })),
      open_callback_ids: [...row.open_ids],
    }))
    .filter(({ state }) => query.state?.includes(state) ?? true);
}

function stateOf({ known_at: known, ignored_until: until, back }: Row, now: EpochMs): GroupState {
  if (until !== null && until > now) return 'ignored';
  if (known === null) return 'new';
  return back ? 'back_again' : 'known';
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}

/** Its open callbacks, what is due first first. */
export async function openOfGroup(tx: Tx, companyId: string, { fingerprint, limit }: { readonly fingerprint: string; readonly limit: number }): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(`select id from callbacks where company_id = $1 and error_group = $2 and status in ('pending', 'assigned', 'contacted') order by due_at, id limit $3`, [companyId, fingerprint, limit]);
  return rows.map(({ id }) => id);
}

export interface GroupChange {
  readonly fingerprint: string;
  readonly state: 'new' | 'known' | 'ignored';
  /** Only with `ignored`. */
  readonly until: EpochMs | null;
  readonly actor: Person;
  readonly now: EpochMs;
}

/** `known` said once more begins anew: what came back is known again. */
export async function markErrorGroup(tx: Tx, companyId: string, { fingerprint, state, until, actor, now }: GroupChange): Promise<'marked' | 'not_found'> {
  const there = await tx.maybe<{ there: boolean }>('select exists (select from callbacks where company_id = $1 and error_group = $2) as there', [companyId, fingerprint]);
  if (there?.there !== true) return 'not_found';
  await tx.run(
    `insert into error_groups (company_id, fingerprint, known_at, known_by, ignored_until, updated_at)
     values ($1, $2, case when $3 = 'known' then $5::timestamptz end, case when $3 = 'known' then $4 end, $6, $5)
     on conflict (company_id, fingerprint) do update set
       known_at = case $3 when 'known' then $5::timestamptz when 'new' then null else error_groups.known_at end,
       known_by = case $3 when 'known' then $4 when 'new' then null else error_groups.known_by end,
       ignored_until = $6, updated_at = $5`,
    [companyId, fingerprint, state, actorText(actor), iso(now), until === null ? null : iso(until)],
  );
  await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'error_group.mark', subject: { kind: 'error_group', id: fingerprint }, detail: { state, until: isoOrNull(until) } });
  return 'marked';
}
