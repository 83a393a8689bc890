-- Callback requests: what a person has to do, until when, and why.

create table callbacks (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  -- the journal entry under which it was promised; equals id where it was promised while the database was down
  receipt uuid not null,
  wish_id uuid not null,
  call_id uuid,
  status text not null check (status in ('pending', 'assigned', 'contacted', 'completed', 'expired', 'cancelled')),
  priority text not null check (priority in ('normal', 'high', 'urgent')),
  error_type text check (error_type in ('partial_booking', 'api_error', 'exception', 'no_availability')),
  error_message text,
  category text,
  created_from text not null check (created_from in ('failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem', 'reconciliation', 'staff')),
  customer_name text,
  -- E.164, or null where no number is known; phone_raw keeps what was given
  phone_number text,
  phone_raw text,
  customer_email text,
  branch_id uuid,
  service_id uuid,
  assigned_to uuid,
  claimed_by text,
  claim_until timestamptz,
  due_at timestamptz not null,
  -- how the deadline came about, in words
  due_because text not null,
  assigned_at timestamptz,
  contacted_at timestamptz,
  completed_at timestamptz,
  resolution text,
  appointment_id uuid,
  preferred_time_window jsonb,
  notes text,
  metadata jsonb not null,
  attempts_count int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, wish_id) references wishes (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, assigned_to) references staff (company_id, id),
  check (phone_number is null or phone_number ~ '^\+[1-9][0-9]{1,14}$'),
  check ((status in ('completed', 'cancelled', 'expired')) = (completed_at is not null)),
  check (status not in ('completed', 'cancelled', 'expired') or resolution is not null)
);
create index callbacks_open_by_due on callbacks (company_id, due_at, id) where status in ('pending', 'assigned', 'contacted');
create index callbacks_by_time on callbacks (company_id, created_at desc, id desc);
create index callbacks_by_receipt on callbacks (company_id, receipt);
create index callbacks_by_wish on callbacks (company_id, wish_id);

-- The timeline of a callback: machine and people in one column.
create table callback_events (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  detail jsonb not null default '{}',
  primary key (company_id, id),
  foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade
);
create index callback_events_in_order on callback_events (company_id, callback_id, at, id);

alter table wishes add foreign key (company_id, callback_id) references callbacks (company_id, id) deferrable initially deferred;
alter table wishes add foreign key (company_id, merged_into) references wishes (company_id, id) deferrable initially deferred;

do $$
declare t text;
begin
  foreach t in array array['callbacks', 'callback_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
