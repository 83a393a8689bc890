-- Companies and what they are made of. Everything a call needs to be routed and answered.

create extension if not exists btree_gist;

create table companies (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- 'operator' is the one inbox for calls that belong to no known company
  kind text not null default 'company' check (kind in ('company', 'operator')),
  name text not null,
  time_zone text not null,
  locale text not null check (locale in ('de', 'en')),
  region text,
  notify_emails text[] not null default '{}',
  callback_policy jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table branches (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  slug text not null,
  name text not null,
  phone_numbers text[] not null default '{}',
  opening_hours jsonb not null default '{}',
  position int not null default 0,
  active boolean not null default true,
  primary key (company_id, id),
  unique (company_id, slug)
);

create table services (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  slug text not null,
  name text not null,
  aliases text[] not null default '{}',
  minutes int not null check (minutes between 1 and 1440),
  calendar jsonb not null,
  position int not null default 0,
  active boolean not null default true,
  primary key (company_id, id),
  unique (company_id, slug)
);

create table staff (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  slug text not null,
  name text not null,
  email text,
  role text not null default 'staff' check (role in ('owner', 'manager', 'staff', 'viewer')),
  branch_ids uuid[] not null default '{}',
  service_ids uuid[] not null default '{}',
  -- weekday -> intervals, as in a branch's opening hours; null: works whenever the branch is open
  working_hours jsonb,
  position int not null default 0,
  active boolean not null default true,
  primary key (company_id, id),
  unique (company_id, slug)
);

create table calendar_accounts (
  company_id uuid not null references companies (id) on delete cascade,
  provider text not null check (provider in ('cal.com')),
  base_url text not null,
  profile text not null check (profile in ('hosted', 'cal.diy')),
  api_key_sealed text,
  webhook_secret_sealed text,
  primary key (company_id, provider)
);

-- One connection (one Retell workspace, say an agency's) may serve many companies.
create table voice_connections (
  company_id uuid not null references companies (id) on delete cascade,
  connection text not null check (connection ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$'),
  platform text not null check (platform in ('retell')),
  api_key_sealed text not null,
  agents text[] not null default '{}',
  primary key (company_id, connection)
);
create index voice_connections_by_name on voice_connections (connection);

create table api_keys (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  role text not null check (role in ('owner', 'manager', 'staff', 'viewer')),
  -- SHA-256 of the key; the key itself is shown once and stored nowhere
  key_hash text not null unique,
  key_hint text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (company_id, id)
);

insert into companies (id, slug, kind, name, time_zone, locale, created_at, updated_at)
values ('00000000-0000-8000-8000-000000000001', 'betreiber', 'operator', 'Betreiber-Posteingang', 'Europe/Berlin', 'de',
        to_timestamp(0), to_timestamp(0));

alter table companies enable row level security;
alter table companies force row level security;
create policy company_sees_itself on companies to fangnetz_app
  using (id = nullif(current_setting('fangnetz.company_id', true), '')::uuid);
create policy machine_sees_all on companies to fangnetz_machine using (true) with check (true);

do $$
declare t text;
begin
  foreach t in array array['branches', 'services', 'staff', 'calendar_accounts', 'voice_connections', 'api_keys'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
grant select, update on companies to fangnetz_app;
grant select, insert, update, delete on companies to fangnetz_machine;
