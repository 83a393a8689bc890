// A row in every table of a company, made from what the database says about its own tables, so that a table which
// somebody adds tomorrow is in it. What cannot be guessed from the columns stands in PARTICULAR.
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../src/audit/append-audit.ts';
import type { Database, Tx, Value } from '../src/platform/database.ts';
import { messageOf } from '../src/platform/errors.ts';
import { iso } from '../src/platform/iso.ts';
import { NOW } from './read-side-rows.ts';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly generated: boolean;
  /** The other table whose id it is. */
  readonly refers: string | null;
  /** The first of the words that a check allows. */
  readonly word: string | null;
}

/** For whom rows are made. */
export interface Owner {
  readonly companyId: string;
  /** Stands in every text of theirs, and nowhere else. */
  readonly mark: string;
  readonly branchId: string;
}

export interface MadeRow {
  readonly table: string;
  readonly id: string;
}

type Given = Readonly<Record<string, Value>>;

const HOUR = 3_600_000;

/** Only what a check or another row demands. */
const PARTICULAR: Readonly<Record<string, (owner: Owner, ids: ReadonlyMap<string, string>) => Given>> = {
  appointments: (owner) => ({ ends_at: iso(NOW + HOUR), phone_number: numberOf(owner) }),
  audit_anchors: () => ({ hash: 'a'.repeat(64) }),
  booking_intents: () => ({ state: 'confirmed', appointment_id: null, next_look_at: null }),
  branch_exceptions: () => ({ from_day: '2026-12-24', to_day: '2026-12-24' }),
  branches: ({ branchId }) => ({ id: branchId }),
  calendar_events: () => ({ applied_at: null, apply_at: iso(NOW) }),
  callbacks: (owner) => ({ phone_number: numberOf(owner), metadata: {}, due_at: iso(NOW + HOUR) }),
  calls: (owner) => ({ from_number: numberOf(owner) }),
  deliveries: () => ({ due_at: iso(NOW), address: `${randomUUID()}@example.com` }),
  error_groups: () => ({ fingerprint: randomUUID().replaceAll('-', '').slice(0, 16) }),
  inbound_calls: () => ({ notice_at: iso(NOW) }),
  invitations: () => ({ email: `${randomUUID()}@example.com`, token_hash: randomUUID() }),
  local_bookings: () => ({ ends_at: iso(NOW + HOUR) }),
  platform_deletions: () => ({ next_try_at: iso(NOW) }),
  requests: (_, ids) => ({ call_id: ids.get('calls')! }),
  services: () => ({ minutes: 30, calendar: { provider: 'local' } }),
  slot_holds: () => ({ ends_at: iso(NOW + HOUR) }),
  staff_absences: () => ({ from_day: '2026-12-24', to_day: '2026-12-24' }),
  webhooks: () => ({ events: ['callback.created'] }),
  webhook_deliveries: () => ({ due_at: iso(NOW), state: 'due' }),
  voice_connections: () => ({ connection: randomUUID() }),
  wishes: () => ({ fate: 'closed', reason: 'x', settled_by: 'machine', settled_at: iso(NOW) }),
};

/** A number of their own: callers of one number are one customer. */
function numberOf({ mark }: Owner): string {
  return `+4930${[...mark].map((letter) => String(letter.charCodeAt(0) % 10)).join('').padEnd(8, '1').slice(0, 8)}`;
}

/** What has its own way of coming about. */
const OTHERWISE = new Set(['audit_log', 'audit_heads', 'customers', 'members']);

export async function tenantTables(database: Database): Promise<readonly string[]> {
  return [...new Set((await columns(database)).map(({ table }) => table))];
}

/** Makes a row for `owner` in every table; parents first. `failed`: where that could not be guessed, and why. */
export async function rowsEverywhere(database: Database, owner: Owner, userId: string): Promise<{ readonly made: readonly MadeRow[]; readonly failed: readonly string[] }> {
  const all = await columns(database);
  const made: MadeRow[] = [];
  const ids = new Map<string, string>();
  const failed: string[] = [];
  for (const table of inOrder(all)) {
    if (OTHERWISE.has(table)) continue;
    const given = PARTICULAR[table]?.(owner, ids) ?? {};
    const row = rowOf(all.filter((column) => column.table === table), { owner, given, ids });
    await database.asMachine((tx) => insert(tx, table, row)).catch((error: unknown) => failed.push(`${table}: ${messageOf(error)}`));
    const id = row['id'] ?? row['receipt'] ?? row['uid'] ?? row['fingerprint'];
    if (typeof id === 'string') {
      ids.set(table, id);
      made.push({ table, id });
    }
  }
  await database.asMachine(async (tx) => {
    const member = [owner.companyId, userId, owner.mark, `${owner.mark.toLowerCase()}@example.com`, iso(NOW)];
    await tx.run(`insert into members (company_id, user_id, name, email, role, created_at, updated_at) values ($1, $2, $3, $4, 'viewer', $5, $5) on conflict do nothing`, member);
    made.push({ table: 'members', id: userId });
    await appendAudit(tx, owner.companyId, { at: NOW, actor: 'machine', action: 'test.row', subject: { kind: 'user', id: owner.mark }, detail: {} });
    // What hangs together, as the program would have it.
    await tx.run('update wishes set callback_id = $2 where id = $1', [ids.get('wishes'), ids.get('callbacks')]);
    const customers = await tx.rows<{ id: string }>('update customers set note = $2, name = $2 where phone_number = $1 returning id', [numberOf(owner), owner.mark]);
    made.push(...customers.map(({ id }) => ({ table: 'customers', id })));
  });
  return { made, failed };
}

async function columns(database: Database): Promise<readonly Column[]> {
  return await database.asMachine((tx) =>
    tx.rows<Column>(
      `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' as generated,
         a.attnotnull and not a.atthasdef as required,
         (select f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey) and f.confrelid <> 'companies'::regclass limit 1) as refers,
         (select substring(pg_get_constraintdef(k.oid) from '(?:ARRAY\\[|= )''([^'']+)''') from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ '(ARRAY\\[|= )''' limit 1) as word
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and n.nspname = 'public' and a.attnum > 0 and not a.attisdropped
         and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'company_id' and not o.attisdropped)
       order by 1, a.attnum`,
    ),
  );
}

/** Parents before children; where two tables refer to each other, whatever comes first. */
function inOrder(all: readonly Column[]): string[] {
  const left = new Set(all.map(({ table }) => table));
  const order: string[] = [];
  while (left.size > 0) {
    const waits = (table: string): boolean => all.some((column) => column.table === table && column.refers !== null && column.refers !== table && left.has(column.refers) && column.required);
    const also = (table: string): boolean => all.some((column) => column.table === table && column.refers !== null && column.refers !== table && left.has(column.refers));
    const next = [...left].find((table) => !also(table)) ?? [...left].find((table) => !waits(table)) ?? [...left][0]!;
    order.push(next);
    left.delete(next);
  }
  return order;
}

function rowOf(columns: readonly Column[], from: { owner: Owner; given: Given; ids: ReadonlyMap<string, string> }): Record<string, Value> {
  const { owner, given, ids } = from;
  const row: Record<string, Value> = {};
  for (const column of columns) {
    if (column.generated) continue;
    const value = column.name in given ? given[column.name]! : guess(column, owner, ids);
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}

function guess(column: Column, owner: Owner, ids: ReadonlyMap<string, string>): Value | undefined {
  const { name, type, refers, word, required, table } = column;
  if (name === 'company_id') return owner.companyId;
  if (name === 'branch_id') return owner.branchId;
  if (refers !== null && refers !== table) return ids.get(refers) ?? (required ? randomUUID() : undefined);
  if (word !== null) return required ? word : undefined;
  switch (type) {
    case 'uuid': return required ? randomUUID() : undefined;
    case 'text': return unmarked(name) && !required ? undefined : `${owner.mark.toLowerCase()}-${table.replaceAll('_', '-')}`;
    case 'text[]': return required ? [owner.mark] : undefined;
    case 'jsonb': return required ? { mark: owner.mark } : undefined;
    case 'timestamp with time zone': return required ? iso(NOW) : undefined;
    case 'integer': case 'bigint': case 'smallint': return required ? 1 : undefined;
    case 'boolean': return required ? true : undefined;
    case 'date': return required ? '2026-12-24' : undefined;
    default: return undefined;
  }
}

/** Optional texts that only a whole state gives a meaning. */
function unmarked(name: string): boolean {
  return /_(by|sealed|raw|text)$|^(hash|problem|region|locale|language|assignment|status|result|state)$/.test(name);
}

async function insert(tx: Tx, table: string, row: Readonly<Record<string, Value>>): Promise<void> {
  const names = Object.keys(row);
  const values = Object.values(row).map((value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value));
  await tx.run(`insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing`, values);
}
