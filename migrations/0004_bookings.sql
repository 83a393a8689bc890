-- Bookings: the intent before the calendar is touched, and the appointment after it said yes.

create table booking_intents (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from what is to be booked for whom in which call, so that a repetition meets its own earlier attempt
  id uuid not null,
  wish_id uuid not null,
  call_id uuid not null,
  receipt uuid not null,
  provider text not null check (provider in ('cal.com', 'local')),
  state text not null check (state in ('recorded', 'sent', 'unknown', 'pending', 'confirmed', 'refused', 'absent')),
  -- everything needed to look for it, or to book it: service, start, attendee, staff
  request jsonb not null,
  starts_at timestamptz not null,
  booking_uid text,
  detail text,
  look_ups int not null default 0,
  -- when the next look is due; null once the outcome is certain
  next_look_at timestamptz,
  -- whoever runs it now; nobody else may touch it before this instant
  held_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, wish_id) references wishes (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id),
  check ((state in ('recorded', 'sent', 'unknown', 'pending')) = (next_look_at is not null))
);
create index booking_intents_to_look_for on booking_intents (next_look_at) where next_look_at is not null;
create index booking_intents_by_wish on booking_intents (company_id, wish_id);

create table appointments (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  wish_id uuid,
  call_id uuid,
  intent_id uuid,
  status text not null check (status in ('pending', 'booked', 'cancelled')),
  provider text not null check (provider in ('cal.com', 'local')),
  booking_uid text not null,
  -- the provider's numeric id where it has one
  booking_id text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  branch_id uuid,
  service_id uuid,
  staff_id uuid,
  customer_name text,
  phone_number text,
  customer_email text,
  notes text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, provider, booking_uid),
  foreign key (company_id, wish_id) references wishes (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (ends_at > starts_at)
);
create index appointments_by_start on appointments (company_id, starts_at, id);

-- The built-in calendar's own truth. No double booking of a person is possible, whatever the code above does.
create table local_bookings (
  company_id uuid not null references companies (id) on delete cascade,
  uid uuid not null,
  intent_id uuid not null,
  branch_id uuid not null,
  service_id uuid not null,
  staff_id uuid not null,
  status text not null check (status in ('accepted', 'cancelled')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  attendee jsonb not null,
  notes text,
  created_at timestamptz not null,
  primary key (company_id, uid),
  unique (company_id, intent_id),
  foreign key (company_id, branch_id) references branches (company_id, id),
  foreign key (company_id, service_id) references services (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (ends_at > starts_at),
  constraint local_bookings_no_double_booking
    exclude using gist (company_id with =, staff_id with =, tstzrange(starts_at, ends_at) with &&) where (status = 'accepted')
);
create index local_bookings_by_start on local_bookings (company_id, starts_at);

alter table wishes add foreign key (company_id, appointment_id) references appointments (company_id, id) deferrable initially deferred;
alter table callbacks add foreign key (company_id, appointment_id) references appointments (company_id, id) deferrable initially deferred;

do $$
declare t text;
begin
  foreach t in array array['booking_intents', 'appointments', 'local_bookings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
