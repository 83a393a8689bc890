-- Appointments that are moved or cancelled, and slots kept for a moment. Only adds.

alter table booking_intents
  add column kind text not null default 'book' check (kind in ('book', 'reschedule', 'cancel')),
  -- the appointment that is to be changed
  add column appointment_id uuid,
  add foreign key (company_id, appointment_id) references appointments (company_id, id) deferrable initially deferred,
  add check ((kind = 'book') = (appointment_id is null));
create index booking_intents_by_appointment on booking_intents (company_id, appointment_id) where appointment_id is not null;

alter table appointments
  -- a moved appointment is cancelled and names the one that took its place
  add column replaced_by uuid,
  add column cancelled_at timestamptz,
  add column cancel_reason text,
  -- how often it was moved to come to be where it is; goes along to the next one
  add column reschedule_count int not null default 0,
  add foreign key (company_id, replaced_by) references appointments (company_id, id) deferrable initially deferred,
  add check (replaced_by is null or status = 'cancelled');
create index appointments_by_number on appointments (company_id, phone_number, starts_at) where phone_number is not null;

-- notice in minutes, how often, and what is said about a fee; {} is the default of the program
alter table companies add column appointment_policy jsonb not null default '{}';

-- the built-in calendar's own truth about a move
alter table local_bookings add column moved_to uuid, add column moved_from uuid;

-- Keeps a slot out of the offers to other callers for some minutes. Advice, never a lock: booking does not ask.
create table slot_holds (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  call_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  held_until timestamptz not null,
  created_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, call_id) references calls (company_id, id) on delete cascade,
  foreign key (company_id, service_id) references services (company_id, id) on delete cascade,
  check (ends_at > starts_at)
);
create index slot_holds_by_service on slot_holds (company_id, service_id, held_until);

alter table slot_holds enable row level security;
alter table slot_holds force row level security;
create policy company_sees_its_own on slot_holds to fangnetz_app
  using (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on slot_holds to fangnetz_machine using (true) with check (true);
grant select, insert, update, delete on slot_holds to fangnetz_app, fangnetz_machine;
