// One salon, one program, one phone call: for tests that say what is asked and look at what is stored.
import { randomUUID } from 'node:crypto';
import type { Reply } from '../../src/intake/answer.ts';
import type { Json } from '../../src/journal/journal.ts';
import type { Database } from '../../src/platform/database.ts';
import type { Log } from '../../src/platform/world.ts';
import { salon, storeSalon, type Salon } from '../local-salon.ts';
import { silentLog } from '../silent-log.ts';
import { flowingClock, type FlowingClock } from './flowing-clock.ts';
import type { Trouble } from './life.ts';
import { program, type Program } from './program.ts';
import { scriptedCalendar, type ScriptedCalendar } from './scripted-calendar.ts';

/** Monday, 30 November 2026, 08:00 in Berlin; the first slot is on Tuesday at 10. */
export const NOW = Date.parse('2026-11-30T07:00:00Z');
export const FIRST_SLOT = Date.parse('2026-12-01T09:00:00Z');

export interface Caller {
  readonly id: string;
  /** One function call; another id of the invocation each time, unless one is given (null: none). */
  ask(name: string, args?: Json, options?: { readonly toolCallId?: string | null; readonly trouble?: Trouble }): Promise<Reply>;
}

export interface Bench {
  readonly salon: Salon;
  readonly clock: FlowingClock;
  readonly calendar: ScriptedCalendar;
  readonly program: Program;
  /** Another node, with a journal of its own. */
  anotherNode(): Program;
  /** null: a withheld number. */
  caller(from?: string | null): Caller;
  rows<R extends object>(query: string): Promise<R[]>;
}

export async function bench(database: Database, log: Log = silentLog): Promise<Bench> {
  const shop = salon({ staff: { Anna: null, Udo: null } });
  await storeSalon(database, shop);
  const clock = flowingClock(NOW);
  const calendar = scriptedCalendar(clock, FIRST_SLOT);
  const connection = { name: 'retell', platform: 'retell' as const, apiKeys: ['key'], members: [{ companyId: shop.company.id, agents: [] }] };
  const start = () => program({ clock, database, company: shop.company, connection, calendar, log });
  const running = start();
  return {
    salon: shop, clock, calendar, program: running, anotherNode: start,
    rows: async (query) => await database.inCompany(shop.company.id, async (tx) => await tx.rows(query)),
    caller: (from = '+4915112345678') => {
      const id = `call_${randomUUID()}`;
      return {
        id,
        ask: async (name, args = {}, { toolCallId = randomUUID(), trouble } = {}) => {
          const transcript = toolCallId === null ? [] : [{ role: 'tool_call_invocation', tool_call_id: toolCallId, name, arguments: JSON.stringify(args) }];
          const body = { name, args, call: { call_id: id, from_number: from ?? 'anonymous', to_number: '+493012345678', transcript_with_tool_calls: transcript } };
          const [reply] = await running.deliver([body], trouble);
          if (reply == null) throw new Error('the process died');
          return reply;
        },
      };
    },
  };
}
