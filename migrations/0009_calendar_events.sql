-- What the calendar tells about its bookings, and when our bookings were last compared with its own. Only adds.

-- Every event that a calendar delivered. A delivery that repeats one is counted, not stored again.
create table calendar_events (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from trigger, booking and creation as the calendar names them, or else from the bytes
  id uuid not null,
  provider text not null check (provider in ('cal.com')),
  trigger text not null,
  booking_uid text,
  -- of a booking that was moved: the one whose place it took
  moved_from_uid text,
  payload jsonb not null,
  deliveries int not null default 1,
  -- the journal entry of the last delivery, so that taking it up again counts nothing twice
  receipt uuid not null,
  received_at timestamptz not null,
  -- when it is to be applied (again); null once that is done
  apply_at timestamptz,
  applied_at timestamptz,
  failures int not null default 0,
  -- what came of it, in one word
  result text,
  primary key (company_id, id),
  check ((apply_at is null) = (applied_at is not null)),
  check (applied_at is null or result is not null)
);
create index calendar_events_to_apply on calendar_events (apply_at) where apply_at is not null;
create index calendar_events_by_booking on calendar_events (company_id, booking_uid) where booking_uid is not null;
create index calendar_events_by_time on calendar_events (company_id, received_at);

-- A change that the calendar reports names bookings, not our ids.
create index appointments_by_intent on appointments (company_id, intent_id) where intent_id is not null;

alter table calendar_events enable row level security;
alter table calendar_events force row level security;
create policy company_sees_its_own on calendar_events to fangnetz_app
  using (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on calendar_events to fangnetz_machine using (true) with check (true);
grant select, insert, update, delete on calendar_events to fangnetz_app, fangnetz_machine;
