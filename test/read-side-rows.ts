// Rows for tests of the reading side: every column has a default, a test names only what it is about.
import { randomUUID } from 'node:crypto';
import type { Database, Tx, Value } from '../src/platform/database.ts';
import { iso } from '../src/platform/iso.ts';
import type { EpochMs } from '../src/platform/world.ts';

/** Tuesday, 1 December 2026, 10:00 in Berlin. */
export const NOW: EpochMs = Date.UTC(2026, 11, 1, 9, 0, 0);
export const HOUR = 3_600_000;

type Columns = Readonly<Record<string, Value | undefined>>;

export interface Rows {
  readonly companyId: string;
  wish(columns?: Columns): Promise<string>;
  call(columns?: Columns): Promise<string>;
  callback(wishId: string, columns?: Columns): Promise<string>;
  appointment(columns?: Columns): Promise<string>;
  request(columns?: Columns): Promise<string>;
  intent(wishId: string, callId: string, columns?: Columns): Promise<string>;
  branch(slug: string, name: string): Promise<string>;
  service(slug: string, name: string): Promise<string>;
  staff(slug: string, name: string): Promise<string>;
  event(callbackId: string, columns?: Columns): Promise<string>;
  /** Of any table of this company; nothing has a default. */
  raw(table: string, columns: Columns): Promise<string>;
}

/** Creates a company and returns the way to add rows to it. Instants are ISO 8601. */
export async function companyWithRows(database: Database, slug: string, companyId: string = randomUUID()): Promise<Rows> {
  const at = iso(NOW);
  const add = async (table: string, columns: Columns): Promise<string> => {
    const id = (columns['id'] as string | undefined) ?? randomUUID();
    await database.asMachine((tx) => insert(tx, table, { company_id: companyId, ...columns, ...(table === 'requests' ? {} : { id }) }));
    return id;
  };
  await database.asMachine((tx) =>
    insert(tx, 'companies', { id: companyId, slug, name: `Salon ${slug}`, time_zone: 'Europe/Berlin', locale: 'de', created_at: at, updated_at: at }),
  );
  return {
    companyId,
    wish: (columns = {}) => {
      const fate = columns['fate'] ?? 'open_callback';
      const settled = fate === 'in_progress' ? null : at;
      return add('wishes', { intent: 'book', fate, receipt: randomUUID(), opened_at: at, settled_at: settled, updated_at: at, ...columns });
    },
    call: (columns = {}) =>
      add('calls', { connection: 'retell', retell_call_id: randomUUID(), last_seen_at: at, started_at: at, created_at: at, ...columns }),
    callback: (wishId, columns = {}) =>
      add('callbacks', {
        receipt: randomUUID(), wish_id: wishId, status: 'pending', priority: 'normal', created_from: 'failsafe_callback',
        due_at: iso(NOW + 24 * HOUR), due_because: '24 h', metadata: {}, created_at: at, updated_at: at, ...columns,
      }),
    appointment: (columns = {}) =>
      add('appointments', {
        status: 'booked', provider: 'cal.com', booking_uid: randomUUID(), starts_at: iso(NOW + HOUR), ends_at: iso(NOW + 2 * HOUR),
        created_at: at, updated_at: at, ...columns,
      }),
    request: (columns = {}) => {
      const answered = columns['answer'] !== undefined;
      return add('requests', {
        receipt: randomUUID(), call_id: randomUUID(), dedupe_key: randomUUID(), function: 'book_appointment', fingerprint: 'f',
        state: answered ? 'answered' : 'running', answered_at: answered ? at : null, node: 'n', boot: 'b', lease_until: at, received_at: at, ...columns,
      });
    },
    intent: (wishId, callId, columns = {}) =>
      add('booking_intents', {
        wish_id: wishId, call_id: callId, receipt: randomUUID(), provider: 'cal.com', state: 'unknown', request: {},
        starts_at: iso(NOW + HOUR), next_look_at: at, created_at: at, updated_at: at, ...columns,
      }),
    branch: (slug, name) => add('branches', { slug, name }),
    service: (slug, name) => add('services', { slug, name, minutes: 30, calendar: { provider: 'local' } }),
    staff: (slug, name) => add('staff', { slug, name }),
    raw: add,
    event: (callbackId, columns = {}) => add('callback_events', { callback_id: callbackId, at, actor: 'machine', kind: 'created', ...columns }),
  };
}

async function insert(tx: Tx, table: string, columns: Columns): Promise<void> {
  const names = Object.keys(columns);
  const places = names.map((_, i) => `$${i + 1}`);
  await tx.run(`insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`, Object.values(columns));
}
