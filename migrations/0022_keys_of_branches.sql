-- A key may be limited to branches, as people may. Only adds.
alter table api_keys
  -- empty: the whole company
  add column branch_ids uuid[] not null default '{}',
  add check (role <> 'owner' or branch_ids = '{}');
