-- What the search box looks for is found from an index. Only adds. While the index is made nobody writes callbacks; what is
-- said in the meantime waits in the journal.

-- All that three letters in a row can be in a text, as numbers that differ from company to company: each finds only what is its
-- own, and a large one does not make the search of a small one slower. Nobody searches for a space. The cost says that to work
-- this out for each row is what the index is there to avoid.
create function fangnetz_grams(company_id uuid, said text) returns bigint[] language plpgsql immutable strict parallel safe cost 10000 as $$
declare
  seed bigint := uuid_hash_extended(company_id, 0);
  grams bigint[] := '{}';
  gram text;
begin
  -- a loop takes a quarter of the time of a select
  for i in 1 .. length(said) - 2 loop
    gram := substr(said, i, 3);
    if strpos(gram, ' ') = 0 then
      grams := grams || hashtextextended(gram, seed);
    end if;
  end loop;
  return grams;
end $$;

-- Without a list of what is still to be entered, which every search would have to go through.
create index callbacks_by_gram on callbacks using gin (fangnetz_grams(company_id, search_text)) with (fastupdate = off);
-- Nothing is chosen by how often one of them occurs, and to find that out each ANALYZE would make them of thirty thousand rows.
alter index callbacks_by_gram alter column 1 set statistics 0;

-- Up to `most` callbacks of the company of this transaction whose search_text holds all words, or the digits. Under row-level
-- security PostgreSQL takes nothing into an index whose operator is not leakproof, so this looks as the machine, and says itself
-- whose: not by an argument, which somebody could get wrong. It knows nothing of branches: whoever shows what it found does that
-- from callbacks, under the policies. The company is compared in a way that no other index offers itself for.
create function fangnetz_find_callbacks(words text[], digits text, most int) returns setof uuid language plpgsql stable rows 50 set role = 'fangnetz_machine' as $$
declare company uuid := nullif(current_setting('fangnetz.company_id', true), '')::uuid;
begin
  -- made anew each time, because the plan hangs on the words
  return query execute
    'select c.id from callbacks c
     where c.company_id is not distinct from $1
       and ((fangnetz_grams(c.company_id, c.search_text) @> $2 and (select bool_and(strpos(c.search_text, word) > 0) from unnest($3) word))
         or (fangnetz_grams(c.company_id, c.search_text) @> $4 and strpos(c.search_text, $5) > 0))
     limit $6'
    using company, fangnetz_grams(company, array_to_string(words, ' ')), words, fangnetz_grams(company, digits), digits, most;
end $$;
revoke execute on function fangnetz_find_callbacks from public;
grant execute on function fangnetz_find_callbacks to fangnetz_app;
