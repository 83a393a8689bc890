-- Views of the list that somebody keeps under a name, and how many closed callbacks there are by service, assignee and category. Only adds.

create table saved_views (
  company_id uuid not null references companies (id) on delete cascade,
  id uuid not null,
  -- Whose it is. Neither: everybody's, where it is shared, else of the sign-in link, which is nobody in particular.
  user_id uuid references auth_users (id) on delete cascade,
  key_id uuid,
  shared boolean not null default false,
  name text not null,
  -- as in the address of the list at the API: {"tab": "all", "error_type": "exception"}
  filter jsonb not null,
  sort text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  check (num_nonnulls(user_id, key_id) <= case when shared then 0 else 1 end)
);
create index saved_views_by_user on saved_views (user_id) where user_id is not null;
create index saved_views_by_key on saved_views (company_id, key_id) where key_id is not null;

-- What somebody kept for himself goes when he leaves the company or his key is revoked, whoever does that and from where. An account that
-- goes takes its views along by its own reference; what he shared is the company's, and stays.
create function fangnetz_forget_views() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'members' then
    delete from saved_views where company_id = old.company_id and user_id = old.user_id;
  else
    delete from saved_views where company_id = old.company_id and key_id = old.id;
  end if;
  return null;
end $$;
create trigger forget_views after delete on members for each row execute function fangnetz_forget_views();
create trigger forget_views after update of revoked_at on api_keys for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function fangnetz_forget_views();

-- callback_tallies once more for each thing that is one of many: all of them in one key would be as many rows as callbacks.
create table callback_part_tallies (
  company_id uuid not null references companies (id) on delete cascade,
  part text not null check (part in ('service', 'assignee', 'category')),
  -- an id, or the words of a category; 'none'. Callbacks without a category are not counted here: that is what the others leave.
  value text not null,
  status text not null,
  priority text not null,
  error_type text,
  created_from text not null,
  branch_id uuid,
  n bigint not null,
  unique nulls not distinct (company_id, part, value, status, priority, error_type, created_from, branch_id)
);

do $$
declare t text;
begin
  foreach t in array array['saved_views', 'callback_part_tallies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_sees_its_own on %I to fangnetz_app
      using (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)
      with check (company_id = nullif(current_setting(''fangnetz.company_id'', true), '''')::uuid)', t);
    execute format('create policy machine_sees_all on %I to fangnetz_machine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to fangnetz_app, fangnetz_machine', t);
  end loop;
end $$;
create policy branch_sees_its_own on callback_part_tallies as restrictive to fangnetz_limited
  using (branch_id is null or branch_id = any ((select fangnetz_branch_ids())::uuid[]));

-- The parts of one callback, of which one counts for each.
create function fangnetz_callback_parts(service_id uuid, assigned_to uuid, category text) returns table (part text, value text) language sql immutable parallel safe as $$
  select p.part, p.value from (values (1, 'service', coalesce(service_id::text, 'none')), (2, 'assignee', coalesce(assigned_to::text, 'none')), (3, 'category', category)) as p (place, part, value)
  where p.value is not null order by p.place
$$;

create or replace function fangnetz_tally_callback() returns trigger language plpgsql as $$
begin
  -- what is taken away was counted before, or went with its company in this very transaction
  if tg_op <> 'INSERT' and old.status in ('completed', 'expired', 'cancelled') then
    update callback_tallies t set n = t.n - 1 where t.company_id = old.company_id and t.status = old.status and t.priority = old.priority
      and t.error_type is not distinct from old.error_type and t.created_from = old.created_from and t.branch_id is not distinct from old.branch_id;
    update callback_part_tallies t set n = t.n - 1 from fangnetz_callback_parts(old.service_id, old.assigned_to, old.category) p
      where t.company_id = old.company_id and t.part = p.part and t.value = p.value and t.status = old.status and t.priority = old.priority
        and t.error_type is not distinct from old.error_type and t.created_from = old.created_from and t.branch_id is not distinct from old.branch_id;
    -- the words of a category may name somebody: they go with the last callback that has them
    delete from callback_part_tallies t where t.company_id = old.company_id and t.part = 'category' and t.value = old.category and t.n = 0;
  end if;
  if tg_op <> 'DELETE' and new.status in ('completed', 'expired', 'cancelled') then
    insert into callback_tallies as t (company_id, status, priority, error_type, created_from, branch_id, n)
    values (new.company_id, new.status, new.priority, new.error_type, new.created_from, new.branch_id, 1)
    on conflict (company_id, status, priority, error_type, created_from, branch_id) do update set n = t.n + 1;
    insert into callback_part_tallies as t (company_id, part, value, status, priority, error_type, created_from, branch_id, n)
    select new.company_id, p.part, p.value, new.status, new.priority, new.error_type, new.created_from, new.branch_id, 1
    from fangnetz_callback_parts(new.service_id, new.assigned_to, new.category) p
    on conflict (company_id, part, value, status, priority, error_type, created_from, branch_id) do update set n = t.n + 1;
  end if;
  return null;
end $$;
drop trigger tally_changed on callbacks;
create constraint trigger tally_changed after update on callbacks deferrable initially deferred for each row
  when ((old.status in ('completed', 'expired', 'cancelled') or new.status in ('completed', 'expired', 'cancelled'))
    and (old.status, old.priority, old.error_type, old.created_from, old.branch_id, old.service_id, old.assigned_to, old.category)
      is distinct from (new.status, new.priority, new.error_type, new.created_from, new.branch_id, new.service_id, new.assigned_to, new.category))
  execute function fangnetz_tally_callback();

-- As the machine: row-level security is forced, so that an owner of the tables who is no superuser would see none of them.
set local role fangnetz_machine;
insert into callback_part_tallies (company_id, part, value, status, priority, error_type, created_from, branch_id, n)
select c.company_id, p.part, p.value, c.status, c.priority, c.error_type, c.created_from, c.branch_id, count(*)
from callbacks c cross join lateral fangnetz_callback_parts(c.service_id, c.assigned_to, c.category) p
where c.status in ('completed', 'expired', 'cancelled') group by 1, 2, 3, 4, 5, 6, 7, 8;
reset role;

-- A category is a word or two. What an index holds beside a text of the search has to fit beside the longest one.
alter table callbacks add check (length(category) <= 60);

-- What the facets count, so that they need no row.
drop index callbacks_to_search;
create index callbacks_to_search on callbacks (company_id) include (id, search_text, status, priority, error_type, created_from, branch_id, service_id, assigned_to);
drop index callbacks_by_kind;
create index callbacks_by_kind on callbacks (company_id, status, priority, error_type, created_from, branch_id) include (service_id, assigned_to, category);
create index callbacks_with_category on callbacks (company_id, status) include (category, search_text) where category is not null;
