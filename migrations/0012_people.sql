-- People and what they may see.

-- The branches that a transaction is narrowed to (database.ts, TransactOptions.branches); null: the whole company.
create function fangnetz_branch_ids() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('fangnetz.branch_ids', true), ''), ',')::uuid[];

-- Restrictive: they take away from what the company's own policy shows, and give nothing. The settings are read in
-- sub-selects, once a statement; in the row's own condition they would be read and parsed for each row.
do $$
declare
  t text;
  everything constant text := '(select fangnetz_branch_ids()) is null';
begin
  -- What belongs to a branch; what belongs to none is everybody's work, or nobody would do it.
  foreach t in array array['calls', 'callbacks', 'appointments', 'local_bookings'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_app
      using (%2$s or branch_id is null or branch_id = any ((select fangnetz_branch_ids())::uuid[]))', t, everything);
  end loop;
  -- What hangs on one of these is seen with it: the sub-select is under row-level security itself.
  foreach t in array array['callback_events', 'callback_attempts', 'callback_escalations'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_app
      using (%2$s or exists (select from callbacks parent where parent.company_id = %1$I.company_id and parent.id = %1$I.callback_id))', t, everything);
  end loop;
  foreach t in array array['call_events', 'inbound_calls', 'requests', 'booking_intents', 'slot_holds'] loop
    execute format('create policy branch_sees_its_own on %1$I as restrictive to fangnetz_app
      using (%2$s or call_id is null or exists (select from calls parent where parent.company_id = %1$I.company_id and parent.id = %1$I.call_id))', t, everything);
  end loop;
end $$;

-- A wish goes with its callback, which staff may have moved to another branch, and before there is one with its call.
-- Written freely: its callback refers to it, so it is there before its callback.
create policy branch_sees_its_own on wishes as restrictive to fangnetz_app
  using ((select fangnetz_branch_ids()) is null or case
    when callback_id is not null then exists (select from callbacks parent where parent.company_id = wishes.company_id and parent.id = wishes.callback_id)
    when call_id is not null then exists (select from calls parent where parent.company_id = wishes.company_id and parent.id = wishes.call_id)
    else true end)
  with check (true);
