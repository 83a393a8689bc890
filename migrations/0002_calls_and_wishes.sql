-- What was said and wanted. A wish is one intent of one call and has exactly one fate.

create table calls (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from connection and the platform's call id, so that two nodes arrive at the same one
  id uuid not null,
  connection text not null,
  retell_call_id text not null,
  branch_id uuid,
  agent_id text,
  -- as the platform gave it ('anonymous', keypad spellings and all); from_number is E.164 or null
  from_raw text,
  from_number text,
  to_number text,
  started_at timestamptz,
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  disconnection_reason text,
  transcript jsonb,
  created_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, connection, retell_call_id),
  foreign key (company_id, branch_id) references branches (company_id, id)
);
create index calls_by_time on calls (company_id, created_at desc, id desc);
create index calls_by_number on calls (company_id, from_number) where from_number is not null;

create table wishes (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  call_id uuid,
  intent text not null check (intent in ('book', 'reschedule', 'cancel', 'callback', 'question')),
  fate text not null check (fate in ('appointment', 'open_callback', 'in_progress', 'closed', 'merged', 'not_a_wish', 'erased')),
  reason text,
  settled_by text,
  merged_into uuid,
  appointment_id uuid,
  callback_id uuid,
  -- what the caller asked for, as understood: service, start, date, time, customer
  requested jsonb not null default '{}',
  -- the journal entry with which it arrived
  receipt uuid not null,
  opened_at timestamptz not null,
  settled_at timestamptz,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id),
  check ((fate = 'in_progress') = (settled_at is null)),
  check (fate <> 'merged' or merged_into is not null),
  check (fate <> 'closed' or (reason is not null and settled_by is not null))
);
create index wishes_by_call on wishes (company_id, call_id, opened_at);
create index wishes_by_time on wishes (company_id, opened_at desc, id desc);
create index wishes_in_progress on wishes (updated_at) where fate = 'in_progress';

-- One row per accepted function request: the answer that a repetition gets, and one flight per key across nodes.
create table requests (
  company_id uuid not null references companies (id) on delete cascade,
  receipt uuid not null,
  call_id uuid not null,
  dedupe_key text not null,
  function text not null,
  -- for the second key: the same call, name and arguments within two minutes
  fingerprint text not null,
  wish_id uuid,
  state text not null check (state in ('running', 'answered')),
  -- node and boot of the flight; a flight of an earlier boot of the same node is dead
  node text not null,
  boot text not null,
  lease_until timestamptz not null,
  answer jsonb,
  received_at timestamptz not null,
  answered_at timestamptz,
  primary key (company_id, receipt),
  unique (company_id, dedupe_key),
  foreign key (company_id, wish_id) references wishes (company_id, id),
  check ((state = 'answered') = (answer is not null))
);
create index requests_by_fingerprint on requests (company_id, call_id, fingerprint, received_at desc);
create index requests_running on requests (lease_until) where state = 'running';
create index requests_by_wish on requests (company_id, wish_id) where wish_id is not null;

do $$
declare t text;
begin
  foreach t in array array['calls', 'wishes', 'requests'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
