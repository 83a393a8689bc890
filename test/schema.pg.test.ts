import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dumpUrl } from './dump-url.ts';
import { execute } from './execute.ts';
import { testDatabase } from './pg.ts';
import { SCHEMA_FILE } from './schema-file.ts';

const { url } = await testDatabase();

/** Tables that a company may reach although they have no company_id, and why that shows nothing of another one. */
const WITHOUT_COMPANY_ID: Readonly<Record<string, string>> = {
  companies: 'its own id is the company',
};

interface Table {
  readonly name: string;
  readonly column: string | null;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly reachable: boolean;
}

const tables = await execute<Table>(
  url,
  `SELECT c.oid::regclass::text AS name, relrowsecurity AS enabled, relforcerowsecurity AS forced,
     (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attname = 'company_id' AND NOT attisdropped) AS "column",
     has_table_privilege('fangnetz_app', c.oid, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER') OR has_any_column_privilege('fangnetz_app', c.oid, 'SELECT,INSERT,UPDATE,REFERENCES') AS reachable
   FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1`,
);

test('finds more than a few tables to look at', () => {
  expect(tables.filter(({ column }) => column !== null).length).toBeGreaterThan(10);
});

test('is written down in schema.sql (node test/write-schema.ts)', async () => {
  expect(await dumpUrl(url)).toBe(await readFile(SCHEMA_FILE, 'utf8'));
});

test.each(tables.filter(({ column }) => column !== null))('row-level security binds everybody on $name, its owner included', ({ enabled, forced }) => {
  expect({ enabled, forced }).toEqual({ enabled: true, forced: true });
});

test.each(tables.filter(({ column, reachable }) => column !== null && reachable))('$name shows a company its own rows only', async ({ name }) => {
  const policies = await policiesFor(name);
  expect(policies).not.toEqual([]);
  const bound = `(company_id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid)`;
  for (const policy of policies) expect(policy).toEqual({ roles: '{fangnetz_app}', seen: bound, written: bound });
});

/** Tables that hang on a branch, or on what does, and are shown to people of every branch all the same. */
const FOR_EVERY_BRANCH: Readonly<Record<string, string>> = {
  deliveries: 'ids only; listed for whoever manages the whole company',
  in_app_notices: 'ids only, and each is shown to whom it was written for',
  notices: 'ids only, and each is shown to whom it was written for',
  webhook_deliveries: 'ids and states only; written by whoever changes a callback, listed for whoever manages the whole company',
};

test('what hangs on a branch is shown to its people only, or has a reason', async () => {
  const hanging = await execute<{ name: string }>(
    url,
    `WITH RECURSIVE hanging (oid) AS (
       SELECT attrelid FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attname = 'branch_id' AND relkind IN ('r', 'p') AND NOT attisdropped
       UNION SELECT conrelid FROM pg_constraint JOIN hanging ON confrelid = hanging.oid WHERE contype = 'f')
     SELECT oid::regclass::text AS name FROM hanging ORDER BY 1`,
  );
  const narrowed = await execute<{ name: string }>(url, "SELECT polrelid::regclass::text AS name FROM pg_policy WHERE NOT polpermissive AND polname = 'branch_sees_its_own' AND polroles = ARRAY['fangnetz_limited'::regrole::oid] ORDER BY 1");
  expect(narrowed.length).toBeGreaterThan(10);
  const names = new Set(narrowed.map(({ name }) => name));
  expect(hanging.map(({ name }) => name).filter((name) => !names.has(name)).toSorted()).toEqual(Object.keys(FOR_EVERY_BRANCH).toSorted());
});

test('a company reaches no table without its id, except those with a reason', () => {
  const reached = tables.filter(({ column, reachable }) => column === null && reachable).map(({ name }) => name);
  expect(reached).toEqual(Object.keys(WITHOUT_COMPANY_ID).sort());
});

test('a company sees only itself among the companies', async () => {
  expect(tables.find(({ name }) => name === 'companies')).toMatchObject({ enabled: true, forced: true });
  const own = `(id = (NULLIF(current_setting('fangnetz.company_id'::text, true), ''::text))::uuid)`;
  for (const { roles, seen, written } of await policiesFor('companies')) {
    expect({ roles, seen }).toEqual({ roles: '{fangnetz_app}', seen: own });
    expect([own, null]).toContain(written); // null: what is seen is also what may be written
  }
});

test('no function lends a company the rights of its owner, and one alone looks as the machine', async () => {
  const lending = await execute(url, "SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE prosecdef AND has_function_privilege('fangnetz_app', p.oid, 'EXECUTE') AND p.oid >= 16384");
  expect(lending).toEqual([]);
  // which reads under no policy, and is held to its company by src/callbacks/search-callbacks.pg.test.ts
  const asSomebodyElse = await execute(url, "SELECT p.oid::regprocedure::text AS name, proconfig AS settings FROM pg_proc p WHERE proconfig::text ~ '(role|session_authorization)=' AND has_function_privilege('fangnetz_app', p.oid, 'EXECUTE') AND p.oid >= 16384");
  expect(asSomebodyElse).toEqual([{ name: 'fangnetz_find_callbacks(text[],text,integer)', settings: ['role=fangnetz_machine'] }]);
});

test('accounts belong to a role of their own, which sees nothing else; no company and not even the machine reads a password hash', async () => {
  const reach = await execute<{ name: string; by: string }>(
    url,
    `SELECT c.relname AS name, r.rolname AS by FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace CROSS JOIN pg_roles r
     WHERE relkind IN ('r', 'p') AND nspname = 'public' AND r.rolname LIKE 'fangnetz\\_%' AND (relname LIKE 'auth\\_%' OR r.rolname = 'fangnetz_identity')
       AND (has_table_privilege(r.oid, c.oid, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER') OR has_any_column_privilege(r.oid, c.oid, 'SELECT,INSERT,UPDATE,REFERENCES')) ORDER BY 1`,
  );
  expect(reach.length).toBeGreaterThan(4);
  expect(reach.filter(({ name, by }) => by !== 'fangnetz_identity' || !name.startsWith('auth_'))).toEqual([]);
  const open = await execute(url, "SELECT relname FROM pg_class WHERE relname LIKE 'auth\\_%' AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)");
  expect(open).toEqual([]);
});

test('no role can log in, become another one or make anything', async () => {
  const roles = await execute(
    url,
    `SELECT rolname, rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS dangerous, has_schema_privilege(oid, 'public', 'CREATE') AS creates,
       (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships FROM pg_roles r WHERE rolname LIKE 'fangnetz\\_%' ORDER BY 1`,
  );
  const harmless = { dangerous: false, creates: false, memberships: 0 };
  // The one that is limited to branches is a member of the company's role, and so sees at most what that sees.
  expect(roles).toEqual(['fangnetz_app', 'fangnetz_identity', 'fangnetz_limited', 'fangnetz_machine'].map((rolname) => ({ rolname, ...harmless, memberships: rolname === 'fangnetz_limited' ? 1 : 0 })));
  expect(await execute(url, "SELECT roleid::regrole::text AS of FROM pg_auth_members WHERE member = 'fangnetz_limited'::regrole")).toEqual([{ of: 'fangnetz_app' }]);
  expect(await execute(url, "SELECT polname FROM pg_policy WHERE polpermissive AND 'fangnetz_limited'::regrole = ANY (polroles)")).toEqual([]);
  // What it may on top of that would be given past the company's policies.
  expect(await execute(url, "SELECT c.relname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE a.grantee = 'fangnetz_limited'::regrole")).toEqual([]);
});

/** Those that show a company something: of its role, or of everybody. Restrictive ones only take away. */
async function policiesFor(table: string): Promise<{ roles: string; seen: string; written: string | null }[]> {
  return execute(
    url,
    `SELECT array_agg(r.rolname)::text AS roles, pg_get_expr(polqual, polrelid) AS seen, pg_get_expr(polwithcheck, polrelid) AS written
     FROM pg_policy p LEFT JOIN pg_roles r ON r.oid = ANY (polroles) WHERE polpermissive AND polrelid = '${table}'::regclass AND ('fangnetz_app'::regrole = ANY (polroles) OR 0::oid = ANY (polroles))
     GROUP BY p.oid, polqual, polwithcheck, polrelid`,
  );
}
