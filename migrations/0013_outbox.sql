-- What has to be told to somebody. A notice is written in the transaction of the change that it tells of, and delivered afterwards. Only adds.

create table notices (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from company and dedupe_key
  id uuid not null,
  kind text not null check (kind in ('assigned', 'unassigned', 'warning', 'overdue', 'escalated', 'claim_returned', 'mention', 'settled', 'decision_needed',
    'unassigned_too_long', 'snooze_over', 'attempt_due', 'reopened', 'load_short', 'digest', 'called_again')),
  -- whom it concerns, as the change knew it: a person, or a part that somebody plays when it is delivered
  recipient jsonb not null,
  callback_id uuid,
  -- what makes a repetition the same notice
  dedupe_key text not null,
  at timestamptz not null,
  -- ids, instants and levels; never personal data, so that an erasure has nothing to seek here
  facts jsonb not null default '{}',
  -- when its people and channels were worked out; null: still to be done
  expanded_at timestamptz,
  primary key (company_id, id),
  unique (company_id, dedupe_key),
  foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade deferrable initially deferred
);
create index notices_to_expand on notices (at) where expanded_at is null;

do $$
declare t text;
begin
  foreach t in array array['notices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
