-- Written by test/write-schema.ts from the migrations. Do not edit: change the schema with a new migration.

CREATE EXTENSION btree_gist;

CREATE OR REPLACE FUNCTION public.audit_head_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' and new.seq = 0 and new.hash = repeat('0', 64) then return new; end if;
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and new.company_id = old.company_id then return new; end if;
  raise exception 'the head of an audit chain moves with its entries only' using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.audit_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    -- a cascade: the company itself is gone
    if not exists (select 1 from companies where id = old.company_id) then return old; end if;
    if tg_table_name = 'audit_log' then
      if exists (select 1 from audit_anchors where company_id = old.company_id and seq >= old.seq) then return old; end if;
    elsif tg_table_name = 'audit_anchors' then
      if exists (select 1 from audit_anchors where company_id = old.company_id and seq > old.seq) then return old; end if;
    end if;
  end if;
  raise exception '% is kept: % refused', tg_table_name, tg_op using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.audit_log_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update audit_heads set seq = new.seq, hash = new.hash
  where company_id = new.company_id and seq = new.seq - 1 and hash = new.prev_hash;
  if not found then
    raise exception 'an audit entry has to go on from the head of its chain' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_branch_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (string_to_array(NULLIF(current_setting('fangnetz.branch_ids'::text, true), ''::text), ','::text))::uuid[];

CREATE OR REPLACE FUNCTION public.fangnetz_callback_parts(service_id uuid, assigned_to uuid, category text)
 RETURNS TABLE(part text, value text)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select p.part, p.value from (values (1, 'service', coalesce(service_id::text, 'none')), (2, 'assignee', coalesce(assigned_to::text, 'none')), (3, 'category', category)) as p (place, part, value)
  where p.value is not null order by p.place
$function$;

CREATE OR REPLACE FUNCTION public.fangnetz_code_only(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (said IS NULL) THEN NULL::text WHEN (fangnetz_codes_only(to_jsonb(said)) = 'null'::jsonb) THEN 'in_words'::text ELSE said END;

CREATE OR REPLACE FUNCTION public.fangnetz_codes_only(value jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare said text;
begin
  case jsonb_typeof(value)
    when 'object' then
      return coalesce((
        select jsonb_object_agg(key, fangnetz_codes_only(item)) from jsonb_each(value) as pair (key, item)
        where key ~ '^[A-Za-z0-9_.-]{1,60}$' and key !~* '(name|phone|number|mail|note|text|words|message|said|quote|transcript|raw|spoken)'), '{}');
    when 'array' then
      return coalesce((select jsonb_agg(fangnetz_codes_only(item)) from jsonb_array_elements(value) as item), '[]');
    when 'string' then
      said := value #>> '{}';
      if length(said) <= 64 and (
        said ~ '^[a-z][a-z0-9]*([_:.-][a-z0-9]+)*$'
        or said ~ '^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{16,}$'
        or said ~ '^\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2}))?$' or said ~ '^\d{2}:\d{2}$' or said ~ '^[A-Z][a-z]+/[A-Z][A-Za-z_]+$'
        or said ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
        return value;
      end if;
      return 'null';
    else
      return value;
  end case;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_customer_id(company uuid, phone text, mail text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT (OVERLAY(OVERLAY(derived.hash PLACING '8'::text FROM 13) PLACING '8'::text FROM 17))::uuid AS "overlay" FROM (SELECT substr(encode(sha256(convert_to(((('customer '::text || (fangnetz_customer_id.company)::text) || ' '::text) || COALESCE(fangnetz_customer_id.phone, NULLIF(lower(btrim(fangnetz_customer_id.mail)), ''::text))), 'UTF8'::name)), 'hex'::text), 1, 32) AS hash) derived);

CREATE OR REPLACE FUNCTION public.fangnetz_error_group(error_type text, metadata jsonb, message text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (error_type IS NOT NULL) THEN substr(encode(sha256(convert_to(((((error_type || '
'::text) || fangnetz_error_step(metadata)) || '
'::text) || fangnetz_error_template(metadata, message)), 'UTF8'::name)), 'hex'::text), 1, 16) ELSE NULL::text END;

CREATE OR REPLACE FUNCTION public.fangnetz_error_step(metadata jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE((metadata ->> 'error_during'::text), CASE WHEN ((metadata ->> 'appointment_error'::text) IS NOT NULL) THEN 'storing'::text ELSE 'booking'::text END);

CREATE OR REPLACE FUNCTION public.fangnetz_error_template(metadata jsonb, message text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT "left"(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(given.said, '\mhttps?://[^\s"''<>)]+'::text, '<url>'::text, 'gi'::text), '[[:alnum:]._%+-]+@[[:alnum:].-]+'::text, '<mail>'::text, 'g'::text), '\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?'::text, '<time>'::text, 'g'::text), '(„[^“”]*[“”]|"([^"]*[^a-z_"][^"]*)"|''([^'']*[^a-z_''][^'']*)'')'::text, '<text>'::text, 'g'::text), '\+\d[\d ]{4,}\d|\m\d{1,3}(\.\d{1,3}){3}(:\d+)?\M'::text, '<id>'::text, 'g'::text), '\m(?=[[:alnum:]_-]*\d)[[:alnum:]_-]{8,}\M'::text, '<id>'::text, 'g'::text), '(?<!\m(http|status|code|sqlstate)[ :=]{0,3})\m\d+([.,:]\d+)*\M'::text, '<n>'::text, 'gi'::text), '\s+'::text, ' '::text, 'g'::text)), 200) AS "left" FROM (SELECT "left"(COALESCE((fangnetz_error_template.metadata ->> 'original_error'::text), (fangnetz_error_template.metadata ->> 'exception_message'::text), (fangnetz_error_template.metadata ->> 'appointment_error'::text), fangnetz_error_template.message, ''::text), 2000) AS said) given);

CREATE OR REPLACE FUNCTION public.fangnetz_find_callbacks(words text[], digits text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE ROWS 50
 SET role TO 'fangnetz_machine'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_forget_views()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'members' then
    delete from saved_views where company_id = old.company_id and user_id = old.user_id;
  else
    delete from saved_views where company_id = old.company_id and key_id = old.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_grams(company_id uuid, said text)
 RETURNS bigint[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT COST 10000
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_is_a_deed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.deed_at := to_timestamp(0);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_note_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  phone text; mail text; said text; seen timestamptz;
begin
  if tg_table_name = 'calls' then
    phone := new.from_number; seen := coalesce(new.started_at, new.created_at);
  else
    phone := new.phone_number; mail := nullif(btrim(new.customer_email), ''); said := nullif(btrim(new.customer_name), ''); seen := new.created_at;
  end if;
  insert into customers as known (company_id, id, phone_number, email, name, names, first_seen_at, last_seen_at, updated_at)
  values (new.company_id, new.customer_id, phone, mail, said, array_remove(array[said], null), seen, seen, seen)
  on conflict (company_id, id) do update set
    email = case when excluded.last_seen_at >= known.last_seen_at then coalesce(excluded.email, known.email) else coalesce(known.email, excluded.email) end,
    name = case when known.named_by is not null then known.name
      when excluded.last_seen_at >= known.last_seen_at then coalesce(excluded.name, known.name) else coalesce(known.name, excluded.name) end,
    names = case when excluded.name is null or excluded.name = known.names[1] then known.names
      when excluded.last_seen_at >= known.last_seen_at then (excluded.names || array_remove(known.names, excluded.name))[:10]
      when excluded.name = any (known.names) then known.names else (known.names || excluded.names)[:10] end,
    first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
    updated_at = greatest(known.updated_at, excluded.updated_at)
  where excluded.last_seen_at > known.last_seen_at or excluded.first_seen_at < known.first_seen_at
    or excluded.name is distinct from known.name or excluded.email is distinct from known.email;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_redacted(value jsonb, pattern text, mark text)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  case jsonb_typeof(value)
    when 'object' then return coalesce((select jsonb_object_agg(key, fangnetz_redacted(item, pattern, mark)) from jsonb_each(value) as pair (key, item)), '{}');
    when 'array' then return coalesce((select jsonb_agg(fangnetz_redacted(item, pattern, mark)) from jsonb_array_elements(value) as item), '[]');
    when 'string' then return to_jsonb(regexp_replace(value #>> '{}', pattern, mark, 'gi'));
    else return value;
  end case;
end $function$;

CREATE OR REPLACE FUNCTION public.fangnetz_tally_callback()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE TABLE api_keys (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  role text NOT NULL,
  key_hash text NOT NULL,
  key_hint text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  staff_id uuid,
  branch_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  CONSTRAINT api_keys_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash),
  CONSTRAINT api_keys_check CHECK (((role <> 'owner'::text) OR (branch_ids = '{}'::uuid[]))),
  CONSTRAINT api_keys_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text, 'viewer'::text]))),
  CONSTRAINT api_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id)
);
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON api_keys TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON api_keys TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER forget_views AFTER UPDATE OF revoked_at ON public.api_keys FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION fangnetz_forget_views();
GRANT DELETE, INSERT, SELECT, UPDATE ON api_keys TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON api_keys TO fangnetz_machine;

CREATE TABLE appointments (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  wish_id uuid,
  call_id uuid,
  intent_id uuid,
  status text NOT NULL,
  provider text NOT NULL,
  booking_uid text NOT NULL,
  booking_id text,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  branch_id uuid,
  service_id uuid,
  staff_id uuid,
  customer_name text,
  phone_number text,
  customer_email text,
  notes text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  replaced_by uuid,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  reschedule_count integer NOT NULL DEFAULT 0,
  cleared_at timestamp with time zone,
  caller_ref text,
  customer_id uuid GENERATED ALWAYS AS (fangnetz_customer_id(company_id, phone_number, customer_email)) STORED,
  customer_knows boolean NOT NULL DEFAULT false,
  deed_at timestamp with time zone DEFAULT to_timestamp((0)::double precision),
  CONSTRAINT appointments_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT appointments_company_id_provider_booking_uid_key UNIQUE (company_id, provider, booking_uid),
  CONSTRAINT appointments_check CHECK ((ends_at > starts_at)),
  CONSTRAINT appointments_check1 CHECK (((replaced_by IS NULL) OR (status = 'cancelled'::text))),
  CONSTRAINT appointments_provider_check CHECK ((provider = ANY (ARRAY['cal.com'::text, 'local'::text]))),
  CONSTRAINT appointments_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'booked'::text, 'cancelled'::text]))),
  CONSTRAINT appointments_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT appointments_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT appointments_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT appointments_company_id_replaced_by_fkey FOREIGN KEY (company_id, replaced_by) REFERENCES appointments(company_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT appointments_company_id_service_id_fkey FOREIGN KEY (company_id, service_id) REFERENCES services(company_id, id),
  CONSTRAINT appointments_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id),
  CONSTRAINT appointments_company_id_wish_id_fkey FOREIGN KEY (company_id, wish_id) REFERENCES wishes(company_id, id)
);
CREATE INDEX appointments_by_booking ON public.appointments USING btree (company_id, created_at) WHERE (intent_id IS NOT NULL);
CREATE INDEX appointments_by_call ON public.appointments USING btree (company_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX appointments_by_customer ON public.appointments USING btree (company_id, customer_id, starts_at, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX appointments_by_intent ON public.appointments USING btree (company_id, intent_id) WHERE (intent_id IS NOT NULL);
CREATE INDEX appointments_by_number ON public.appointments USING btree (company_id, phone_number, starts_at) WHERE (phone_number IS NOT NULL);
CREATE INDEX appointments_by_staff ON public.appointments USING btree (company_id, staff_id, starts_at) WHERE (status = ANY (ARRAY['pending'::text, 'booked'::text]));
CREATE INDEX appointments_by_start ON public.appointments USING btree (company_id, starts_at, id);
CREATE INDEX appointments_by_wish ON public.appointments USING btree (company_id, wish_id) WHERE (wish_id IS NOT NULL);
CREATE INDEX appointments_to_clear ON public.appointments USING btree (company_id, ends_at) WHERE (cleared_at IS NULL);
CREATE INDEX appointments_with_deed ON public.appointments USING btree (deed_at) WHERE (deed_at IS NOT NULL);
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON appointments AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON appointments TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON appointments TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER is_a_deed BEFORE UPDATE ON public.appointments FOR EACH ROW WHEN (((new.status IS DISTINCT FROM old.status) OR (new.replaced_by IS DISTINCT FROM old.replaced_by) OR (new.customer_knows AND (NOT old.customer_knows)))) EXECUTE FUNCTION fangnetz_is_a_deed();
CREATE CONSTRAINT TRIGGER notes_customer AFTER INSERT ON public.appointments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.customer_id IS NOT NULL)) EXECUTE FUNCTION fangnetz_note_customer();
CREATE CONSTRAINT TRIGGER notes_customer_learnt AFTER UPDATE OF phone_number, customer_email, customer_name ON public.appointments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.customer_id IS NOT NULL) AND (((new.phone_number IS DISTINCT FROM old.phone_number) OR (new.customer_email IS DISTINCT FROM old.customer_email)) OR (new.customer_name IS DISTINCT FROM old.customer_name)))) EXECUTE FUNCTION fangnetz_note_customer();
GRANT DELETE, INSERT, SELECT, UPDATE ON appointments TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON appointments TO fangnetz_machine;

CREATE TABLE audit_anchors (
  company_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  cut_at timestamp with time zone NOT NULL,
  signature text NOT NULL,
  CONSTRAINT audit_anchors_pkey PRIMARY KEY (company_id, seq),
  CONSTRAINT audit_anchors_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT audit_anchors_seq_check CHECK ((seq > 0)),
  CONSTRAINT audit_anchors_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE audit_anchors ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_anchors FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON audit_anchors TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON audit_anchors TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER is_kept BEFORE DELETE OR UPDATE ON public.audit_anchors FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER is_not_emptied BEFORE TRUNCATE ON public.audit_anchors FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
GRANT SELECT ON audit_anchors TO fangnetz_app;
GRANT DELETE, INSERT, SELECT ON audit_anchors TO fangnetz_machine;

CREATE TABLE audit_heads (
  company_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (company_id),
  CONSTRAINT audit_heads_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT audit_heads_seq_check CHECK ((seq >= 0)),
  CONSTRAINT audit_heads_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON audit_heads TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON audit_heads TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER is_not_deleted BEFORE DELETE ON public.audit_heads FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER is_not_emptied BEFORE TRUNCATE ON public.audit_heads FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER moves BEFORE INSERT OR UPDATE ON public.audit_heads FOR EACH ROW EXECUTE FUNCTION audit_head_moves();
GRANT INSERT, SELECT, UPDATE ON audit_heads TO fangnetz_app;
GRANT INSERT, SELECT, UPDATE ON audit_heads TO fangnetz_machine;

CREATE TABLE audit_log (
  company_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  detail jsonb NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_log_pkey PRIMARY KEY (company_id, seq),
  CONSTRAINT audit_log_company_id_id_key UNIQUE (company_id, id),
  CONSTRAINT audit_log_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT audit_log_seq_check CHECK ((seq > 0)),
  CONSTRAINT audit_log_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX audit_log_by_subject ON public.audit_log USING btree (company_id, subject_id, seq);
CREATE INDEX audit_log_by_time ON public.audit_log USING btree (company_id, at);
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON audit_log TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON audit_log TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER goes_on AFTER INSERT ON public.audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_goes_on();
CREATE TRIGGER is_kept BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER is_not_emptied BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
GRANT INSERT, SELECT ON audit_log TO fangnetz_app;
GRANT DELETE, INSERT, SELECT ON audit_log TO fangnetz_machine;

CREATE TABLE auth_accounts (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT auth_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT auth_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  CONSTRAINT auth_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_accounts_by_user ON public.auth_accounts USING btree (user_id);
ALTER TABLE auth_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_accounts TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_accounts TO fangnetz_identity;

CREATE TABLE auth_rate_limits (
  id uuid NOT NULL,
  key text NOT NULL,
  count integer NOT NULL,
  last_request bigint NOT NULL,
  CONSTRAINT auth_rate_limits_pkey PRIMARY KEY (id),
  CONSTRAINT auth_rate_limits_key_key UNIQUE (key)
);
ALTER TABLE auth_rate_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_rate_limits FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_rate_limits TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_rate_limits TO fangnetz_identity;

CREATE TABLE auth_sessions (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT auth_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT auth_sessions_token_key UNIQUE (token),
  CONSTRAINT auth_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_sessions_by_user ON public.auth_sessions USING btree (user_id);
ALTER TABLE auth_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_sessions TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_sessions TO fangnetz_identity;

CREATE TABLE auth_two_factors (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  CONSTRAINT auth_two_factors_pkey PRIMARY KEY (id),
  CONSTRAINT auth_two_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_two_factors_by_user ON public.auth_two_factors USING btree (user_id);
ALTER TABLE auth_two_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_two_factors FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_two_factors TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_two_factors TO fangnetz_identity;

CREATE TABLE auth_used_codes (
  user_id uuid NOT NULL,
  code text NOT NULL,
  used_at timestamp with time zone NOT NULL,
  CONSTRAINT auth_used_codes_pkey PRIMARY KEY (user_id, code),
  CONSTRAINT auth_used_codes_code_check CHECK ((code ~ '^[0-9]{6}$'::text)),
  CONSTRAINT auth_used_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX auth_used_codes_to_delete ON public.auth_used_codes USING btree (used_at);
ALTER TABLE auth_used_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_used_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_used_codes TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_used_codes TO fangnetz_identity;

CREATE TABLE auth_users (
  id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  operator boolean NOT NULL DEFAULT false,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT auth_users_pkey PRIMARY KEY (id),
  CONSTRAINT auth_users_email_key UNIQUE (email),
  CONSTRAINT auth_users_email_check CHECK ((email = lower(email)))
);
ALTER TABLE auth_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_users FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_users TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_users TO fangnetz_identity;

CREATE TABLE auth_verifications (
  id uuid NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT auth_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verifications_by_identifier ON public.auth_verifications USING btree (identifier);
CREATE INDEX auth_verifications_to_delete ON public.auth_verifications USING btree (expires_at);
ALTER TABLE auth_verifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_verifications FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_only ON auth_verifications TO fangnetz_identity
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON auth_verifications TO fangnetz_identity;

CREATE TABLE booking_intents (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  wish_id uuid NOT NULL,
  call_id uuid,
  receipt uuid NOT NULL,
  provider text NOT NULL,
  state text NOT NULL,
  request jsonb NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  booking_uid text,
  detail text,
  look_ups integer NOT NULL DEFAULT 0,
  next_look_at timestamp with time zone,
  held_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  kind text NOT NULL DEFAULT 'book'::text,
  appointment_id uuid,
  cleared_at timestamp with time zone,
  CONSTRAINT booking_intents_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT booking_intents_check1 CHECK (((kind = 'book'::text) = (appointment_id IS NULL))),
  CONSTRAINT booking_intents_kind_check CHECK ((kind = ANY (ARRAY['book'::text, 'reschedule'::text, 'cancel'::text]))),
  CONSTRAINT booking_intents_looked_for CHECK (
CASE
    WHEN (state = ANY (ARRAY['recorded'::text, 'sent'::text, 'unknown'::text, 'pending'::text])) THEN (next_look_at IS NOT NULL)
    WHEN (state = 'absent'::text) THEN true
    ELSE (next_look_at IS NULL)
END),
  CONSTRAINT booking_intents_provider_check CHECK ((provider = ANY (ARRAY['cal.com'::text, 'local'::text]))),
  CONSTRAINT booking_intents_state_check CHECK ((state = ANY (ARRAY['recorded'::text, 'sent'::text, 'unknown'::text, 'pending'::text, 'confirmed'::text, 'refused'::text, 'absent'::text]))),
  CONSTRAINT booking_intents_company_id_appointment_id_fkey FOREIGN KEY (company_id, appointment_id) REFERENCES appointments(company_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT booking_intents_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT booking_intents_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT booking_intents_company_id_wish_id_fkey FOREIGN KEY (company_id, wish_id) REFERENCES wishes(company_id, id)
);
CREATE INDEX booking_intents_by_appointment ON public.booking_intents USING btree (company_id, appointment_id) WHERE (appointment_id IS NOT NULL);
CREATE INDEX booking_intents_by_wish ON public.booking_intents USING btree (company_id, wish_id);
CREATE INDEX booking_intents_to_clear ON public.booking_intents USING btree (company_id, updated_at) WHERE (cleared_at IS NULL);
CREATE INDEX booking_intents_to_look_for ON public.booking_intents USING btree (next_look_at) WHERE (next_look_at IS NOT NULL);
ALTER TABLE booking_intents ENABLE ROW LEVEL SECURITY;
ALTER TABLE booking_intents FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON booking_intents AS RESTRICTIVE TO fangnetz_limited
  USING (((call_id IS NULL) OR (EXISTS ( SELECT
   FROM calls parent
  WHERE ((parent.company_id = booking_intents.company_id) AND (parent.id = booking_intents.call_id))))));
CREATE POLICY company_sees_its_own ON booking_intents TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON booking_intents TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON booking_intents TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON booking_intents TO fangnetz_machine;

CREATE TABLE branch_exceptions (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  branch_id uuid,
  kind text NOT NULL,
  from_day text NOT NULL,
  to_day text NOT NULL,
  hours jsonb,
  reason text,
  origin text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT branch_exceptions_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT branch_exceptions_check CHECK ((length(from_day) = length(to_day))),
  CONSTRAINT branch_exceptions_check1 CHECK (((length(from_day) = 5) OR (from_day <= to_day))),
  CONSTRAINT branch_exceptions_check2 CHECK (((kind = 'closed'::text) OR (hours IS NOT NULL))),
  CONSTRAINT branch_exceptions_from_day_check CHECK ((from_day ~ '^(\d{4}-)?\d{2}-\d{2}$'::text)),
  CONSTRAINT branch_exceptions_kind_check CHECK ((kind = ANY (ARRAY['closed'::text, 'hours'::text, 'extra'::text]))),
  CONSTRAINT branch_exceptions_origin_check CHECK ((origin = ANY (ARRAY['file'::text, 'person'::text]))),
  CONSTRAINT branch_exceptions_to_day_check CHECK ((to_day ~ '^(\d{4}-)?\d{2}-\d{2}$'::text)),
  CONSTRAINT branch_exceptions_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT branch_exceptions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE branch_exceptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE branch_exceptions FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_deletes_its_own ON branch_exceptions AS RESTRICTIVE FOR DELETE TO fangnetz_limited
  USING (((NULLIF(current_setting('fangnetz.branch_ids'::text, true), ''::text) IS NULL) OR (branch_id = ANY ((string_to_array(current_setting('fangnetz.branch_ids'::text, true), ','::text))::uuid[]))));
CREATE POLICY branch_sees_its_own ON branch_exceptions AS RESTRICTIVE TO fangnetz_limited
  USING (((NULLIF(current_setting('fangnetz.branch_ids'::text, true), ''::text) IS NULL) OR (branch_id IS NULL) OR (branch_id = ANY ((string_to_array(current_setting('fangnetz.branch_ids'::text, true), ','::text))::uuid[]))))
  WITH CHECK (((NULLIF(current_setting('fangnetz.branch_ids'::text, true), ''::text) IS NULL) OR (branch_id = ANY ((string_to_array(current_setting('fangnetz.branch_ids'::text, true), ','::text))::uuid[]))));
CREATE POLICY company_sees_its_own ON branch_exceptions TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON branch_exceptions TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON branch_exceptions TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON branch_exceptions TO fangnetz_machine;

CREATE TABLE branches (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  phone_numbers text[] NOT NULL DEFAULT '{}'::text[],
  opening_hours jsonb NOT NULL DEFAULT '{}'::jsonb,
  "position" integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  region text,
  municipality text,
  CONSTRAINT branches_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT branches_company_id_slug_key UNIQUE (company_id, slug),
  CONSTRAINT branches_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE branches ENABLE ROW LEVEL SECURITY;
ALTER TABLE branches FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON branches TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON branches TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON branches TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON branches TO fangnetz_machine;

CREATE TABLE calendar_accounts (
  company_id uuid NOT NULL,
  provider text NOT NULL,
  base_url text NOT NULL,
  profile text NOT NULL,
  api_key_sealed text,
  webhook_secret_sealed text,
  address_entered boolean NOT NULL DEFAULT false,
  CONSTRAINT calendar_accounts_pkey PRIMARY KEY (company_id, provider),
  CONSTRAINT calendar_accounts_profile_check CHECK ((profile = ANY (ARRAY['hosted'::text, 'cal.diy'::text]))),
  CONSTRAINT calendar_accounts_provider_check CHECK ((provider = 'cal.com'::text)),
  CONSTRAINT calendar_accounts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE calendar_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON calendar_accounts TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON calendar_accounts TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON calendar_accounts TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON calendar_accounts TO fangnetz_machine;

CREATE TABLE calendar_events (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  provider text NOT NULL,
  trigger text NOT NULL,
  booking_uid text,
  moved_from_uid text,
  payload jsonb NOT NULL,
  deliveries integer NOT NULL DEFAULT 1,
  receipt uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  apply_at timestamp with time zone,
  applied_at timestamp with time zone,
  failures integer NOT NULL DEFAULT 0,
  result text,
  cleared_at timestamp with time zone,
  CONSTRAINT calendar_events_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT calendar_events_check CHECK (((apply_at IS NULL) = (applied_at IS NOT NULL))),
  CONSTRAINT calendar_events_check1 CHECK (((applied_at IS NULL) OR (result IS NOT NULL))),
  CONSTRAINT calendar_events_provider_check CHECK ((provider = 'cal.com'::text)),
  CONSTRAINT calendar_events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX calendar_events_by_booking ON public.calendar_events USING btree (company_id, booking_uid) WHERE (booking_uid IS NOT NULL);
CREATE INDEX calendar_events_by_time ON public.calendar_events USING btree (company_id, received_at);
CREATE INDEX calendar_events_to_apply ON public.calendar_events USING btree (apply_at) WHERE (apply_at IS NOT NULL);
CREATE INDEX calendar_events_to_clear ON public.calendar_events USING btree (company_id, received_at) WHERE (cleared_at IS NULL);
ALTER TABLE calendar_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_events FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON calendar_events TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON calendar_events TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON calendar_events TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON calendar_events TO fangnetz_machine;

CREATE TABLE call_events (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  connection text NOT NULL,
  event text NOT NULL,
  retell_call_id text,
  call_id uuid,
  payload jsonb NOT NULL,
  deliveries integer NOT NULL DEFAULT 1,
  receipt uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  cleared_at timestamp with time zone,
  CONSTRAINT call_events_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT call_events_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT call_events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX call_events_by_call ON public.call_events USING btree (company_id, call_id, received_at) WHERE (call_id IS NOT NULL);
CREATE INDEX call_events_by_time ON public.call_events USING btree (company_id, received_at);
CREATE INDEX call_events_to_clear ON public.call_events USING btree (company_id, received_at) WHERE (cleared_at IS NULL);
ALTER TABLE call_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_events FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON call_events AS RESTRICTIVE TO fangnetz_limited
  USING (((call_id IS NULL) OR (EXISTS ( SELECT
   FROM calls parent
  WHERE ((parent.company_id = call_events.company_id) AND (parent.id = call_events.call_id))))));
CREATE POLICY company_sees_its_own ON call_events TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON call_events TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON call_events TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON call_events TO fangnetz_machine;

CREATE TABLE callback_attempts (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  callback_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  staff_id uuid,
  outcome text NOT NULL,
  note text,
  next_attempt_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  CONSTRAINT callback_attempts_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT callback_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no_answer'::text, 'busy'::text, 'voicemail'::text, 'wrong_number'::text, 'not_in_service'::text, 'wrong_person'::text, 'call_later'::text]))),
  CONSTRAINT callback_attempts_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) ON DELETE CASCADE,
  CONSTRAINT callback_attempts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX callback_attempts_by_time ON public.callback_attempts USING btree (company_id, at);
CREATE INDEX callback_attempts_in_order ON public.callback_attempts USING btree (company_id, callback_id, at, id);
ALTER TABLE callback_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callback_attempts AS RESTRICTIVE TO fangnetz_limited
  USING ((EXISTS ( SELECT
   FROM callbacks parent
  WHERE ((parent.company_id = callback_attempts.company_id) AND (parent.id = callback_attempts.callback_id)))));
CREATE POLICY company_sees_its_own ON callback_attempts TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callback_attempts TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_attempts TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_attempts TO fangnetz_machine;

CREATE TABLE callback_escalations (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  callback_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  note text,
  level integer NOT NULL,
  from_staff uuid,
  to_staff uuid,
  resolved_at timestamp with time zone,
  resolved_by text,
  resolution_note text,
  CONSTRAINT callback_escalations_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT callback_escalations_check CHECK (((resolved_at IS NULL) = (resolved_by IS NULL))),
  CONSTRAINT callback_escalations_level_check CHECK (((level >= 1) AND (level <= 4))),
  CONSTRAINT callback_escalations_reason_check CHECK ((reason = ANY (ARRAY['deadline_missed'::text, 'attempts_failed'::text, 'unassigned_too_long'::text, 'no_answer'::text, 'technical_issue'::text, 'customer_complaint'::text, 'urgent_request'::text, 'complex_case'::text, 'other'::text]))),
  CONSTRAINT callback_escalations_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) ON DELETE CASCADE,
  CONSTRAINT callback_escalations_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX callback_escalations_in_order ON public.callback_escalations USING btree (company_id, callback_id, at, id);
CREATE INDEX callback_escalations_open ON public.callback_escalations USING btree (company_id, at) WHERE (resolved_at IS NULL);
ALTER TABLE callback_escalations ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_escalations FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callback_escalations AS RESTRICTIVE TO fangnetz_limited
  USING ((EXISTS ( SELECT
   FROM callbacks parent
  WHERE ((parent.company_id = callback_escalations.company_id) AND (parent.id = callback_escalations.callback_id)))));
CREATE POLICY company_sees_its_own ON callback_escalations TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callback_escalations TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_escalations TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_escalations TO fangnetz_machine;

CREATE TABLE callback_events (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  callback_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  kind text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT callback_events_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT callback_events_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) ON DELETE CASCADE,
  CONSTRAINT callback_events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX callback_events_by_receipt ON public.callback_events USING btree (company_id, ((detail ->> 'receipt'::text))) WHERE (kind = 'joined'::text);
CREATE INDEX callback_events_in_order ON public.callback_events USING btree (company_id, callback_id, at, id);
ALTER TABLE callback_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_events FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callback_events AS RESTRICTIVE TO fangnetz_limited
  USING ((EXISTS ( SELECT
   FROM callbacks parent
  WHERE ((parent.company_id = callback_events.company_id) AND (parent.id = callback_events.callback_id)))));
CREATE POLICY company_sees_its_own ON callback_events TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callback_events TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_events TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_events TO fangnetz_machine;

CREATE TABLE callback_part_tallies (
  company_id uuid NOT NULL,
  part text NOT NULL,
  value text NOT NULL,
  status text NOT NULL,
  priority text NOT NULL,
  error_type text,
  created_from text NOT NULL,
  branch_id uuid,
  n bigint NOT NULL,
  CONSTRAINT callback_part_tallies_company_id_part_value_status_priority_key UNIQUE NULLS NOT DISTINCT (company_id, part, value, status, priority, error_type, created_from, branch_id),
  CONSTRAINT callback_part_tallies_part_check CHECK ((part = ANY (ARRAY['service'::text, 'assignee'::text, 'category'::text]))),
  CONSTRAINT callback_part_tallies_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE callback_part_tallies ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_part_tallies FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callback_part_tallies AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON callback_part_tallies TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callback_part_tallies TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_part_tallies TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_part_tallies TO fangnetz_machine;

CREATE TABLE callback_tallies (
  company_id uuid NOT NULL,
  status text NOT NULL,
  priority text NOT NULL,
  error_type text,
  created_from text NOT NULL,
  branch_id uuid,
  n bigint NOT NULL,
  CONSTRAINT callback_tallies_company_id_status_priority_error_type_crea_key UNIQUE NULLS NOT DISTINCT (company_id, status, priority, error_type, created_from, branch_id),
  CONSTRAINT callback_tallies_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE callback_tallies ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_tallies FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callback_tallies AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON callback_tallies TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callback_tallies TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_tallies TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callback_tallies TO fangnetz_machine;

CREATE TABLE callbacks (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt uuid NOT NULL,
  wish_id uuid NOT NULL,
  call_id uuid,
  status text NOT NULL,
  priority text NOT NULL,
  error_type text,
  error_message text,
  category text,
  created_from text NOT NULL,
  customer_name text,
  phone_number text,
  phone_raw text,
  customer_email text,
  branch_id uuid,
  service_id uuid,
  assigned_to uuid,
  due_at timestamp with time zone NOT NULL,
  due_because text NOT NULL,
  assigned_at timestamp with time zone,
  contacted_at timestamp with time zone,
  completed_at timestamp with time zone,
  resolution text,
  appointment_id uuid,
  preferred_time_window jsonb,
  notes text,
  metadata jsonb NOT NULL,
  attempts_count integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  caller_key text GENERATED ALWAYS AS (COALESCE(phone_number, ('callback:'::text || (id)::text))) STORED,
  version integer NOT NULL DEFAULT 0,
  snoozed_until timestamp with time zone,
  snooze_words text,
  next_attempt_at timestamp with time zone,
  last_attempt_at timestamp with time zone,
  decision_since timestamp with time zone,
  watch_at timestamp with time zone,
  warned_at timestamp with time zone,
  escalation_level integer NOT NULL DEFAULT 0,
  escalated_at timestamp with time zone,
  resolution_notes text,
  search_text text GENERATED ALWAYS AS ("left"(lower(((((((((((COALESCE(customer_name, ''::text) || ' '::text) || COALESCE(customer_email, ''::text)) || ' '::text) || COALESCE(phone_number, ''::text)) || ' '::text) || COALESCE(phone_raw, ''::text)) || ' '::text) || regexp_replace(COALESCE(phone_raw, ''::text), '[^0-9]'::text, ''::text, 'g'::text)) || ' '::text) || COALESCE(notes, ''::text))), 600)) STORED,
  search_cut boolean GENERATED ALWAYS AS ((((((COALESCE(length(customer_name), 0) + COALESCE(length(customer_email), 0)) + COALESCE(length(phone_number), 0)) + (2 * COALESCE(length(phone_raw), 0))) + COALESCE(length(notes), 0)) > 590)) STORED,
  cleared_at timestamp with time zone,
  caller_ref text,
  customer_id uuid GENERATED ALWAYS AS (fangnetz_customer_id(company_id, phone_number, customer_email)) STORED,
  deed_at timestamp with time zone DEFAULT to_timestamp((0)::double precision),
  error_group text GENERATED ALWAYS AS (fangnetz_error_group(error_type, metadata, error_message)) STORED,
  CONSTRAINT callbacks_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT callbacks_category_check CHECK ((length(category) <= 60)),
  CONSTRAINT callbacks_check CHECK (((status = ANY (ARRAY['completed'::text, 'cancelled'::text, 'expired'::text])) = (completed_at IS NOT NULL))),
  CONSTRAINT callbacks_check1 CHECK (((status <> ALL (ARRAY['completed'::text, 'cancelled'::text, 'expired'::text])) OR (resolution IS NOT NULL))),
  CONSTRAINT callbacks_created_from_check CHECK ((created_from = ANY (ARRAY['failsafe_callback'::text, 'customer_request'::text, 'anonymous_caller'::text, 'call_problem'::text, 'reconciliation'::text, 'staff'::text]))),
  CONSTRAINT callbacks_error_type_check CHECK ((error_type = ANY (ARRAY['partial_booking'::text, 'api_error'::text, 'exception'::text, 'no_availability'::text]))),
  CONSTRAINT callbacks_escalation_level_check CHECK (((escalation_level >= 0) AND (escalation_level <= 4))),
  CONSTRAINT callbacks_phone_number_check CHECK (((phone_number IS NULL) OR (phone_number ~ '^\+[1-9][0-9]{1,14}$'::text))),
  CONSTRAINT callbacks_priority_check CHECK ((priority = ANY (ARRAY['normal'::text, 'high'::text, 'urgent'::text]))),
  CONSTRAINT callbacks_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'assigned'::text, 'contacted'::text, 'completed'::text, 'expired'::text, 'cancelled'::text]))),
  CONSTRAINT callbacks_company_id_appointment_id_fkey FOREIGN KEY (company_id, appointment_id) REFERENCES appointments(company_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT callbacks_company_id_assigned_to_fkey FOREIGN KEY (company_id, assigned_to) REFERENCES staff(company_id, id),
  CONSTRAINT callbacks_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT callbacks_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT callbacks_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT callbacks_company_id_service_id_fkey FOREIGN KEY (company_id, service_id) REFERENCES services(company_id, id),
  CONSTRAINT callbacks_company_id_wish_id_fkey FOREIGN KEY (company_id, wish_id) REFERENCES wishes(company_id, id)
);
CREATE INDEX callbacks_by_appointment ON public.callbacks USING btree (company_id, appointment_id) WHERE (appointment_id IS NOT NULL);
CREATE INDEX callbacks_by_assignment ON public.callbacks USING btree (company_id, assigned_to, assigned_at) WHERE (assigned_to IS NOT NULL);
CREATE INDEX callbacks_by_call ON public.callbacks USING btree (company_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX callbacks_by_completion ON public.callbacks USING btree (company_id, completed_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX callbacks_by_customer ON public.callbacks USING btree (company_id, customer_id, created_at DESC, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX callbacks_by_due ON public.callbacks USING btree (company_id, due_at, id);
CREATE INDEX callbacks_by_error_group ON public.callbacks USING btree (company_id, error_group, created_at) WHERE (error_group IS NOT NULL);
CREATE INDEX callbacks_by_gram ON public.callbacks USING gin (fangnetz_grams(company_id, search_text)) WITH (fastupdate=off);
CREATE INDEX callbacks_by_kind ON public.callbacks USING btree (company_id, status, priority, error_type, created_from, branch_id) INCLUDE (service_id, assigned_to, category);
CREATE INDEX callbacks_by_rank ON public.callbacks USING btree (company_id, (
CASE priority
    WHEN 'urgent'::text THEN 0
    WHEN 'high'::text THEN 1
    ELSE 2
END), due_at, id);
CREATE INDEX callbacks_by_receipt ON public.callbacks USING btree (company_id, receipt);
CREATE INDEX callbacks_by_time ON public.callbacks USING btree (company_id, created_at DESC, id DESC);
CREATE INDEX callbacks_by_wish ON public.callbacks USING btree (company_id, wish_id);
CREATE INDEX callbacks_done_by_number ON public.callbacks USING btree (company_id, phone_number, completed_at) WHERE ((phone_number IS NOT NULL) AND (status = 'completed'::text));
CREATE INDEX callbacks_open_by_assignee ON public.callbacks USING btree (company_id, assigned_to, due_at) WHERE (status = ANY (ARRAY['pending'::text, 'assigned'::text, 'contacted'::text]));
CREATE INDEX callbacks_open_by_caller ON public.callbacks USING btree (company_id, caller_key) WHERE (status = ANY (ARRAY['pending'::text, 'assigned'::text, 'contacted'::text]));
CREATE INDEX callbacks_open_by_due ON public.callbacks USING btree (company_id, due_at, id) WHERE (status = ANY (ARRAY['pending'::text, 'assigned'::text, 'contacted'::text]));
CREATE INDEX callbacks_open_by_number ON public.callbacks USING btree (company_id, phone_number, due_at) WHERE ((phone_number IS NOT NULL) AND (status = ANY (ARRAY['pending'::text, 'assigned'::text, 'contacted'::text])));
CREATE INDEX callbacks_search_cut ON public.callbacks USING btree (company_id) WHERE search_cut;
CREATE INDEX callbacks_to_clear ON public.callbacks USING btree (company_id, completed_at) WHERE ((completed_at IS NOT NULL) AND ((cleared_at IS NULL) OR (cleared_at < updated_at)));
CREATE INDEX callbacks_to_search ON public.callbacks USING btree (company_id) INCLUDE (id, search_text, status, priority, error_type, created_from, branch_id, service_id, assigned_to);
CREATE INDEX callbacks_to_watch ON public.callbacks USING btree (watch_at) WHERE (watch_at IS NOT NULL);
CREATE INDEX callbacks_with_category ON public.callbacks USING btree (company_id, status) INCLUDE (category, search_text) WHERE (category IS NOT NULL);
CREATE INDEX callbacks_with_deed ON public.callbacks USING btree (deed_at) WHERE (deed_at IS NOT NULL);
ALTER TABLE callbacks ENABLE ROW LEVEL SECURITY;
ALTER TABLE callbacks FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON callbacks AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON callbacks TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON callbacks TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE CONSTRAINT TRIGGER notes_customer AFTER INSERT ON public.callbacks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.customer_id IS NOT NULL)) EXECUTE FUNCTION fangnetz_note_customer();
CREATE CONSTRAINT TRIGGER notes_customer_learnt AFTER UPDATE OF phone_number, customer_email, customer_name ON public.callbacks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.customer_id IS NOT NULL) AND (((new.phone_number IS DISTINCT FROM old.phone_number) OR (new.customer_email IS DISTINCT FROM old.customer_email)) OR (new.customer_name IS DISTINCT FROM old.customer_name)))) EXECUTE FUNCTION fangnetz_note_customer();
CREATE CONSTRAINT TRIGGER tally_changed AFTER UPDATE ON public.callbacks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status = ANY (ARRAY['completed'::text, 'expired'::text, 'cancelled'::text])) OR (new.status = ANY (ARRAY['completed'::text, 'expired'::text, 'cancelled'::text]))) AND ((((((((old.status IS DISTINCT FROM new.status) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.error_type IS DISTINCT FROM new.error_type)) OR (old.created_from IS DISTINCT FROM new.created_from)) OR (old.branch_id IS DISTINCT FROM new.branch_id)) OR (old.service_id IS DISTINCT FROM new.service_id)) OR (old.assigned_to IS DISTINCT FROM new.assigned_to)) OR (old.category IS DISTINCT FROM new.category)))) EXECUTE FUNCTION fangnetz_tally_callback();
CREATE CONSTRAINT TRIGGER tally_gone AFTER DELETE ON public.callbacks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.status = ANY (ARRAY['completed'::text, 'expired'::text, 'cancelled'::text]))) EXECUTE FUNCTION fangnetz_tally_callback();
CREATE CONSTRAINT TRIGGER tally_new AFTER INSERT ON public.callbacks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ANY (ARRAY['completed'::text, 'expired'::text, 'cancelled'::text]))) EXECUTE FUNCTION fangnetz_tally_callback();
GRANT DELETE, INSERT, SELECT, UPDATE ON callbacks TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON callbacks TO fangnetz_machine;

CREATE TABLE caller_claims (
  company_id uuid NOT NULL,
  caller_key text NOT NULL,
  claimed_by text NOT NULL,
  claimed_name text NOT NULL,
  staff_id uuid,
  claimed_at timestamp with time zone NOT NULL,
  claim_until timestamp with time zone NOT NULL,
  CONSTRAINT caller_claims_pkey PRIMARY KEY (company_id, caller_key),
  CONSTRAINT caller_claims_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT caller_claims_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id)
);
CREATE INDEX caller_claims_to_return ON public.caller_claims USING btree (claim_until);
ALTER TABLE caller_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE caller_claims FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON caller_claims TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON caller_claims TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON caller_claims TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON caller_claims TO fangnetz_machine;

CREATE TABLE calls (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  connection text NOT NULL,
  retell_call_id text NOT NULL,
  branch_id uuid,
  agent_id text,
  from_raw text,
  from_number text,
  to_number text,
  started_at timestamp with time zone,
  last_seen_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  disconnection_reason text,
  transcript jsonb,
  created_at timestamp with time zone NOT NULL,
  direction text,
  call_type text,
  recording_url text,
  analysis jsonb,
  duration_ms bigint,
  transfer jsonb,
  disconnection_class text,
  aftercare_at timestamp with time zone,
  settled_at timestamp with time zone,
  recording_consent boolean,
  words_cleared_at timestamp with time zone,
  cleared_at timestamp with time zone,
  caller_ref text,
  customer_id uuid GENERATED ALWAYS AS (fangnetz_customer_id(company_id, from_number, NULL::text)) STORED,
  CONSTRAINT calls_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT calls_company_id_connection_retell_call_id_key UNIQUE (company_id, connection, retell_call_id),
  CONSTRAINT calls_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT calls_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX calls_by_customer ON public.calls USING btree (company_id, customer_id, created_at DESC, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX calls_by_number ON public.calls USING btree (company_id, from_number) WHERE (from_number IS NOT NULL);
CREATE INDEX calls_by_platform_id ON public.calls USING btree (connection, retell_call_id);
CREATE INDEX calls_by_time ON public.calls USING btree (company_id, created_at DESC, id DESC);
CREATE INDEX calls_due_for_aftercare ON public.calls USING btree (aftercare_at) WHERE (aftercare_at IS NOT NULL);
CREATE INDEX calls_with_number ON public.calls USING btree (company_id, COALESCE(ended_at, last_seen_at)) WHERE (cleared_at IS NULL);
CREATE INDEX calls_with_recording ON public.calls USING btree (company_id, COALESCE(ended_at, last_seen_at)) WHERE (recording_url IS NOT NULL);
CREATE INDEX calls_with_words ON public.calls USING btree (company_id, COALESCE(ended_at, last_seen_at)) WHERE (words_cleared_at IS NULL);
ALTER TABLE calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON calls AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON calls TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON calls TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE CONSTRAINT TRIGGER notes_customer AFTER INSERT ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.customer_id IS NOT NULL)) EXECUTE FUNCTION fangnetz_note_customer();
CREATE CONSTRAINT TRIGGER notes_customer_learnt AFTER UPDATE OF from_number ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.customer_id IS NOT NULL) AND (new.from_number IS DISTINCT FROM old.from_number))) EXECUTE FUNCTION fangnetz_note_customer();
GRANT DELETE, INSERT, SELECT, UPDATE ON calls TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON calls TO fangnetz_machine;

CREATE TABLE companies (
  id uuid NOT NULL,
  slug text NOT NULL,
  kind text NOT NULL DEFAULT 'company'::text,
  name text NOT NULL,
  time_zone text NOT NULL,
  locale text NOT NULL,
  region text,
  notify_emails text[] NOT NULL DEFAULT '{}'::text[],
  callback_policy jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  appointment_policy jsonb NOT NULL DEFAULT '{}'::jsonb,
  municipality text,
  closed_on_holidays boolean NOT NULL DEFAULT true,
  notification_policy jsonb NOT NULL DEFAULT '{}'::jsonb,
  privacy_policy jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT companies_pkey PRIMARY KEY (id),
  CONSTRAINT companies_slug_key UNIQUE (slug),
  CONSTRAINT companies_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'operator'::text]))),
  CONSTRAINT companies_locale_check CHECK ((locale = ANY (ARRAY['de'::text, 'en'::text]))),
  CONSTRAINT companies_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
);
ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE companies FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_itself ON companies TO fangnetz_app
  USING ((id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON companies TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE ON companies TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON companies TO fangnetz_machine;

CREATE TABLE customers (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  phone_number text,
  email text,
  name text,
  names text[] NOT NULL DEFAULT '{}'::text[],
  named_by text,
  language text,
  voicemail_permission text,
  do_not_call boolean NOT NULL DEFAULT false,
  note text,
  audit_ref uuid NOT NULL DEFAULT gen_random_uuid(),
  first_seen_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT customers_check CHECK (((phone_number IS NOT NULL) OR (email IS NOT NULL))),
  CONSTRAINT customers_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  CONSTRAINT customers_phone_number_check CHECK ((phone_number ~ '^\+[1-9][0-9]{1,14}$'::text)),
  CONSTRAINT customers_voicemail_permission_check CHECK ((voicemail_permission = ANY (ARRAY['none'::text, 'no_name'::text, 'may_identify'::text]))),
  CONSTRAINT customers_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX customers_by_time ON public.customers USING btree (company_id, last_seen_at DESC, id DESC);
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON customers AS RESTRICTIVE TO fangnetz_limited
  USING (((EXISTS ( SELECT
   FROM callbacks c
  WHERE ((c.company_id = customers.company_id) AND (c.customer_id = customers.id)))) OR (EXISTS ( SELECT
   FROM calls c
  WHERE ((c.company_id = customers.company_id) AND (c.customer_id = customers.id)))) OR (EXISTS ( SELECT
   FROM appointments a
  WHERE ((a.company_id = customers.company_id) AND (a.customer_id = customers.id))))))
  WITH CHECK (true);
CREATE POLICY company_sees_its_own ON customers TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON customers TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON customers TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON customers TO fangnetz_machine;

CREATE TABLE deliveries (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  notice_id uuid,
  kind text NOT NULL,
  person text NOT NULL,
  channel text NOT NULL,
  address text,
  locale text NOT NULL,
  bundle_id uuid,
  sealed text,
  state text NOT NULL DEFAULT 'due'::text,
  due_at timestamp with time zone,
  tries integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT deliveries_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT deliveries_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'push'::text, 'sms'::text]))),
  CONSTRAINT deliveries_check CHECK (((state = 'due'::text) = (due_at IS NOT NULL))),
  CONSTRAINT deliveries_check1 CHECK (((state = 'due'::text) = (ended_at IS NULL))),
  CONSTRAINT deliveries_check2 CHECK (((channel = 'push'::text) = (address IS NULL))),
  CONSTRAINT deliveries_locale_check CHECK ((locale = ANY (ARRAY['de'::text, 'en'::text]))),
  CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['due'::text, 'sent'::text, 'moot'::text, 'failed'::text]))),
  CONSTRAINT deliveries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT deliveries_company_id_notice_id_fkey FOREIGN KEY (company_id, notice_id) REFERENCES notices(company_id, id) ON DELETE CASCADE
);
CREATE INDEX deliveries_by_bundle ON public.deliveries USING btree (bundle_id) WHERE ((bundle_id IS NOT NULL) AND (state = 'due'::text));
CREATE INDEX deliveries_by_notice ON public.deliveries USING btree (company_id, notice_id) WHERE (notice_id IS NOT NULL);
CREATE INDEX deliveries_by_time ON public.deliveries USING btree (company_id, created_at DESC, id DESC);
CREATE INDEX deliveries_due ON public.deliveries USING btree (channel, due_at) WHERE (state = 'due'::text);
CREATE INDEX deliveries_failed ON public.deliveries USING btree (company_id, created_at DESC, id DESC) WHERE (state = 'failed'::text);
CREATE INDEX deliveries_of_accounts ON public.deliveries USING btree (created_at) WHERE (notice_id IS NULL);
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON deliveries TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON deliveries TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON deliveries TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON deliveries TO fangnetz_machine;

CREATE TABLE error_groups (
  company_id uuid NOT NULL,
  fingerprint text NOT NULL,
  known_at timestamp with time zone,
  known_by text,
  ignored_until timestamp with time zone,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT error_groups_pkey PRIMARY KEY (company_id, fingerprint),
  CONSTRAINT error_groups_check CHECK (((known_at IS NULL) = (known_by IS NULL))),
  CONSTRAINT error_groups_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{16}$'::text)),
  CONSTRAINT error_groups_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE error_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE error_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON error_groups TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON error_groups TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON error_groups TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON error_groups TO fangnetz_machine;

CREATE TABLE fangnetz_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  CONSTRAINT fangnetz_migrations_pkey PRIMARY KEY (number)
);

CREATE TABLE idempotency_keys (
  company_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  token uuid NOT NULL,
  lease_until timestamp with time zone NOT NULL,
  outcomes jsonb NOT NULL DEFAULT '{}'::jsonb,
  status integer,
  content_type text,
  location text,
  body text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (company_id, actor, key),
  CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255))),
  CONSTRAINT idempotency_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON idempotency_keys TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON idempotency_keys TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotency_keys TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotency_keys TO fangnetz_machine;

CREATE TABLE in_app_notices (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  notice_id uuid NOT NULL,
  person text NOT NULL,
  at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  CONSTRAINT in_app_notices_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT in_app_notices_company_id_notice_id_person_key UNIQUE (company_id, notice_id, person),
  CONSTRAINT in_app_notices_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT in_app_notices_company_id_notice_id_fkey FOREIGN KEY (company_id, notice_id) REFERENCES notices(company_id, id) ON DELETE CASCADE
);
CREATE INDEX in_app_notices_by_person ON public.in_app_notices USING btree (company_id, person, at DESC, id DESC);
CREATE INDEX in_app_notices_unread ON public.in_app_notices USING btree (company_id, person) WHERE (read_at IS NULL);
ALTER TABLE in_app_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE in_app_notices FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON in_app_notices TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON in_app_notices TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON in_app_notices TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON in_app_notices TO fangnetz_machine;

CREATE TABLE inbound_calls (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  connection text NOT NULL,
  retell_call_id text,
  agent_id text,
  from_raw text,
  from_number text,
  to_number text,
  branch_id uuid,
  received_at timestamp with time zone NOT NULL,
  notice_at timestamp with time zone,
  outcome text,
  call_id uuid,
  cleared_at timestamp with time zone,
  CONSTRAINT inbound_calls_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT inbound_calls_check CHECK (((notice_at IS NULL) = (outcome IS NOT NULL))),
  CONSTRAINT inbound_calls_outcome_check CHECK ((outcome = ANY (ARRAY['arrived'::text, 'lost'::text]))),
  CONSTRAINT inbound_calls_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT inbound_calls_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT inbound_calls_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX inbound_calls_by_call ON public.inbound_calls USING btree (company_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX inbound_calls_to_clear ON public.inbound_calls USING btree (company_id, received_at) WHERE (cleared_at IS NULL);
CREATE INDEX inbound_calls_to_notice ON public.inbound_calls USING btree (notice_at) WHERE (notice_at IS NOT NULL);
ALTER TABLE inbound_calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbound_calls FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON inbound_calls AS RESTRICTIVE TO fangnetz_limited
  USING (((call_id IS NULL) OR (EXISTS ( SELECT
   FROM calls parent
  WHERE ((parent.company_id = inbound_calls.company_id) AND (parent.id = inbound_calls.call_id))))));
CREATE POLICY company_sees_its_own ON inbound_calls TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON inbound_calls TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON inbound_calls TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON inbound_calls TO fangnetz_machine;

CREATE TABLE invitations (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  token_hash text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  staff_id uuid,
  branch_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  invited_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone,
  CONSTRAINT invitations_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash),
  CONSTRAINT invitations_check CHECK (((role <> ALL (ARRAY['owner'::text, 'agency'::text])) OR (branch_ids = '{}'::uuid[]))),
  CONSTRAINT invitations_check1 CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL))),
  CONSTRAINT invitations_email_check CHECK ((email = lower(email))),
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text, 'viewer'::text, 'agency'::text]))),
  CONSTRAINT invitations_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT invitations_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id)
);
CREATE UNIQUE INDEX invitations_open_by_email ON public.invitations USING btree (company_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON invitations TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON invitations TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON invitations TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON invitations TO fangnetz_machine;

CREATE TABLE ledger_told (
  company_id uuid NOT NULL,
  difference integer NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_told_pkey PRIMARY KEY (company_id),
  CONSTRAINT ledger_told_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE ledger_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_told FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON ledger_told TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON ledger_told TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON ledger_told TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON ledger_told TO fangnetz_machine;

CREATE TABLE local_bookings (
  company_id uuid NOT NULL,
  uid uuid NOT NULL,
  intent_id uuid NOT NULL,
  branch_id uuid NOT NULL,
  service_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  status text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  attendee jsonb NOT NULL,
  notes text,
  created_at timestamp with time zone NOT NULL,
  moved_to uuid,
  moved_from uuid,
  cleared_at timestamp with time zone,
  CONSTRAINT local_bookings_pkey PRIMARY KEY (company_id, uid),
  CONSTRAINT local_bookings_company_id_intent_id_key UNIQUE (company_id, intent_id),
  CONSTRAINT local_bookings_check CHECK ((ends_at > starts_at)),
  CONSTRAINT local_bookings_status_check CHECK ((status = ANY (ARRAY['accepted'::text, 'cancelled'::text]))),
  CONSTRAINT local_bookings_no_double_booking EXCLUDE USING gist (company_id WITH =, staff_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE ((status = 'accepted'::text)),
  CONSTRAINT local_bookings_company_id_branch_id_fkey FOREIGN KEY (company_id, branch_id) REFERENCES branches(company_id, id),
  CONSTRAINT local_bookings_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT local_bookings_company_id_service_id_fkey FOREIGN KEY (company_id, service_id) REFERENCES services(company_id, id),
  CONSTRAINT local_bookings_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id)
);
CREATE INDEX local_bookings_by_start ON public.local_bookings USING btree (company_id, starts_at);
CREATE INDEX local_bookings_to_clear ON public.local_bookings USING btree (company_id, ends_at) WHERE (cleared_at IS NULL);
ALTER TABLE local_bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE local_bookings FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON local_bookings AS RESTRICTIVE TO fangnetz_limited
  USING (((branch_id IS NULL) OR (branch_id = ANY (( SELECT fangnetz_branch_ids() AS fangnetz_branch_ids)::uuid[]))));
CREATE POLICY company_sees_its_own ON local_bookings TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON local_bookings TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON local_bookings TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON local_bookings TO fangnetz_machine;

CREATE TABLE members (
  company_id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  staff_id uuid,
  branch_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT members_pkey PRIMARY KEY (company_id, user_id),
  CONSTRAINT members_check CHECK (((role <> ALL (ARRAY['owner'::text, 'agency'::text])) OR (branch_ids = '{}'::uuid[]))),
  CONSTRAINT members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text, 'viewer'::text, 'agency'::text]))),
  CONSTRAINT members_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT members_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id),
  CONSTRAINT members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX members_by_staff ON public.members USING btree (company_id, staff_id) WHERE (staff_id IS NOT NULL);
CREATE INDEX members_by_user ON public.members USING btree (user_id);
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON members TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON members TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER forget_views AFTER DELETE ON public.members FOR EACH ROW EXECUTE FUNCTION fangnetz_forget_views();
GRANT DELETE, INSERT, SELECT, UPDATE ON members TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON members TO fangnetz_machine;

CREATE TABLE notices (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  recipient jsonb NOT NULL,
  callback_id uuid,
  dedupe_key text NOT NULL,
  at timestamp with time zone NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'::jsonb,
  expanded_at timestamp with time zone,
  CONSTRAINT notices_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT notices_company_id_dedupe_key_key UNIQUE (company_id, dedupe_key),
  CONSTRAINT notices_kind_check CHECK ((kind = ANY (ARRAY['assigned'::text, 'unassigned'::text, 'warning'::text, 'overdue'::text, 'escalated'::text, 'claim_returned'::text, 'mention'::text, 'settled'::text, 'decision_needed'::text, 'unassigned_too_long'::text, 'snooze_over'::text, 'attempt_due'::text, 'reopened'::text, 'load_short'::text, 'digest'::text, 'called_again'::text]))),
  CONSTRAINT notices_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT notices_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX notices_by_callback ON public.notices USING btree (company_id, callback_id) WHERE (callback_id IS NOT NULL);
CREATE INDEX notices_by_time ON public.notices USING btree (at);
CREATE INDEX notices_to_expand ON public.notices USING btree (at) WHERE (expanded_at IS NULL);
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON notices TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON notices TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON notices TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON notices TO fangnetz_machine;

CREATE TABLE notification_preferences (
  company_id uuid NOT NULL,
  person text NOT NULL,
  channels jsonb NOT NULL DEFAULT '{}'::jsonb,
  quiet jsonb,
  digest boolean NOT NULL DEFAULT true,
  locale text,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT notification_preferences_pkey PRIMARY KEY (company_id, person),
  CONSTRAINT notification_preferences_locale_check CHECK ((locale = ANY (ARRAY['de'::text, 'en'::text]))),
  CONSTRAINT notification_preferences_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_preferences FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON notification_preferences TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON notification_preferences TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON notification_preferences TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON notification_preferences TO fangnetz_machine;

CREATE TABLE platform_deletions (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  call_id uuid NOT NULL,
  connection text NOT NULL,
  retell_call_id text NOT NULL,
  cause text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  next_try_at timestamp with time zone,
  tries integer NOT NULL DEFAULT 0,
  problem text,
  done_at timestamp with time zone,
  CONSTRAINT platform_deletions_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT platform_deletions_cause_check CHECK ((cause = ANY (ARRAY['erasure'::text, 'retention'::text]))),
  CONSTRAINT platform_deletions_check CHECK (((next_try_at IS NULL) = (done_at IS NOT NULL))),
  CONSTRAINT platform_deletions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX platform_deletions_by_time ON public.platform_deletions USING btree (company_id, asked_at DESC, id DESC);
CREATE INDEX platform_deletions_due ON public.platform_deletions USING btree (next_try_at) WHERE (next_try_at IS NOT NULL);
ALTER TABLE platform_deletions ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform_deletions FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON platform_deletions TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON platform_deletions TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON platform_deletions TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON platform_deletions TO fangnetz_machine;

CREATE TABLE privacy_holds (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  reason text NOT NULL,
  held_by text NOT NULL,
  held_at timestamp with time zone NOT NULL,
  CONSTRAINT privacy_holds_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT privacy_holds_company_id_subject_kind_subject_id_key UNIQUE (company_id, subject_kind, subject_id),
  CONSTRAINT privacy_holds_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['callback'::text, 'customer'::text]))),
  CONSTRAINT privacy_holds_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE privacy_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON privacy_holds TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON privacy_holds TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_holds TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_holds TO fangnetz_machine;

CREATE TABLE privacy_runs (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  problem text,
  CONSTRAINT privacy_runs_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT privacy_runs_kind_check CHECK ((kind = ANY (ARRAY['retention'::text, 'erasure'::text, 'disclosure'::text]))),
  CONSTRAINT privacy_runs_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX privacy_runs_by_time ON public.privacy_runs USING btree (company_id, started_at DESC, id DESC);
ALTER TABLE privacy_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON privacy_runs TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON privacy_runs TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_runs TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_runs TO fangnetz_machine;

CREATE TABLE privacy_schedules (
  company_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  held_until timestamp with time zone,
  run_id uuid,
  CONSTRAINT privacy_schedules_pkey PRIMARY KEY (company_id),
  CONSTRAINT privacy_schedules_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX privacy_schedules_due ON public.privacy_schedules USING btree (due_at);
ALTER TABLE privacy_schedules ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_schedules FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON privacy_schedules TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON privacy_schedules TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_schedules TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON privacy_schedules TO fangnetz_machine;

CREATE TABLE push_keys (
  only_one boolean NOT NULL DEFAULT true,
  public_key text NOT NULL,
  private_sealed text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT push_keys_pkey PRIMARY KEY (only_one),
  CONSTRAINT push_keys_only_one_check CHECK (only_one)
);
GRANT INSERT, SELECT ON push_keys TO fangnetz_machine;

CREATE TABLE push_subscriptions (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  person text NOT NULL,
  endpoint text NOT NULL,
  p256dh text NOT NULL,
  auth text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT push_subscriptions_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT push_subscriptions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX push_subscriptions_by_person ON public.push_subscriptions USING btree (company_id, person);
ALTER TABLE push_subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE push_subscriptions FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON push_subscriptions TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON push_subscriptions TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON push_subscriptions TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON push_subscriptions TO fangnetz_machine;

CREATE TABLE reconciliations (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  connection text NOT NULL,
  cause text NOT NULL,
  period_from timestamp with time zone NOT NULL,
  period_to timestamp with time zone NOT NULL,
  listed integer NOT NULL DEFAULT 0,
  missing integer NOT NULL DEFAULT 0,
  incomplete integer NOT NULL DEFAULT 0,
  left_alone integer NOT NULL DEFAULT 0,
  fetched integer NOT NULL DEFAULT 0,
  settled integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  problem text,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT reconciliations_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT reconciliations_cause_check CHECK ((cause = ANY (ARRAY['recent'::text, 'nightly'::text, 'command'::text]))),
  CONSTRAINT reconciliations_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX reconciliations_by_connection ON public.reconciliations USING btree (connection, cause, started_at DESC);
ALTER TABLE reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON reconciliations TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON reconciliations TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON reconciliations TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON reconciliations TO fangnetz_machine;

CREATE TABLE requests (
  company_id uuid NOT NULL,
  receipt uuid NOT NULL,
  call_id uuid NOT NULL,
  dedupe_key text NOT NULL,
  function text NOT NULL,
  fingerprint text NOT NULL,
  wish_id uuid,
  state text NOT NULL,
  node text NOT NULL,
  boot text NOT NULL,
  lease_until timestamp with time zone NOT NULL,
  answer jsonb,
  received_at timestamp with time zone NOT NULL,
  answered_at timestamp with time zone,
  cleared_at timestamp with time zone,
  CONSTRAINT requests_pkey PRIMARY KEY (company_id, receipt),
  CONSTRAINT requests_company_id_dedupe_key_key UNIQUE (company_id, dedupe_key),
  CONSTRAINT requests_check CHECK (((state = 'answered'::text) = (answer IS NOT NULL))),
  CONSTRAINT requests_state_check CHECK ((state = ANY (ARRAY['running'::text, 'answered'::text]))),
  CONSTRAINT requests_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT requests_company_id_wish_id_fkey FOREIGN KEY (company_id, wish_id) REFERENCES wishes(company_id, id)
);
CREATE INDEX requests_by_fingerprint ON public.requests USING btree (company_id, call_id, fingerprint, received_at DESC);
CREATE INDEX requests_by_time ON public.requests USING btree (company_id, received_at);
CREATE INDEX requests_by_wish ON public.requests USING btree (company_id, wish_id) WHERE (wish_id IS NOT NULL);
CREATE INDEX requests_running ON public.requests USING btree (lease_until) WHERE (state = 'running'::text);
ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON requests AS RESTRICTIVE TO fangnetz_limited
  USING (((call_id IS NULL) OR (EXISTS ( SELECT
   FROM calls parent
  WHERE ((parent.company_id = requests.company_id) AND (parent.id = requests.call_id))))));
CREATE POLICY company_sees_its_own ON requests TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON requests TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON requests TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON requests TO fangnetz_machine;

CREATE TABLE saved_views (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid,
  key_id uuid,
  shared boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  filter jsonb NOT NULL,
  sort text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT saved_views_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT saved_views_check CHECK ((num_nonnulls(user_id, key_id) <=
CASE
    WHEN shared THEN 0
    ELSE 1
END)),
  CONSTRAINT saved_views_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT saved_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE
);
CREATE INDEX saved_views_by_key ON public.saved_views USING btree (company_id, key_id) WHERE (key_id IS NOT NULL);
CREATE INDEX saved_views_by_user ON public.saved_views USING btree (user_id) WHERE (user_id IS NOT NULL);
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON saved_views TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON saved_views TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON saved_views TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON saved_views TO fangnetz_machine;

CREATE TABLE services (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}'::text[],
  minutes integer NOT NULL,
  calendar jsonb NOT NULL,
  "position" integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  price jsonb,
  CONSTRAINT services_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT services_company_id_slug_key UNIQUE (company_id, slug),
  CONSTRAINT services_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440))),
  CONSTRAINT services_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE services ENABLE ROW LEVEL SECURITY;
ALTER TABLE services FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON services TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON services TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON services TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON services TO fangnetz_machine;

CREATE TABLE slot_holds (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  call_id uuid NOT NULL,
  service_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  held_until timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT slot_holds_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT slot_holds_check CHECK ((ends_at > starts_at)),
  CONSTRAINT slot_holds_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id) ON DELETE CASCADE,
  CONSTRAINT slot_holds_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT slot_holds_company_id_service_id_fkey FOREIGN KEY (company_id, service_id) REFERENCES services(company_id, id) ON DELETE CASCADE
);
CREATE INDEX slot_holds_by_service ON public.slot_holds USING btree (company_id, service_id, held_until);
ALTER TABLE slot_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE slot_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON slot_holds AS RESTRICTIVE TO fangnetz_limited
  USING (((call_id IS NULL) OR (EXISTS ( SELECT
   FROM calls parent
  WHERE ((parent.company_id = slot_holds.company_id) AND (parent.id = slot_holds.call_id))))));
CREATE POLICY company_sees_its_own ON slot_holds TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON slot_holds TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON slot_holds TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON slot_holds TO fangnetz_machine;

CREATE TABLE staff (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  email text,
  role text NOT NULL DEFAULT 'staff'::text,
  branch_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  service_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  working_hours jsonb,
  "position" integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  CONSTRAINT staff_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT staff_company_id_slug_key UNIQUE (company_id, slug),
  CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text, 'viewer'::text]))),
  CONSTRAINT staff_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON staff TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON staff TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON staff TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON staff TO fangnetz_machine;

CREATE TABLE staff_absences (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  staff_id uuid NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  hours jsonb,
  reason text,
  origin text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT staff_absences_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT staff_absences_check CHECK ((from_day <= to_day)),
  CONSTRAINT staff_absences_origin_check CHECK ((origin = ANY (ARRAY['file'::text, 'person'::text]))),
  CONSTRAINT staff_absences_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT staff_absences_company_id_staff_id_fkey FOREIGN KEY (company_id, staff_id) REFERENCES staff(company_id, id) ON DELETE CASCADE
);
CREATE INDEX staff_absences_of_staff ON public.staff_absences USING btree (company_id, staff_id);
ALTER TABLE staff_absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_absences FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON staff_absences TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON staff_absences TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON staff_absences TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON staff_absences TO fangnetz_machine;

CREATE TABLE voice_connections (
  company_id uuid NOT NULL,
  connection text NOT NULL,
  platform text NOT NULL,
  api_key_sealed text NOT NULL,
  agents text[] NOT NULL DEFAULT '{}'::text[],
  api_base_url text,
  known_since timestamp with time zone,
  address_entered boolean NOT NULL DEFAULT false,
  registered_for text,
  CONSTRAINT voice_connections_pkey PRIMARY KEY (company_id, connection),
  CONSTRAINT voice_connections_connection_check CHECK ((connection ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$'::text)),
  CONSTRAINT voice_connections_platform_check CHECK ((platform = 'retell'::text)),
  CONSTRAINT voice_connections_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
CREATE INDEX voice_connections_by_name ON public.voice_connections USING btree (connection);
ALTER TABLE voice_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE voice_connections FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON voice_connections TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON voice_connections TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON voice_connections TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON voice_connections TO fangnetz_machine;

CREATE TABLE webhook_deliveries (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  event text NOT NULL,
  callback_id uuid,
  at timestamp with time zone NOT NULL,
  data jsonb NOT NULL,
  state text NOT NULL DEFAULT 'due'::text,
  due_at timestamp with time zone,
  tries integer NOT NULL DEFAULT 0,
  last_status integer,
  last_error text,
  ended_at timestamp with time zone,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT webhook_deliveries_check CHECK (((state = 'due'::text) = (due_at IS NOT NULL))),
  CONSTRAINT webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['due'::text, 'sent'::text, 'dead'::text]))),
  CONSTRAINT webhook_deliveries_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT webhook_deliveries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_company_id_webhook_id_fkey FOREIGN KEY (company_id, webhook_id) REFERENCES webhooks(company_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_by_time ON public.webhook_deliveries USING btree (at);
CREATE INDEX webhook_deliveries_by_webhook ON public.webhook_deliveries USING btree (company_id, webhook_id, at DESC, id DESC);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (due_at) WHERE (state = 'due'::text);
CREATE INDEX webhook_deliveries_due_by_webhook ON public.webhook_deliveries USING btree (company_id, webhook_id) WHERE (state = 'due'::text);
ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON webhook_deliveries TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON webhook_deliveries TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_deliveries TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_deliveries TO fangnetz_machine;

CREATE TABLE webhooks (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  url text NOT NULL,
  secret_sealed text NOT NULL,
  events text[] NOT NULL,
  active boolean NOT NULL DEFAULT true,
  include_person boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT webhooks_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT webhooks_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE
);
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
CREATE POLICY company_sees_its_own ON webhooks TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON webhooks TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON webhooks TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhooks TO fangnetz_machine;

CREATE TABLE wishes (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  call_id uuid,
  intent text NOT NULL,
  fate text NOT NULL,
  reason text,
  settled_by text,
  merged_into uuid,
  appointment_id uuid,
  callback_id uuid,
  requested jsonb NOT NULL DEFAULT '{}'::jsonb,
  receipt uuid NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL,
  cleared_at timestamp with time zone,
  CONSTRAINT wishes_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT wishes_check CHECK (((fate = 'in_progress'::text) = (settled_at IS NULL))),
  CONSTRAINT wishes_check1 CHECK (((fate <> 'merged'::text) OR (merged_into IS NOT NULL))),
  CONSTRAINT wishes_check2 CHECK (((fate <> 'closed'::text) OR ((reason IS NOT NULL) AND (settled_by IS NOT NULL)))),
  CONSTRAINT wishes_fate_check CHECK ((fate = ANY (ARRAY['appointment'::text, 'open_callback'::text, 'in_progress'::text, 'closed'::text, 'merged'::text, 'not_a_wish'::text, 'erased'::text]))),
  CONSTRAINT wishes_intent_check CHECK ((intent = ANY (ARRAY['book'::text, 'reschedule'::text, 'cancel'::text, 'callback'::text, 'question'::text]))),
  CONSTRAINT wishes_company_id_appointment_id_fkey FOREIGN KEY (company_id, appointment_id) REFERENCES appointments(company_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT wishes_company_id_call_id_fkey FOREIGN KEY (company_id, call_id) REFERENCES calls(company_id, id),
  CONSTRAINT wishes_company_id_callback_id_fkey FOREIGN KEY (company_id, callback_id) REFERENCES callbacks(company_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT wishes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE CASCADE,
  CONSTRAINT wishes_company_id_merged_into_fkey FOREIGN KEY (company_id, merged_into) REFERENCES wishes(company_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX wishes_by_call ON public.wishes USING btree (company_id, call_id, opened_at);
CREATE INDEX wishes_by_target ON public.wishes USING btree (company_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX wishes_by_time ON public.wishes USING btree (company_id, opened_at DESC, id DESC);
CREATE INDEX wishes_in_progress ON public.wishes USING btree (updated_at) WHERE (fate = 'in_progress'::text);
CREATE INDEX wishes_to_clear ON public.wishes USING btree (company_id, settled_at) WHERE ((settled_at IS NOT NULL) AND ((cleared_at IS NULL) OR (cleared_at < settled_at)));
CREATE INDEX wishes_to_count_no_more ON public.wishes USING btree (company_id, settled_at) WHERE (cleared_at IS NOT NULL);
ALTER TABLE wishes ENABLE ROW LEVEL SECURITY;
ALTER TABLE wishes FORCE ROW LEVEL SECURITY;
CREATE POLICY branch_sees_its_own ON wishes AS RESTRICTIVE TO fangnetz_limited
  USING (
CASE
    WHEN (callback_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM callbacks parent
      WHERE ((parent.company_id = wishes.company_id) AND (parent.id = wishes.callback_id))))
    WHEN (call_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM calls parent
      WHERE ((parent.company_id = wishes.company_id) AND (parent.id = wishes.call_id))))
    ELSE true
END)
  WITH CHECK (true);
CREATE POLICY company_sees_its_own ON wishes TO fangnetz_app
  USING ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid))
  WITH CHECK ((company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid));
CREATE POLICY machine_sees_all ON wishes TO fangnetz_machine
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON wishes TO fangnetz_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON wishes TO fangnetz_machine;

GRANT EXECUTE ON FUNCTION fangnetz_find_callbacks(text[],text,integer) TO fangnetz_app;
GRANT USAGE ON SCHEMA public TO PUBLIC;
