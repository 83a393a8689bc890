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
create index notices_by_time on notices (at);
create index notices_by_callback on notices (company_id, callback_id) where callback_id is not null;

-- One message to one person on one way. The id is derived from notice, person and channel, and the Message-ID of a mail
-- from the id: a message that is sent a second time, after a crash, is recognised by whoever receives it.
create table deliveries (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  -- null: a mail to an account (invitation, password), which tells of no change of a callback
  notice_id uuid,
  kind text not null,
  -- 'staff:<id>', 'user:<id>', 'key:<id>', 'link:<id>', 'address:<hash>' or 'operator'
  person text not null,
  channel text not null check (channel in ('mail', 'push', 'sms')),
  -- mail address or E.164; null for push, which goes to the subscriptions that the person has by then
  address text,
  locale text not null check (locale in ('de', 'en')),
  -- mails to one person that were due at once go as one; written with the first try, so that the next one sends the same
  bundle_id uuid,
  -- what an account mail says, its link included; forgotten as soon as it is sent
  sealed text,
  state text not null default 'due' check (state in ('due', 'sent', 'moot', 'failed')),
  -- when it is tried next; while somebody tries it, when that counts as given up
  due_at timestamptz,
  tries int not null default 0,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, notice_id) references notices (company_id, id) on delete cascade,
  check ((state = 'due') = (due_at is not null)),
  check ((state = 'due') = (ended_at is null)),
  check ((channel = 'push') = (address is null))
);
create index deliveries_due on deliveries (channel, due_at) where state = 'due';
create index deliveries_by_bundle on deliveries (bundle_id) where bundle_id is not null and state = 'due';
create index deliveries_by_notice on deliveries (company_id, notice_id) where notice_id is not null;
create index deliveries_by_time on deliveries (company_id, created_at desc, id desc);
create index deliveries_of_accounts on deliveries (created_at) where notice_id is null;
create index deliveries_failed on deliveries (company_id, created_at desc, id desc) where state = 'failed';

-- What a person sees at the bell of the page.
create table in_app_notices (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  notice_id uuid not null,
  person text not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (company_id, id),
  unique (company_id, notice_id, person),
  foreign key (company_id, notice_id) references notices (company_id, id) on delete cascade
);
create index in_app_notices_by_person on in_app_notices (company_id, person, at desc, id desc);
create index in_app_notices_unread on in_app_notices (company_id, person) where read_at is null;

create table notification_preferences (
  company_id uuid not null references companies (id) on delete cascade,
  person text not null,
  -- kind -> channels; a kind that is not there is as the program would do it
  channels jsonb not null default '{}',
  -- null: the company's; {"off": true}: none; {"from": "22:00", "until": "06:00"}
  quiet jsonb,
  digest boolean not null default true,
  -- null: the company's
  locale text check (locale in ('de', 'en')),
  updated_at timestamptz not null,
  primary key (company_id, person)
);

create table push_subscriptions (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from the endpoint: a browser belongs to whoever signed in there last
  id uuid not null,
  person text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  primary key (company_id, id)
);
create index push_subscriptions_by_person on push_subscriptions (company_id, person);

-- The key pair with which push services recognise this installation. The machine's alone.
create table push_keys (
  only_one boolean primary key default true check (only_one),
  public_key text not null,
  private_sealed text not null,
  created_at timestamptz not null
);
grant select, insert on push_keys to fangnetz_machine;

alter table companies
  -- neutral texts, quiet hours, numbers for the end of the escalation chain; {} is the default of the program
  add column notification_policy jsonb not null default '{}';

create table webhooks (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  url text not null,
  secret_sealed text not null,
  events text[] not null,
  active boolean not null default true,
  -- name, number and address of the customer go along; they are read when it is sent and stored nowhere here
  include_person boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id)
);

create table webhook_deliveries (
  company_id uuid not null references companies (id) on delete cascade,
  -- derived from webhook and event; sent as webhook-id with every try
  id uuid not null,
  webhook_id uuid not null,
  event text not null,
  callback_id uuid,
  at timestamptz not null,
  -- ids, states and instants as they were with the change; nothing personal
  data jsonb not null,
  state text not null default 'due' check (state in ('due', 'sent', 'dead')),
  due_at timestamptz,
  tries int not null default 0,
  last_status int,
  last_error text,
  ended_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, webhook_id) references webhooks (company_id, id) on delete cascade,
  foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade deferrable initially deferred,
  check ((state = 'due') = (due_at is not null))
);
create index webhook_deliveries_due on webhook_deliveries (due_at) where state = 'due';
create index webhook_deliveries_by_time on webhook_deliveries (at);
create index webhook_deliveries_due_by_webhook on webhook_deliveries (company_id, webhook_id) where state = 'due';
create index webhook_deliveries_by_webhook on webhook_deliveries (company_id, webhook_id, at desc, id desc);

-- The ledger's difference as webhooks were last told of it.
create table ledger_told (
  company_id uuid primary key references companies (id) on delete cascade,
  difference int not null,
  at timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['notices', 'deliveries', 'in_app_notices', 'notification_preferences', 'push_subscriptions', 'webhooks', 'webhook_deliveries', 'ledger_told'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
