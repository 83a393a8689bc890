// A million callbacks of five hundred companies: the first has a hundred thousand, the others share the rest unevenly, as
// companies do. Deterministic: the same numbers make the same rows.
import { Client } from 'pg';

export const COMPANIES = 500;
export const CALLBACKS = 1_000_000;
export const LARGEST = 100_000;

const companyId = (n: string): string => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const part = (of: string, kind: number): string => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${of}), 12, '0'))::uuid`;

export interface FillOptions {
  readonly companies: number;
  readonly callbacks: number;
  readonly largest: number;
  /** The instant that counts as now, ISO 8601. */
  readonly now: string;
}

/** How a company is called: the first is 'salon-1'. */
export function slugOf(n: number): string {
  return `salon-${n}`;
}

export async function fillDesk(url: string, { companies, callbacks, largest, now }: FillOptions): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const run = async (text: string): Promise<void> => void (await client.query(text));
  try {
    // what they would do a million times is done once below, or is not looked at here (customers)
    await run('alter table callbacks disable trigger user');
    await run('begin');
    const { rows: [grams] } = await client.query<{ made: string }>(`select pg_get_indexdef('callbacks_by_gram'::regclass) as made`);
    await run('drop index callbacks_by_gram');
    await run(`create temporary table sizes as
      select n, case when n = 1 then ${largest}
        else greatest(10, (${callbacks - largest} * (1.0 / n) / (select sum(1.0 / m) from generate_series(2, ${companies}) m))::int) end as callbacks
      from generate_series(1, ${companies}) n`);
    await run(`create temporary table numbered as
      select s.n as company, i, row_number() over (order by s.n, i) as k from sizes s, generate_series(1, s.callbacks) i`);
    await run(`insert into companies (id, slug, name, time_zone, locale, region, created_at, updated_at)
      select ${companyId('n')}, 'salon-' || n, 'Salon ' || n, 'Europe/Berlin', 'de', 'DE-BE', '${now}', '${now}' from sizes`);
    await run(`insert into branches (company_id, id, slug, name, phone_numbers, opening_hours, position)
      select ${companyId('n')}, ${part('n * 10 + b', 1)}, 'filiale-' || b, 'Filiale ' || b, array['+4930' || (1000000 + n * 10 + b)], '{"mon":[["09:00","18:00"]],"tue":[["09:00","18:00"]]}', b from sizes, generate_series(1, 4) b`);
    await run(`insert into services (company_id, id, slug, name, minutes, calendar) select ${companyId('n')}, ${part('n * 10 + s', 2)}, 'leistung-' || s, 'Leistung ' || s, 30, '{"provider":"local"}' from sizes, generate_series(1, 5) s`);
    await run(`insert into staff (company_id, id, slug, name) select ${companyId('n')}, ${part('n * 10 + s', 3)}, 'person-' || s, 'Person ' || s from sizes, generate_series(1, 6) s`);
    await run(`insert into wishes (company_id, id, intent, fate, reason, settled_by, callback_id, receipt, opened_at, settled_at, updated_at)
      select ${companyId('company')}, ${part('k', 4)}, 'callback', case when open then 'open_callback' else 'closed' end, case when not open then 'appointment_booked' end, case when not open then 'machine' end,
        ${part('k', 5)}, ${part('k', 4)}, created, created, created
      from (${numbered(now)}) r`);
    await run(callbacksSql(now));
    await run(`insert into callback_tallies (company_id, status, priority, error_type, created_from, branch_id, n)
      select company_id, status, priority, error_type, created_from, branch_id, count(*) from callbacks where status in ('completed', 'expired', 'cancelled') group by 1, 2, 3, 4, 5, 6`);
    await run(`insert into callback_part_tallies (company_id, part, value, status, priority, error_type, created_from, branch_id, n)
      select c.company_id, p.part, p.value, c.status, c.priority, c.error_type, c.created_from, c.branch_id, count(*)
      from callbacks c cross join lateral fangnetz_callback_parts(c.service_id, c.assigned_to, c.category) p where c.status in ('completed', 'expired', 'cancelled') group by 1, 2, 3, 4, 5, 6, 7, 8`);
    await run('commit');
    await run(grams!.made);
    await run('alter index callbacks_by_gram alter column 1 set statistics 0');
    await run('alter table callbacks enable trigger user');
    for (const table of ['companies', 'branches', 'services', 'staff', 'wishes', 'callbacks', 'callback_tallies', 'callback_part_tallies']) await run(`vacuum (analyze) ${table}`);
  } finally {
    await client.end();
  }
}

// Spread over three years; the open ones are of the last ten days, and a few that were forgotten.
const AGE_MINUTES = `(i * 1577 % 1576800)`;
function numbered(now: string): string {
  return `select *, timestamptz '${now}' - ${AGE_MINUTES} * interval '1 minute' as created, ${AGE_MINUTES} < 14400 or i % 2003 = 0 as open from numbered`;
}

function callbacksSql(now: string): string {
  return `insert into callbacks (company_id, id, receipt, wish_id, status, priority, error_type, error_message, category, created_from, customer_name, phone_number, phone_raw,
    customer_email, branch_id, service_id, assigned_to, due_at, due_because, assigned_at, contacted_at, completed_at, resolution, notes, metadata, attempts_count, created_at, updated_at, cleared_at)
  select ${companyId('company')}, ${part('k', 5)}, ${part('k', 5)}, ${part('k', 4)},
    case when open then (array['pending', 'assigned', 'contacted'])[1 + i % 3] when i % 11 = 0 then 'cancelled' else 'completed' end,
    (array['normal', 'normal', 'normal', 'high', 'high', 'urgent'])[1 + i % 6],
    (array[null, null, 'partial_booking', 'api_error', 'exception', 'no_availability', 'no_availability'])[1 + i % 7],
    'Der Kalender antwortete nicht in der Zeit', case when i % 5 = 0 then 'Farbe' end,
    (array['failsafe_callback', 'failsafe_callback', 'customer_request', 'call_problem', 'staff'])[1 + i % 5],
    (array['Anna', 'Peter', 'Özlem', 'Marie', 'Hans', 'Fatma', 'Jörg'])[1 + i % 7] || ' ' || (array['Müller', 'Schmidt', 'Yıldız', 'Schneider', 'Fischer', 'Weber', 'Wagner', 'Becker', 'Hoffmann'])[1 + i % 9] || ' ' || i,
    case when i % 17 = 0 then null else '+4930' || (2000000 + company * 1000 + i % 60000) end, case when i % 17 = 0 then 'anonymous' end,
    case when i % 4 = 0 then 'kunde' || i || '@example.org' end,
    ${part('company * 10 + 1 + i % 4', 1)}, ${part('company * 10 + 1 + i % 5', 2)}, case when open and i % 3 = 0 then null else ${part('company * 10 + 1 + i % 6', 3)} end,
    created + interval '1 day', '24 h → Di 15:20', created + interval '5 minutes', case when open then null else created + interval '3 hours' end,
    case when open then null else created + interval '4 hours' end, case when open then null else 'appointment_booked' end,
    'Herrenhaarschnitt, am liebsten nachmittags' , jsonb_build_object('error_type', null, 'call_id', null, 'created_from', 'failsafe_callback', 'created_at_iso', created), i % 4, created, created, case when not open then created end
  from (${numbered(now)}) r`;
}
