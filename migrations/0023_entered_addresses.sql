-- Who chose an address that this server asks: whoever runs the installation (files, commands), or somebody who manages a
-- company. The latter may not reach into our own network. Only adds.
alter table calendar_accounts add column address_entered boolean not null default false;
alter table voice_connections add column address_entered boolean not null default false;
