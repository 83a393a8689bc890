// better-auth's storage over our own database interface: each call one transaction under the role of the accounts, so
// that its budget, its retries and the fault of an absent database are those of everything else.
import { createAdapterFactory } from '@better-auth/core/db/adapter';
import type { CleanedWhere } from '@better-auth/core/db/adapter';
import { assert, must } from '../platform/assert.ts';
import type { IdentityDatabase, Value } from '../platform/database.ts';

const TABLES: Readonly<Record<string, string>> = {
  user: 'auth_users', session: 'auth_sessions', account: 'auth_accounts', verification: 'auth_verifications',
  twoFactor: 'auth_two_factors', rateLimit: 'auth_rate_limits',
};
const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

type Row = Record<string, unknown>;

export function identityAdapter(database: IdentityDatabase) {
  const rows = async (sql: Sql): Promise<Row[]> => (await database.asIdentity((tx) => tx.rows<Row>(sql.text, sql.values))).map(fieldsOf);
  const count = async (sql: Sql): Promise<number> => await database.asIdentity((tx) => tx.run(sql.text, sql.values));
  const first = async <T>(sql: Sql): Promise<T | null> => ((await rows(sql))[0] ?? null) as T | null;
  return createAdapterFactory({
    config: {
      adapterId: 'fangnetz', adapterName: 'Fangnetz', supportsDates: true, supportsBooleans: true, supportsJSON: false, supportsArrays: false, supportsNumericIds: false,
      // Timestamps come from the database as epoch milliseconds, as everywhere in this program.
      customTransformOutput: ({ data, fieldAttributes }) => (fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data),
    },
    adapter: () => ({
      create: async <T extends Row>({ model, data }: { model: string; data: T }) => must(await first<T>(insert(model, data)), 'an inserted row comes back'),
      findOne: async <T>({ model, where }: Query) => await first<T>(select(model, where, { limit: 1 })),
      findMany: async <T>({ model, where = [], limit, sortBy, offset }: FindMany) => (await rows(select(model, where, { limit, sortBy, offset }))) as T[],
      update: async <T>({ model, where, update }: Query & { update: T }) => (where.length === 0 ? null : await first<T>(change(model, where, update as Row))),
      updateMany: async ({ model, where, update }: Query & { update: Row }) => await count(change(model, where, update)),
      delete: async ({ model, where }: Query) => {
        if (where.length > 0) await count(remove(model, where));
      },
      deleteMany: async ({ model, where }: Query) => await count(remove(model, where)),
      consumeOne: async <T>({ model, where }: Query) => await first<T>(consume(model, where)),
      incrementOne: async <T>({ model, where, increment, set = {} }: Query & { increment: Record<string, number>; set?: Row | undefined }) =>
        await first<T>(change(model, where, set, increment)),
      count: async ({ model, where = [] }: Omit<Query, 'where'> & { where?: readonly CleanedWhere[] | undefined }) =>
        (await first<{ n: number }>(counting(model, where)))?.n ?? 0,
    }),
  });
}

interface Query {
  readonly model: string;
  readonly where: readonly CleanedWhere[];
}

interface FindMany {
  readonly model: string;
  readonly where?: readonly CleanedWhere[] | undefined;
  readonly limit: number;
  readonly sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
  readonly offset?: number | undefined;
}

interface Sql {
  readonly text: string;
  readonly values: readonly Value[];
}

function insert(model: string, data: Row): Sql {
  const fields = Object.keys(data);
  const text = `insert into ${table(model)} (${fields.map(column).join(', ')}) values (${fields.map((_, i) => `$${i + 1}`).join(', ')}) returning *`;
  return { text, values: Object.values(data).map(valueOf) };
}

function select(model: string, where: readonly CleanedWhere[], { limit, sortBy, offset }: Partial<FindMany>): Sql {
  const values: Value[] = [];
  const order = sortBy === undefined ? '' : ` order by ${column(sortBy.field)} ${sortBy.direction === 'desc' ? 'desc' : 'asc'}`;
  const text = `select * from ${table(model)}${condition(where, values)}${order} limit ${Math.floor(limit ?? 100)} offset ${Math.floor(offset ?? 0)}`;
  return { text, values };
}

/** `increment` is added to what the row has at that moment: two at once both count. */
function change(model: string, where: readonly CleanedWhere[], set: Row, increment: Readonly<Record<string, number>> = {}): Sql {
  const values: Value[] = [];
  const place = (value: unknown): string => `$${values.push(valueOf(value))}`;
  const changes = [
    ...Object.entries(set).map(([field, value]) => `${column(field)} = ${place(value)}`),
    ...Object.entries(increment).map(([field, by]) => `${column(field)} = coalesce(${column(field)}, 0) + ${place(by)}`),
  ];
  return { text: `update ${table(model)} set ${changes.join(', ')}${condition(where, values)} returning *`, values };
}

function counting(model: string, where: readonly CleanedWhere[]): Sql {
  const values: Value[] = [];
  return { text: `select count(*) as n from ${table(model)}${condition(where, values)}`, values };
}

function remove(model: string, where: readonly CleanedWhere[]): Sql {
  const values: Value[] = [];
  return { text: `delete from ${table(model)}${condition(where, values)}`, values };
}

/** At most one row, and of two who ask at once one gets it: the second waits for the lock and finds nothing. */
function consume(model: string, where: readonly CleanedWhere[]): Sql {
  const values: Value[] = [];
  const chosen = `select id from ${table(model)}${condition(where, values)} limit 1 for update`;
  return { text: `delete from ${table(model)} where id in (${chosen}) returning *`, values };
}

function condition(where: readonly CleanedWhere[], values: Value[]): string {
  const of = (connector: 'AND' | 'OR'): string[] => where.filter((clause) => clause.connector === connector).map((clause) => compare(clause, values));
  const [all, some] = [of('AND'), of('OR')];
  const parts = [...all, ...(some.length === 0 ? [] : [`(${some.join(' or ')})`])];
  return parts.length === 0 ? '' : ` where ${parts.join(' and ')}`;
}

function compare({ field, operator, value, mode }: CleanedWhere, values: Value[]): string {
  assert(mode !== 'insensitive', 'addresses are compared in lower case, nothing else regardless of case');
  const name = column(field);
  if (operator === 'in' || operator === 'not_in') {
    const list = (value as unknown[]).map((one) => `$${values.push(valueOf(one))}`);
    if (list.length === 0) return operator === 'in' ? 'false' : 'true';
    return `${name} ${operator === 'in' ? 'in' : 'not in'} (${list.join(', ')})`;
  }
  const sign = must(COMPARISONS[operator ?? 'eq'], `better-auth asks with ${operator}, which no query of ours needed so far`);
  if (value === null) return `${name} is ${operator === 'ne' ? 'not ' : ''}null`;
  return `${name} ${sign} $${values.push(valueOf(value))}`;
}

function table(model: string): string {
  return must(TABLES[model], `better-auth asks for ${model}, which has no table`);
}

function column(field: string): string {
  assert(/^[a-zA-Z]+$/.test(field), `not a field: ${field}`);
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fieldsOf(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]));
}

function valueOf(value: unknown): Value {
  return value instanceof Date ? value.toISOString() : (value as Value);
}
