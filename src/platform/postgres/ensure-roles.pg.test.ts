import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { execute } from '../../../test/execute.ts';
import { emptyDatabase } from '../../../test/pg.ts';
import { Connection } from './connection.ts';
import { ensureMember, ensureRoles } from './ensure-roles.ts';

// Roles belong to the whole server, and other test files use ours at this moment: these are others, of the same kind.
function uniqueName(kind: string): string {
  return `${kind}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

async function roleToMake(url: string): Promise<string> {
  const role = uniqueName('app');
  onTestFinished(async () => void (await execute(url, `DROP ROLE IF EXISTS ${role}`)));
  return role;
}

async function ensure(url: string, role: string): Promise<void> {
  const connection = await Connection.open({ url, applicationName: 'test' }, new AbortController().signal);
  try {
    await ensureRoles(connection, [role]);
  } finally {
    connection.close();
  }
}

/** The address for a user that is no superuser, as managed PostgreSQL gives one out. */
async function userOf(url: string, rights: string): Promise<{ url: string; name: string }> {
  const name = uniqueName('owner');
  await execute(url, `CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${rights}`);
  onTestFinished(async () => {
    await execute(url, `REASSIGN OWNED BY ${name} TO CURRENT_USER`);
    await execute(url, `DROP OWNED BY ${name}`);
    await execute(url, `DROP ROLE ${name}`);
  });
  const other = new URL(url);
  other.username = name;
  other.password = 'secret';
  return { url: other.toString(), name };
}

test('makes a role that may do nothing by itself', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  await ensure(url, role);
  const flags = 'rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb';
  expect(await execute(url, `SELECT ${flags} FROM pg_roles WHERE rolname = '${role}'`)).toEqual([
    { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
  ]);
});

test('bears with others that make the same role at the same moment', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  const owners = await Promise.all([1, 2, 3].map(() => userOf(url, 'SUPERUSER')));
  await Promise.all([...owners, ...owners].map((owner) => ensure(owner.url, role)));
});

test('lets a user that may create roles use those that it made', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  const owner = await userOf(url, 'CREATEROLE');
  await ensure(owner.url, role);
  await execute(owner.url, `BEGIN; SET LOCAL ROLE ${role}; COMMIT`);
  await ensure(owner.url, role);
});

test('says which statements to run where the user may not make the role, and works once they were run', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  const owner = await userOf(url, '');
  const error: unknown = await ensure(owner.url, role).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'DATABASE_UNSUITABLE', message: `the user ${owner.name} may neither create nor use the role ${role}` });
  const { next } = error as { next: string };
  await execute(url, next.split('\n').slice(1).join('\n'));
  await ensure(owner.url, role);
  await execute(owner.url, `BEGIN; SET LOCAL ROLE ${role}; COMMIT`);
});

test('says the same where the role is there, but belongs to somebody else', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  await ensure(url, role);
  const owner = await userOf(url, '');
  await expect(ensure(owner.url, role)).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE', next: expect.stringContaining(`GRANT ${role} TO "${owner.name}"`) });
});

test.each(['SUPERUSER', 'BYPASSRLS'])('refuses a role with %s, which row-level security does not bind', async (right) => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  await execute(url, `CREATE ROLE ${role} ${right}`);
  await expect(ensure(url, role)).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE', message: expect.stringContaining(`${role} gets around row-level security`) });
});

test('refuses a role that could become one which gets around row-level security', async () => {
  const url = await emptyDatabase();
  const role = await roleToMake(url);
  const mighty = await roleToMake(url);
  await execute(url, `CREATE ROLE ${mighty} BYPASSRLS; CREATE ROLE ${role}; GRANT ${mighty} TO ${role}`);
  await expect(ensure(url, role)).rejects.toThrow(`through ${mighty}`);
});

async function join(url: string, role: string, group: string): Promise<void> {
  const connection = await Connection.open({ url, applicationName: 'test' }, new AbortController().signal);
  try {
    await ensureMember(connection, role, group);
  } finally {
    connection.close();
  }
}

test('makes one role a member of another, by a user that made both, once and at the same moment', async () => {
  const url = await emptyDatabase();
  const owner = await userOf(url, 'CREATEROLE');
  const [group, role] = [await roleToMake(url), await roleToMake(url)];
  await ensure(owner.url, group);
  await ensure(owner.url, role);
  await Promise.all([1, 2, 3].map(() => join(owner.url, role, group)));
  expect(await execute(url, `SELECT pg_has_role('${role}', '${group}', 'USAGE') AS member`)).toEqual([{ member: true }]);
});

test('says what to run where the user may not make a role a member, and works once it was run', async () => {
  const url = await emptyDatabase();
  const owner = await userOf(url, '');
  const [group, role] = [await roleToMake(url), await roleToMake(url)];
  await execute(url, `CREATE ROLE ${group} NOLOGIN; CREATE ROLE ${role} NOLOGIN`);
  await expect(join(owner.url, role, group)).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE', next: expect.stringContaining(`GRANT ${group} TO ${role};`) });
  await execute(url, `GRANT ${group} TO ${role}`);
  await join(owner.url, role, group);
});
