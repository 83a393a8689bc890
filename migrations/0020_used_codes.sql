-- Codes of second factors that were given. An authenticator's code is good for a minute and a half: whoever reads it over a
-- shoulder, or off a page that only looks like ours, could sign in beside its owner. In the database, because the second try may
-- reach another node. A code in here opens nothing any more, so it stands as it was given. Only adds.
create table auth_used_codes (
  user_id uuid not null references auth_users (id) on delete cascade,
  code text not null check (code ~ '^[0-9]{6}$'),
  used_at timestamptz not null,
  primary key (user_id, code)
);
create index auth_used_codes_to_delete on auth_used_codes (used_at);

alter table auth_used_codes enable row level security;
alter table auth_used_codes force row level security;
create policy identity_only on auth_used_codes to fangnetz_identity using (true) with check (true);
grant select, insert, update, delete on auth_used_codes to fangnetz_identity;
