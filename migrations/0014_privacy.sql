-- Who did what, chained: each entry carries the hash of the one before it (src/audit/entry-hash.ts says over what), so
-- that a row that was changed, added or taken away afterwards is found by `fangnetz audit`.

-- The end of each company's chain. Locked while an entry is added, so that writers on several nodes queue up.
create table audit_heads (
  company_id uuid primary key references companies (id) on delete cascade,
  seq bigint not null check (seq >= 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create table audit_log (
  company_id uuid not null references companies (id) on delete cascade,
  -- 1, 2, 3 … without a gap
  seq bigint not null check (seq > 0),
  -- derived from the entry, so that a repeated transaction does not enter it twice
  id uuid not null,
  at timestamptz not null,
  -- 'machine', 'user:<id>', 'key:<id>', 'link:<id>'; names are looked up when somebody reads it
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  -- ids, states, reasons, changed keys; nothing of a person
  detail jsonb not null,
  prev_hash text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (company_id, seq),
  unique (company_id, id)
);
create index audit_log_by_time on audit_log (company_id, at);
create index audit_log_by_subject on audit_log (company_id, subject_id, seq);

-- Where old entries were cut off: what remains is verified from here. Signed with the master key, because whoever could
-- write an anchor of his own could cut away what he likes.
create table audit_anchors (
  company_id uuid not null references companies (id) on delete cascade,
  seq bigint not null check (seq > 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  cut_at timestamptz not null,
  signature text not null,
  primary key (company_id, seq)
);

-- An entry goes on from the head or not at all, and the head moves with it.
create function audit_log_goes_on() returns trigger language plpgsql as $$
begin
  update audit_heads set seq = new.seq, hash = new.hash
  where company_id = new.company_id and seq = new.seq - 1 and hash = new.prev_hash;
  if not found then
    raise exception 'an audit entry has to go on from the head of its chain' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger goes_on after insert on audit_log for each row execute function audit_log_goes_on();

-- Nobody changes what was entered. The oldest entries may go once an anchor keeps where they ended, an anchor once there is
-- a later one, and all of them with their company. Privileges say the same; this also stops a role that was granted too much.
create function audit_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    -- a cascade: the company itself is gone
    if not exists (select 1 from companies where id = old.company_id) then return old; end if;
    if tg_table_name = 'audit_log' then
      if exists (select 1 from audit_anchors where company_id = old.company_id and seq >= old.seq) then return old; end if;
    elsif tg_table_name = 'audit_anchors' then
      if exists (select 1 from audit_anchors where company_id = old.company_id and seq > old.seq) then return old; end if;
    end if;
  end if;
  raise exception '% is kept: % refused', tg_table_name, tg_op using errcode = 'integrity_constraint_violation';
end $$;
create trigger is_kept before update or delete on audit_log for each row execute function audit_is_kept();
create trigger is_not_emptied before truncate on audit_log for each statement execute function audit_is_kept();
create trigger is_kept before update or delete on audit_anchors for each row execute function audit_is_kept();
create trigger is_not_emptied before truncate on audit_anchors for each statement execute function audit_is_kept();
create trigger is_not_emptied before truncate on audit_heads for each statement execute function audit_is_kept();
create trigger is_not_deleted before delete on audit_heads for each row execute function audit_is_kept();

-- A head begins at nothing, and is moved by nobody but the trigger above (which is one level deeper).
create function audit_head_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.seq = 0 and new.hash = repeat('0', 64) then return new; end if;
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and new.company_id = old.company_id then return new; end if;
  raise exception 'the head of an audit chain moves with its entries only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger moves before insert or update on audit_heads for each row execute function audit_head_moves();

do $$
declare t text;
begin
  foreach t in array array['audit_heads', 'audit_log', 'audit_anchors'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
  end loop;
end $$;
-- update: without it a head could neither be locked nor moved by the trigger
grant select, insert, update on audit_heads to fangnetz_app, fangnetz_machine;
grant select, insert on audit_log to fangnetz_app, fangnetz_machine;
grant delete on audit_log to fangnetz_machine;
grant select on audit_anchors to fangnetz_app;
grant select, insert, delete on audit_anchors to fangnetz_machine;

-- How long what is kept, as chosen by the owner or the company file; {} is the default of the program (companies/privacy-policy.ts).
alter table companies add column privacy_policy jsonb not null default '{}';

alter table calls
  -- said in the call, as the platform tells it; null: not known
  add column recording_consent boolean,
  -- since when there is no word of it here, and none is taken in any more, whatever the platform still sends
  add column words_cleared_at timestamptz,
  -- since when there is nobody's number in it
  add column cleared_at timestamptz,
  -- stands in for the number after that: the same for the same caller, and undone by nobody without the master key
  add column caller_ref text;
alter table callbacks add column cleared_at timestamptz, add column caller_ref text;
alter table wishes add column cleared_at timestamptz;
alter table appointments add column cleared_at timestamptz, add column caller_ref text;
alter table local_bookings add column cleared_at timestamptz;
alter table booking_intents add column cleared_at timestamptz;
alter table inbound_calls add column cleared_at timestamptz;
alter table requests add column cleared_at timestamptz;
alter table call_events add column cleared_at timestamptz;
alter table calendar_events add column cleared_at timestamptz;

-- What a sweep has still to do, oldest first. What was opened again after it was cleared is cleared again after its new end.
create index calls_with_recording on calls (company_id, coalesce(ended_at, last_seen_at)) where recording_url is not null;
create index calls_with_words on calls (company_id, coalesce(ended_at, last_seen_at)) where words_cleared_at is null;
create index calls_with_number on calls (company_id, coalesce(ended_at, last_seen_at)) where cleared_at is null;
create index wishes_to_clear on wishes (company_id, settled_at) where settled_at is not null and (cleared_at is null or cleared_at < settled_at);
create index callbacks_to_clear on callbacks (company_id, completed_at) where completed_at is not null and (cleared_at is null or cleared_at < updated_at);
create index appointments_to_clear on appointments (company_id, ends_at) where cleared_at is null;
create index local_bookings_to_clear on local_bookings (company_id, ends_at) where cleared_at is null;
create index booking_intents_to_clear on booking_intents (company_id, updated_at) where cleared_at is null;
create index inbound_calls_to_clear on inbound_calls (company_id, received_at) where cleared_at is null;
create index calendar_events_to_clear on calendar_events (company_id, received_at) where cleared_at is null;
create index call_events_to_clear on call_events (company_id, received_at) where cleared_at is null;
create index wishes_to_count_no_more on wishes (company_id, settled_at) where cleared_at is not null;

-- What is wanted for a complaint or a claim is kept, whatever its age.
create table privacy_holds (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('callback', 'customer')),
  subject_id uuid not null,
  -- in words; goes with the hold
  reason text not null,
  held_by text not null,
  held_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, subject_kind, subject_id)
);

-- When each company is swept next. held_until: a node is at it; after that it has died and another one goes on.
create table privacy_schedules (
  company_id uuid primary key references companies (id) on delete cascade,
  due_at timestamptz not null,
  held_until timestamptz,
  run_id uuid
);
create index privacy_schedules_due on privacy_schedules (due_at);

-- What was done, in counts.
create table privacy_runs (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('retention', 'erasure', 'disclosure')),
  actor text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  counts jsonb not null default '{}',
  problem text,
  primary key (company_id, id)
);
create index privacy_runs_by_time on privacy_runs (company_id, started_at desc, id desc);

-- Calls that the voice platform has been, or is still to be, asked to delete.
create table platform_deletions (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from the call
  id uuid not null,
  call_id uuid not null,
  connection text not null,
  retell_call_id text not null,
  cause text not null check (cause in ('erasure', 'retention')),
  asked_at timestamptz not null,
  -- null once it is certain that the call is gone there
  next_try_at timestamptz,
  tries int not null default 0,
  -- what the platform said last, without anything of the call
  problem text,
  done_at timestamptz,
  primary key (company_id, id),
  check ((next_try_at is null) = (done_at is not null))
);
create index platform_deletions_due on platform_deletions (next_try_at) where next_try_at is not null;
create index platform_deletions_by_time on platform_deletions (company_id, asked_at desc, id desc);

do $$
declare t text;
begin
  foreach t in array array['privacy_holds', 'privacy_schedules', 'privacy_runs', 'platform_deletions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;

-- Of a JSON value what a program wrote for a program: states, ids, instants, numbers. What a person said, is called or can
-- be reached under goes, wherever it stands and whoever put it there; so does the value of a key that says as much.
create function fangnetz_codes_only(value jsonb) returns jsonb language plpgsql immutable parallel safe as $$
declare said text;
begin
  case jsonb_typeof(value)
    when 'object' then
      return coalesce((
        select jsonb_object_agg(key, fangnetz_codes_only(item)) from jsonb_each(value) as pair (key, item)
        where key ~ '^[A-Za-z0-9_.-]{1,60}$' and key !~* '(name|phone|number|mail|note|text|words|message|said|quote|transcript|raw|spoken)'), '{}');
    when 'array' then
      return coalesce((select jsonb_agg(fangnetz_codes_only(item)) from jsonb_array_elements(value) as item), '[]');
    when 'string' then
      said := value #>> '{}';
      if length(said) <= 64 and (
        said ~ '^[a-z][a-z0-9]*([_:.-][a-z0-9]+)*$'
        or said ~ '^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{16,}$'
        or said ~ '^\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2}))?$' or said ~ '^\d{2}:\d{2}$' or said ~ '^[A-Z][a-z]+/[A-Z][A-Za-z_]+$'
        or said ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
        return value;
      end if;
      return 'null';
    else
      return value;
  end case;
end $$;

-- The same of a text: kept where it is a code.
create function fangnetz_code_only(said text) returns text language sql immutable parallel safe
  return case when said is null then null when fangnetz_codes_only(to_jsonb(said)) = 'null' then 'in_words' else said end;

-- Puts a mark in the place of everything that the pattern meets, in every string of the value.
create function fangnetz_redacted(value jsonb, pattern text, mark text) returns jsonb language plpgsql immutable parallel safe as $$
begin
  case jsonb_typeof(value)
    when 'object' then return coalesce((select jsonb_object_agg(key, fangnetz_redacted(item, pattern, mark)) from jsonb_each(value) as pair (key, item)), '{}');
    when 'array' then return coalesce((select jsonb_agg(fangnetz_redacted(item, pattern, mark)) from jsonb_array_elements(value) as item), '[]');
    when 'string' then return to_jsonb(regexp_replace(value #>> '{}', pattern, mark, 'gi'));
    else return value;
  end case;
end $$;
