-- Who calls again and again: the customers behind numbers and addresses, and what they settle themselves. Only adds.

-- Whose it is: derived from the company and the number in E.164, or the mail address where there is no number. null for a
-- withheld number without an address: nothing is ever matched by that. The same on every node, and before the row is there.
create function fangnetz_customer_id(company uuid, phone text, mail text) returns uuid language sql immutable parallel safe
return (select overlay(overlay(hash placing '8' from 13) placing '8' from 17)::uuid
  from (select substr(encode(sha256(convert_to('customer ' || company::text || ' ' || coalesce(phone, nullif(lower(btrim(mail)), '')), 'UTF8')), 'hex'), 1, 32) as hash) as derived);

create table customers (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  phone_number text check (phone_number ~ '^\+[1-9][0-9]{1,14}$'),
  email text,
  -- the name that is shown: the last one that was heard, or the one that a person wrote down
  name text,
  -- every name that was heard under this number, the last one first: a family shares a line
  names text[] not null default '{}',
  -- who wrote the name down, as in timelines; then what callers say does not change it
  named_by text,
  language text check (language in ('de', 'en')),
  -- what may be said to a machine that answers; null: nobody has asked
  voicemail_permission text check (voicemail_permission in ('none', 'no_name', 'may_identify')),
  do_not_call boolean not null default false,
  note text,
  -- by what the audit log names him: it outlives him, and from the id above his number could be found
  audit_ref uuid not null default gen_random_uuid(),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  check (phone_number is not null or email is not null)
);
create index customers_by_time on customers (company_id, last_seen_at desc, id desc);

alter table calls add column customer_id uuid generated always as (fangnetz_customer_id(company_id, from_number, null)) stored;
alter table callbacks add column customer_id uuid generated always as (fangnetz_customer_id(company_id, phone_number, customer_email)) stored;
alter table appointments add column customer_id uuid generated always as (fangnetz_customer_id(company_id, phone_number, customer_email)) stored;
create index calls_by_customer on calls (company_id, customer_id, created_at desc, id desc) where customer_id is not null;
create index callbacks_by_customer on callbacks (company_id, customer_id, created_at desc, id desc) where customer_id is not null;
create index appointments_by_customer on appointments (company_id, customer_id, starts_at, id) where customer_id is not null;

-- A trigger, because many files write calls, callbacks and appointments, and one that forgot would hide a customer. It runs
-- at COMMIT: earlier, two requests of one caller would wait for each other on his row while they hold others.
create function fangnetz_note_customer() returns trigger language plpgsql as $$
declare
  phone text; mail text; said text; seen timestamptz;
begin
  if tg_table_name = 'calls' then
    phone := new.from_number; seen := coalesce(new.started_at, new.created_at);
  else
    phone := new.phone_number; mail := nullif(btrim(new.customer_email), ''); said := nullif(btrim(new.customer_name), ''); seen := new.created_at;
  end if;
  insert into customers as known (company_id, id, phone_number, email, name, names, first_seen_at, last_seen_at, updated_at)
  values (new.company_id, new.customer_id, phone, mail, said, array_remove(array[said], null), seen, seen, seen)
  on conflict (company_id, id) do update set
    email = case when excluded.last_seen_at >= known.last_seen_at then coalesce(excluded.email, known.email) else coalesce(known.email, excluded.email) end,
    name = case when known.named_by is not null then known.name
      when excluded.last_seen_at >= known.last_seen_at then coalesce(excluded.name, known.name) else coalesce(known.name, excluded.name) end,
    names = case when excluded.name is null or excluded.name = known.names[1] then known.names
      when excluded.last_seen_at >= known.last_seen_at then (excluded.names || array_remove(known.names, excluded.name))[:10]
      when excluded.name = any (known.names) then known.names else (known.names || excluded.names)[:10] end,
    first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
    updated_at = greatest(known.updated_at, excluded.updated_at)
  where excluded.last_seen_at > known.last_seen_at or excluded.first_seen_at < known.first_seen_at
    or excluded.name is distinct from known.name or excluded.email is distinct from known.email;
  return null;
end $$;
create constraint trigger notes_customer after insert on calls deferrable initially deferred
  for each row when (new.customer_id is not null) execute function fangnetz_note_customer();
create constraint trigger notes_customer_learnt after update of from_number on calls deferrable initially deferred
  for each row when (new.customer_id is not null and new.from_number is distinct from old.from_number) execute function fangnetz_note_customer();
create constraint trigger notes_customer after insert on callbacks deferrable initially deferred
  for each row when (new.customer_id is not null) execute function fangnetz_note_customer();
create constraint trigger notes_customer_learnt after update of phone_number, customer_email, customer_name on callbacks deferrable initially deferred
  for each row when (new.customer_id is not null and (new.phone_number, new.customer_email, new.customer_name) is distinct from (old.phone_number, old.customer_email, old.customer_name))
  execute function fangnetz_note_customer();
create constraint trigger notes_customer after insert on appointments deferrable initially deferred
  for each row when (new.customer_id is not null) execute function fangnetz_note_customer();
create constraint trigger notes_customer_learnt after update of phone_number, customer_email, customer_name on appointments deferrable initially deferred
  for each row when (new.customer_id is not null and (new.phone_number, new.customer_email, new.customer_name) is distinct from (old.phone_number, old.customer_email, old.customer_name))
  execute function fangnetz_note_customer();

alter table customers enable row level security;
alter table customers force row level security;
create policy company_sees_its_own on customers to fangnetz_app
  using (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on customers to fangnetz_machine using (true) with check (true);
-- Whoever works for some branches sees the customers of these: those of whom he sees a call, a callback or an appointment.
create policy branch_sees_its_own on customers as restrictive to fangnetz_limited
  using (exists (select from callbacks c where c.company_id = customers.company_id and c.customer_id = customers.id)
    or exists (select from calls c where c.company_id = customers.company_id and c.customer_id = customers.id)
    or exists (select from appointments a where a.company_id = customers.company_id and a.customer_id = customers.id))
  with check (true);
grant select, insert, update, delete on customers to fangnetz_app, fangnetz_machine;

-- Who was there before; as the machine, because an owner of the tables who is no superuser sees no row of anybody.
set local role fangnetz_machine;
insert into customers (company_id, id, phone_number, email, name, names, first_seen_at, last_seen_at, updated_at)
select company_id, customer_id, min(phone), min(mail) filter (where mail is not null), (array_agg(said order by seen desc) filter (where said is not null))[1],
  coalesce((array_agg(distinct said) filter (where said is not null))[:10], '{}'), min(seen), max(seen), max(seen)
from (
  select company_id, customer_id, from_number as phone, null as mail, null as said, coalesce(started_at, created_at) as seen from calls
  union all select company_id, customer_id, phone_number, customer_email, customer_name, created_at from callbacks
  union all select company_id, customer_id, phone_number, customer_email, customer_name, created_at from appointments) as seen_before
where customer_id is not null group by company_id, customer_id;
reset role;

-- Under which promise a repetition is found again once it was joined to another one.
create index callback_events_by_receipt on callback_events (company_id, (detail ->> 'receipt')) where kind = 'joined';
create index wishes_by_target on wishes (company_id, merged_into) where merged_into is not null;

-- What leads from a call or an appointment to all that belongs to it.
create index callbacks_by_call on callbacks (company_id, call_id) where call_id is not null;
create index callbacks_by_appointment on callbacks (company_id, appointment_id) where appointment_id is not null;
create index appointments_by_call on appointments (company_id, call_id) where call_id is not null;

-- What a customer does himself may settle what is open for him (src/aftercare/settle-deeds.ts).
alter table appointments
  -- He knows of what it is now: he was told in a call, or it was he who booked, moved or cancelled it at the calendar.
  add column customer_knows boolean not null default false,
  -- when somebody has to look whether it settles something; null: that was done
  add column deed_at timestamptz;
alter table callbacks
  -- the same from the other side: what is stored late may have been settled before it came
  add column deed_at timestamptz;
alter table appointments alter column deed_at set default to_timestamp(0);
alter table callbacks alter column deed_at set default to_timestamp(0);
create index appointments_with_deed on appointments (deed_at) where deed_at is not null;
create index callbacks_with_deed on callbacks (deed_at) where deed_at is not null;

-- A trigger for the same reason as above: whoever moves or cancels an appointment must not be able to forget it.
create function fangnetz_is_a_deed() returns trigger language plpgsql as $$
begin
  new.deed_at := to_timestamp(0);
  return new;
end $$;
create trigger is_a_deed before update on appointments for each row
  when (new.status is distinct from old.status or new.replaced_by is distinct from old.replaced_by or (new.customer_knows and not old.customer_knows))
  execute function fangnetz_is_a_deed();

-- What a service usually costs, { amount, currency }: for what a recovered appointment is worth.
alter table services add column price jsonb;

-- Errors that are one: the same type, at the same step, in the same words but for names, numbers, ids and times. Made by the
-- database, so that every callback has its group whoever wrote it; a new rule is a new migration and groups anew.
create function fangnetz_error_template(metadata jsonb, message text) returns text language sql immutable parallel safe
return (select left(btrim(regexp_replace(
  -- what is left of words with digits: ids of some length, then plain numbers; the code of an HTTP answer stays, and so do short codes (P2002)
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(said,
    '\mhttps?://[^\s"''<>)]+', '<url>', 'gi'),
    '[[:alnum:]._%+-]+@[[:alnum:].-]+', '<mail>', 'g'),
    '\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?', '<time>', 'g'),
    '(„[^“”]*[“”]|"([^"]*[^a-z_"][^"]*)"|''([^'']*[^a-z_''][^'']*)'')', '<text>', 'g'),
    '\+\d[\d ]{4,}\d|\m\d{1,3}(\.\d{1,3}){3}(:\d+)?\M', '<id>', 'g'),
    '\m(?=[[:alnum:]_-]*\d)[[:alnum:]_-]{8,}\M', '<id>', 'g'),
    '(?<!\m(http|status|code|sqlstate)[ :=]{0,3})\m\d+([.,:]\d+)*\M', '<n>', 'gi'),
  '\s+', ' ', 'g')), 200)
  from (select left(coalesce(metadata ->> 'original_error', metadata ->> 'exception_message', metadata ->> 'appointment_error', message, ''), 2000) as said) as given);

create function fangnetz_error_step(metadata jsonb) returns text language sql immutable parallel safe
return coalesce(metadata ->> 'error_during', case when metadata ->> 'appointment_error' is not null then 'storing' else 'booking' end);

create function fangnetz_error_group(error_type text, metadata jsonb, message text) returns text language sql immutable parallel safe
return case when error_type is not null then
  substr(encode(sha256(convert_to(error_type || E'\n' || fangnetz_error_step(metadata) || E'\n' || fangnetz_error_template(metadata, message), 'UTF8')), 'hex'), 1, 16) end;

alter table callbacks add column error_group text generated always as (fangnetz_error_group(error_type, metadata, error_message)) stored;
create index callbacks_by_error_group on callbacks (company_id, error_group, created_at) where error_group is not null;

-- What people say of a group. One of which nobody has said anything is new, and has no row.
create table error_groups (
  company_id uuid not null references companies (id) on delete cascade,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{16}$'),
  known_at timestamptz,
  known_by text,
  ignored_until timestamptz,
  updated_at timestamptz not null,
  primary key (company_id, fingerprint),
  check ((known_at is null) = (known_by is null))
);
alter table error_groups enable row level security;
alter table error_groups force row level security;
create policy company_sees_its_own on error_groups to fangnetz_app
  using (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on error_groups to fangnetz_machine using (true) with check (true);
grant select, insert, update, delete on error_groups to fangnetz_app, fangnetz_machine;
