-- People and what they may see.

-- The branches of a transaction under fangnetz_limited (database.ts, TransactOptions.branches). null: none was named, and
-- then nothing of any branch is seen.
create function fangnetz_branch_ids() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('fangnetz.branch_ids', true), ''), ',')::uuid[];

-- Restrictive: they take away from what the company's own policy shows, and give nothing. For a role of their own, which
-- is a member of the company's: whoever sees all of it does not pay for them with a look-up in each plan. The setting is
-- read in a sub-select, once a statement; in the row's own condition it would be read and parsed for each row.
do $$
declare t text;
begin
  -- What belongs to a branch; what belongs to none is everybody's work, or nobody would do it.
  foreach t in array array['calls', 'callbacks', 'callback_tallies', 'appointments', 'local_bookings'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_limited
      using (branch_id is null or branch_id = any ((select fangnetz_branch_ids())::uuid[]))', t);
  end loop;
  -- What hangs on one of these is seen with it: the sub-select is under row-level security itself.
  foreach t in array array['callback_events', 'callback_attempts', 'callback_escalations'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_limited
      using (exists (select from callbacks parent where parent.company_id = %1$I.company_id and parent.id = %1$I.callback_id))', t);
  end loop;
  foreach t in array array['call_events', 'inbound_calls', 'requests', 'booking_intents', 'slot_holds'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_limited
      using (call_id is null or exists (select from calls parent where parent.company_id = %1$I.company_id and parent.id = %1$I.call_id))', t);
  end loop;
end $$;

-- A wish goes with its callback, which staff may have moved to another branch, and before there is one with its call.
-- Written freely: its callback refers to it, so it is there before its callback.
create policy branch_sees_its_own on wishes as restrictive to fangnetz_limited
  using (case
    when callback_id is not null then exists (select from callbacks parent where parent.company_id = wishes.company_id and parent.id = wishes.callback_id)
    when call_id is not null then exists (select from calls parent where parent.company_id = wishes.company_id and parent.id = wishes.call_id)
    else true end)
  with check (true);

-- Accounts: who somebody is, across companies. Written by better-auth (src/people/identity.ts) under a role that sees
-- nothing else; neither a company's role nor the machine's can read a password hash.
create table auth_users (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  -- works for every company of this installation
  operator boolean not null default false,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth_sessions (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  -- half of the cookie; the other half is a signature under the master key, so that a copy of this table opens nothing
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_sessions_by_user on auth_sessions (user_id);

create table auth_accounts (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  -- scrypt
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index auth_accounts_by_user on auth_accounts (user_id);

-- Password resets, second factors that are being asked for, devices that are trusted.
create table auth_verifications (
  id uuid primary key,
  -- a hash
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verifications_by_identifier on auth_verifications (identifier);
create index auth_verifications_to_delete on auth_verifications (expires_at);

create table auth_two_factors (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  -- both encrypted under the master key
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count int,
  locked_until timestamptz
);
create index auth_two_factors_by_user on auth_two_factors (user_id);

-- Tries per address and path: shared by all nodes.
create table auth_rate_limits (
  id uuid primary key,
  key text not null unique,
  count int not null,
  last_request bigint not null
);

do $$
declare t text;
begin
  foreach t in array array['auth_users', 'auth_sessions', 'auth_accounts', 'auth_verifications', 'auth_two_factors', 'auth_rate_limits'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy identity_only on %I to fangnetz_identity using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_identity', t);
  end loop;
end $$;

-- Membership: what somebody is in a company.
create table members (
  company_id uuid not null references companies (id) on delete cascade,
  user_id uuid not null references auth_users (id) on delete cascade,
  -- as the account has them, which a company's role cannot read: timelines show the one, notices go to the other
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'manager', 'staff', 'viewer', 'agency')),
  -- the member of staff that this person is
  staff_id uuid,
  -- the branches that he is limited to; empty: the whole company
  branch_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, user_id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (role not in ('owner', 'agency') or branch_ids = '{}')
);
create unique index members_by_staff on members (company_id, staff_id) where staff_id is not null;
create index members_by_user on members (user_id);

create table invitations (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  -- SHA-256; the token itself stands in the mail only
  token_hash text not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'manager', 'staff', 'viewer', 'agency')),
  staff_id uuid,
  branch_ids uuid[] not null default '{}',
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id),
  check (role not in ('owner', 'agency') or branch_ids = '{}'),
  check (accepted_at is null or revoked_at is null)
);
-- One open invitation per address: a second one would leave a forgotten link that still opens the door.
create unique index invitations_open_by_email on invitations (company_id, email) where accepted_at is null and revoked_at is null;

do $$
declare t text;
begin
  foreach t in array array['members', 'invitations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
