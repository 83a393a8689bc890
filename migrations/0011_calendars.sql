-- When branches are open otherwise than their week says, and when staff are away.

alter table companies
  -- what kind of municipality, where public holidays depend on it (src/companies/holidays)
  add column municipality text,
  add column closed_on_holidays boolean not null default true;

alter table branches
  -- null: the company's
  add column region text,
  add column municipality text;

create table branch_exceptions (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  -- null: every branch
  branch_id uuid,
  kind text not null check (kind in ('closed', 'hours', 'extra')),
  -- 'YYYY-MM-DD', or 'MM-DD' for every year; both included
  from_day text not null check (from_day ~ '^(\d{4}-)?\d{2}-\d{2}$'),
  to_day text not null check (to_day ~ '^(\d{4}-)?\d{2}-\d{2}$'),
  hours jsonb,
  -- for staff; callers are not told
  reason text,
  -- 'file': the company file lists it, and takes it away again; 'person': somebody entered it, and no file touches it
  origin text not null check (origin in ('file', 'person')),
  created_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  check (length(from_day) = length(to_day)),
  check (length(from_day) = 5 or from_day <= to_day),
  check (kind = 'closed' or hours is not null)
);

create table staff_absences (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  staff_id uuid not null,
  from_day date not null,
  to_day date not null,
  -- away at these hours only; null: all day
  hours jsonb,
  -- may tell of somebody's health: owners and managers only
  reason text,
  origin text not null check (origin in ('file', 'person')),
  created_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id) on delete cascade,
  check (from_day <= to_day)
);
create index staff_absences_of_staff on staff_absences (company_id, staff_id);

-- How long a callback takes is told from the attempts of the last weeks.
create index callback_attempts_by_time on callback_attempts (company_id, at);

do $$
declare t text;
begin
  foreach t in array array['branch_exceptions', 'staff_absences'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;

-- Who is limited to branches (0012_people.sql) sees what holds for them, the company's own days included, and changes
-- only theirs.
create policy branch_sees_its_own on branch_exceptions as restrictive to fangnetz_limited
  using (nullif(current_setting('fangnetz.branch_ids', true), '') is null or branch_id is null
    or branch_id = any (string_to_array(current_setting('fangnetz.branch_ids', true), ',')::uuid[]))
  with check (nullif(current_setting('fangnetz.branch_ids', true), '') is null
    or branch_id = any (string_to_array(current_setting('fangnetz.branch_ids', true), ',')::uuid[]));
create policy branch_deletes_its_own on branch_exceptions as restrictive for delete to fangnetz_limited
  using (nullif(current_setting('fangnetz.branch_ids', true), '') is null
    or branch_id = any (string_to_array(current_setting('fangnetz.branch_ids', true), ',')::uuid[]));
