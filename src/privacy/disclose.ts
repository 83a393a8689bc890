// What is stored of somebody, for himself (Art. 15 and 20 GDPR): everything that an erasure would take, readable by a machine.
// Read page by page in short transactions, so that somebody of whom much is stored holds nothing up.
import { appendAudit } from '../audit/append-audit.ts';
import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs, Ids } from '../platform/world.ts';
import { callerRef } from './caller-ref.ts';
import { findPerson } from './find-person.ts';
import type { FoundPerson } from './find-person.ts';
import { patternsOf } from './person.ts';
import type { Identifiers } from './person.ts';

export interface Disclosing {
  readonly companyId: string;
  readonly who: Identifiers;
  readonly actor: string;
  readonly now: EpochMs;
  readonly ids: Ids;
  readonly secrets: Pick<Secrets, 'mac'>;
}

export interface Disclosure {
  readonly found: FoundPerson;
  readonly sections: readonly Section[];
}

interface Section {
  readonly name: string;
  readonly ids: readonly string[];
  /** $1 company, $2 ids. */
  readonly rows: string;
}

type JsonObject = Readonly<Record<string, Json>>;

const AT_ONCE = 100;

/** Who it is and what there is of him; that it was asked for is written down. Null where nothing is. */
export async function openDisclosure(tx: Tx, disclosing: Disclosing): Promise<Disclosure | null> {
  const { companyId, who, secrets, actor, now, ids } = disclosing;
  const found = await findPerson(tx, { companyId, who, refs: who.numbers.map(callerRef(secrets, companyId)), patterns: patternsOf(who) });
  const sections = sectionsOf(found);
  if (sections.every((section) => section.ids.length === 0)) return null;
  const counts = Object.fromEntries(sections.map((section) => [section.name, section.ids.length]));
  const id = ids.next();
  await tx.run(`insert into privacy_runs (company_id, id, kind, actor, started_at, finished_at, counts) values ($1, $2, 'disclosure', $3, $4, $4, $5)`, [companyId, id, actor, iso(now), JSON.stringify(counts)]);
  await appendAudit(tx, companyId, { at: now, actor, action: 'privacy.disclose', subject: { kind: 'privacy_run', id }, detail: { counts } });
  return { found, sections };
}

/** The whole as JSON text, in pieces. `read` gives a transaction of its own each time. */
export async function* disclosureText(disclosing: Disclosing, { found, sections }: Disclosure, read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): AsyncGenerator<string> {
  const head = { format: 'fangnetz-disclosure-1', generated_at: iso(disclosing.now), asked_for: { phone_numbers: disclosing.who.numbers, emails: disclosing.who.emails }, names: found.names, besides: found.besides };
  yield JSON.stringify(head).slice(0, -1);
  for (const section of sections) {
    yield `,\n${JSON.stringify(section.name)}:[`;
    for (let from = 0; from < section.ids.length; from += AT_ONCE) {
      const rows = await read(async (tx) => await tx.rows<{ item: JsonObject }>(section.rows, [disclosing.companyId, section.ids.slice(from, from + AT_ONCE)]));
      const text = rows.map(({ item }) => JSON.stringify(item)).join(',\n');
      yield from === 0 ? text : `,\n${text}`;
    }
    yield ']';
  }
  yield '}\n';
}

/** Rows as they are stored, without what only the program needs. */
function sectionsOf(found: FoundPerson): readonly Section[] {
  const of = (name: string, ids: readonly string[], rest: { readonly table?: string; readonly with?: string; readonly key?: string } = {}): Section => {
    const { table = name, key = 'id' } = rest;
    const inside = rest.with === undefined ? '' : ` || jsonb_build_object(${rest.with})`;
    return { name, ids, rows: `select (jsonb_strip_nulls(to_jsonb(t)) - 'company_id' - 'caller_key' - 'search_text' - 'search_cut')${inside} as item from ${table} t where t.company_id = $1 and t.${key} = any ($2::uuid[]) order by t.${key}` };
  };
  const hanging = (table: string, link: string, order: string): string =>
    `(select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(h)) - 'company_id' order by h.${order}), '[]') from ${table} h where h.company_id = t.company_id and h.${link} = t.id)`;
  return [
    of('customers', found.customers),
    of('calls', found.calls, { with: `'events', ${hanging('call_events', 'call_id', 'received_at')}, 'requests', ${hanging('requests', 'call_id', 'received_at')}` }),
    of('calls_of_others', found.callsOfOthers, { table: '(select company_id, id, started_at, transcript from calls)' }),
    of('wishes', found.wishes),
    of('callbacks', found.callbacks, {
      with: `'timeline', ${hanging('callback_events', 'callback_id', 'at')}, 'attempts', ${hanging('callback_attempts', 'callback_id', 'at')},
        'escalations', ${hanging('callback_escalations', 'callback_id', 'at')}, 'notices', ${hanging('notices', 'callback_id', 'at')}`,
    }),
    of('appointments', found.appointments),
    of('local_bookings', found.localBookings, { key: 'uid' }),
    of('booking_intents', found.intents),
    of('inbound_calls', found.inboundCalls),
    of('calendar_events', found.calendarEvents),
    of('call_events', found.callEvents),
  ];
}
