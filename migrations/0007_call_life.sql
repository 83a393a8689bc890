-- The life of a call: what the platform tells about it, and when somebody has to look after it. Only adds.

alter table calls
  add column direction text,
  add column call_type text,
  add column recording_url text,
  add column analysis jsonb,
  add column duration_ms bigint,
  -- which transfer events were seen, and to whom
  add column transfer jsonb,
  -- what the disconnection reason means (src/calls/disconnection.ts)
  add column disconnection_class text,
  -- when aftercare looks at the call next; null: nothing is due. What an older version left behind is due at once.
  add column aftercare_at timestamptz default to_timestamp(0),
  -- when aftercare was done last
  add column settled_at timestamptz;
alter table calls alter column aftercare_at drop default;
create index calls_due_for_aftercare on calls (aftercare_at) where aftercare_at is not null;
-- transfer events carry nothing but the call's id
create index calls_by_platform_id on calls (connection, retell_call_id);
create index callbacks_open_by_number on callbacks (company_id, phone_number, due_at)
  where phone_number is not null and status in ('pending', 'assigned', 'contacted');

-- Every event that the platform delivered. A delivery that repeats one is counted, not stored again.
create table call_events (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from connection, event, call and the facts of a transfer, as the platform documents it
  id uuid not null,
  connection text not null,
  event text not null,
  retell_call_id text,
  call_id uuid,
  -- without the transcripts, which are kept once with the call
  payload jsonb not null,
  deliveries int not null default 1,
  -- the journal entry of the last delivery, so that taking it up again counts nothing twice
  receipt uuid not null,
  received_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id)
);
create index call_events_by_call on call_events (company_id, call_id, received_at) where call_id is not null;
create index call_events_by_time on call_events (company_id, received_at);

-- Every call that was announced before it was picked up, so that one which never arrives is noticed.
create table inbound_calls (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  connection text not null,
  retell_call_id text,
  agent_id text,
  from_raw text,
  from_number text,
  to_number text,
  branch_id uuid,
  received_at timestamptz not null,
  -- when to ask whether the call came; null once that is known
  notice_at timestamptz,
  outcome text check (outcome in ('arrived', 'lost')),
  call_id uuid,
  primary key (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id),
  check ((notice_at is null) = (outcome is not null))
);
create index inbound_calls_to_notice on inbound_calls (notice_at) where notice_at is not null;
create index inbound_calls_by_call on inbound_calls (company_id, call_id) where call_id is not null;

do $$
declare t text;
begin
  foreach t in array array['call_events', 'inbound_calls'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
