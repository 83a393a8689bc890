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
