-- The desk at which callbacks are worked off: who works what, until when, what happened at each attempt. Only adds.

alter table api_keys
  -- whoever works with this key; null: nobody in particular
  add column staff_id uuid,
  add foreign key (company_id, staff_id) references staff (company_id, id);

alter table callbacks
  -- Whom a claim is about: everything of one number belongs to one caller; without a number each callback is a caller of its own.
  add column caller_key text generated always as (coalesce(phone_number, 'callback:' || id::text)) stored,
  -- Counts every change, so that an undo meets exactly the state that it means.
  add column version int not null default 0,
  -- Set aside until then; unrelated activity does not end it. The deadline stays what it was promised to be.
  add column snoozed_until timestamptz,
  add column snooze_words text,
  add column next_attempt_at timestamptz,
  add column last_attempt_at timestamptz,
  -- Attempts are used up, or nobody can be reached: since when a person has to decide.
  add column decision_since timestamptz,
  -- When the machine has to look at it next (warning, deadline, unassigned too long, snooze over); null: nothing is due.
  add column watch_at timestamptz,
  add column warned_at timestamptz,
  -- How far up the chain it has gone: 0 nobody, 1 assignee, 2 branch manager, 3 owner, 4 operator.
  add column escalation_level int not null default 0 check (escalation_level between 0 and 4),
  add column escalated_at timestamptz,
  -- What a person said of it when it was closed.
  add column resolution_notes text,
  -- Who works a caller is a row of its own (caller_claims); nothing ever wrote these.
  drop column claimed_by,
  drop column claim_until;

-- What was there before: looked at once, at the next sweep.
-- As the machine: row-level security is forced, so that an owner of the tables who is no superuser would see none of them.
set local role fangnetz_machine;
update callbacks set watch_at = created_at where status in ('pending', 'assigned', 'contacted');
reset role;

create index callbacks_to_watch on callbacks (watch_at) where watch_at is not null;
create index callbacks_open_by_caller on callbacks (company_id, caller_key) where status in ('pending', 'assigned', 'contacted');
create index callbacks_open_by_assignee on callbacks (company_id, assigned_to, due_at) where status in ('pending', 'assigned', 'contacted');
create index callbacks_by_completion on callbacks (company_id, completed_at) where completed_at is not null;
-- What the search box looks through, in small letters (a comparison without regard to case costs ten times as much, for each row),
-- and cut so that it fits into an index. Where a long note was cut, search_cut says that the row itself has to be looked at.
alter table callbacks
  add column search_text text generated always as (left(lower(
    coalesce(customer_name, '') || ' ' || coalesce(customer_email, '') || ' ' || coalesce(phone_number, '') || ' ' || coalesce(phone_raw, '') || ' '
    || regexp_replace(coalesce(phone_raw, ''), '[^0-9]', '', 'g') || ' ' || coalesce(notes, '')), 600)) stored,
  add column search_cut boolean generated always as (
    coalesce(length(customer_name), 0) + coalesce(length(customer_email), 0) + coalesce(length(phone_number), 0) + 2 * coalesce(length(phone_raw), 0) + coalesce(length(notes), 0) > 590) stored;
-- With what the facets count, so that they need no row either.
create index callbacks_to_search on callbacks (company_id) include (id, search_text, status, priority, error_type, created_from, branch_id);
create index callbacks_search_cut on callbacks (company_id) where search_cut;

-- Each order of the list. The rank is written as list-callbacks.ts writes it.
create index callbacks_by_due on callbacks (company_id, due_at, id);
create index callbacks_by_rank on callbacks (company_id, (case priority when 'urgent' then 0 when 'high' then 1 else 2 end), due_at, id);
create index callbacks_by_kind on callbacks (company_id, status, priority, error_type, created_from, branch_id);

-- How many closed callbacks there are of each kind that the facets tell apart. They pile up over the years, and each open page
-- asks for the counts after each change. A trigger, because many files write callbacks, and one that forgot would make the
-- counts lie; at COMMIT, so that two who close callbacks of one kind wait for each other no longer than that.
create table callback_tallies (
  company_id uuid not null references companies (id) on delete cascade,
  status text not null,
  priority text not null,
  error_type text,
  created_from text not null,
  branch_id uuid,
  n bigint not null,
  unique nulls not distinct (company_id, status, priority, error_type, created_from, branch_id)
);
insert into callback_tallies (company_id, status, priority, error_type, created_from, branch_id, n)
select company_id, status, priority, error_type, created_from, branch_id, count(*) from callbacks
where status in ('completed', 'expired', 'cancelled') group by 1, 2, 3, 4, 5, 6;

create function fangnetz_tally_callback() returns trigger language plpgsql as $$
begin
  -- what is taken away was counted before, or went with its company in this very transaction
  if tg_op <> 'INSERT' and old.status in ('completed', 'expired', 'cancelled') then
    update callback_tallies t set n = t.n - 1 where t.company_id = old.company_id and t.status = old.status and t.priority = old.priority
      and t.error_type is not distinct from old.error_type and t.created_from = old.created_from and t.branch_id is not distinct from old.branch_id;
  end if;
  if tg_op <> 'DELETE' and new.status in ('completed', 'expired', 'cancelled') then
    insert into callback_tallies as t (company_id, status, priority, error_type, created_from, branch_id, n)
    values (new.company_id, new.status, new.priority, new.error_type, new.created_from, new.branch_id, 1)
    on conflict (company_id, status, priority, error_type, created_from, branch_id) do update set n = t.n + 1;
  end if;
  return null;
end $$;
create constraint trigger tally_new after insert on callbacks deferrable initially deferred for each row
  when (new.status in ('completed', 'expired', 'cancelled')) execute function fangnetz_tally_callback();
create constraint trigger tally_changed after update on callbacks deferrable initially deferred for each row
  when ((old.status in ('completed', 'expired', 'cancelled') or new.status in ('completed', 'expired', 'cancelled'))
    and (old.status, old.priority, old.error_type, old.created_from, old.branch_id) is distinct from (new.status, new.priority, new.error_type, new.created_from, new.branch_id))
  execute function fangnetz_tally_callback();
create constraint trigger tally_gone after delete on callbacks deferrable initially deferred for each row
  when (old.status in ('completed', 'expired', 'cancelled')) execute function fangnetz_tally_callback();

-- One person works one caller. The primary key is what makes a claim exclusive, on however many nodes.
create table caller_claims (
  company_id uuid not null references companies (id) on delete cascade,
  caller_key text not null,
  -- as in timelines: 'user:<id>', 'key:<id>', 'link:<id>'
  claimed_by text not null,
  -- as colleagues know him
  claimed_name text not null,
  -- the member of staff behind it, where there is one
  staff_id uuid,
  claimed_at timestamptz not null,
  claim_until timestamptz not null,
  primary key (company_id, caller_key),
  foreign key (company_id, staff_id) references staff (company_id, id)
);
create index caller_claims_to_return on caller_claims (claim_until);

create table callback_attempts (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  at timestamptz not null,
  actor text not null,
  staff_id uuid,
  outcome text not null check (outcome in ('reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'not_in_service', 'wrong_person', 'call_later')),
  note text,
  next_attempt_at timestamptz,
  -- taken back by an undo; it stays readable, and counts no more
  withdrawn_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade
);
create index callback_attempts_in_order on callback_attempts (company_id, callback_id, at, id);

create table callback_escalations (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  at timestamptz not null,
  actor text not null,
  reason text not null check (reason in ('deadline_missed', 'attempts_failed', 'unassigned_too_long', 'no_answer', 'technical_issue', 'customer_complaint', 'urgent_request', 'complex_case', 'other')),
  note text,
  level int not null check (level between 1 and 4),
  from_staff uuid,
  -- null: nobody of that level is known; the notice goes to the company's addresses or the operator
  to_staff uuid,
  resolved_at timestamptz,
  resolved_by text,
  resolution_note text,
  primary key (company_id, id),
  foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade,
  check ((resolved_at is null) = (resolved_by is null))
);
create index callback_escalations_in_order on callback_escalations (company_id, callback_id, at, id);
create index callback_escalations_open on callback_escalations (company_id, at) where resolved_at is null;

-- A write that somebody sends again under the same key happens once. `outcomes` is written in the transaction of the change
-- itself, so that neither a lost answer nor a node that dies can part the two; kept for a day.
create table idempotency_keys (
  company_id uuid not null references companies (id) on delete cascade,
  -- as in timelines: a key is its sender's own
  actor text not null,
  key text not null check (length(key) between 1 and 255),
  -- of method, address and body: the same key for something else is a mistake of the sender
  fingerprint text not null,
  -- whoever is at it, and until when he is taken to be
  token uuid not null,
  lease_until timestamptz not null,
  -- what each step that wrote something has come to
  outcomes jsonb not null default '{}',
  -- the answer, once it was given
  status int,
  content_type text,
  location text,
  body text,
  created_at timestamptz not null,
  primary key (company_id, actor, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

do $$
declare t text;
begin
  foreach t in array array['caller_claims', 'callback_attempts', 'callback_escalations', 'callback_tallies', 'idempotency_keys'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
