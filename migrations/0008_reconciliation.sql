-- Comparing our calls with those that the voice platform knows. Only adds.

alter table voice_connections
  -- where the platform's own API is; null: its usual place
  add column api_base_url text,
  -- null: as long as the company. What was before is not ours to settle.
  add column known_since timestamptz;

-- One comparison of one connection, for one company of it. A row without finished_at is the claim of the node that runs it.
create table reconciliations (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  connection text not null,
  cause text not null check (cause in ('recent', 'nightly', 'command')),
  period_from timestamptz not null,
  period_to timestamptz not null,
  -- calls of this company in the platform's list
  listed int not null default 0,
  -- of these: unknown here
  missing int not null default 0,
  -- of these: known, but not its end or its analysis
  incomplete int not null default 0,
  -- of these: still running or just over, left for the next time
  left_alone int not null default 0,
  -- of missing and incomplete: read from the platform, taken like an event of its, or not
  fetched int not null default 0,
  settled int not null default 0,
  failed int not null default 0,
  -- why it came to no end, or null
  problem text,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (company_id, id)
);
create index reconciliations_by_connection on reconciliations (connection, cause, started_at desc);

alter table reconciliations enable row level security;
alter table reconciliations force row level security;
create policy company_sees_its_own on reconciliations to fangnetz_app
  using (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on reconciliations to fangnetz_machine using (true) with check (true);
grant select, insert, update, delete on reconciliations to fangnetz_app, fangnetz_machine;
