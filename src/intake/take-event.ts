// A lifecycle event on its way into the database: journaled first, like every request, because call_ended is what
// turns a broken-off wish into a callback, and the platform sends it four times at most.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Entry, Journal, Json } from '../journal/journal.ts';
import { route } from '../companies/route.ts';
import { readPhone } from '../companies/phone.ts';
import type { Connection } from '../companies/company.ts';
import { callId, type Call } from '../calls/call.ts';
import { noteFreshCall } from '../callbacks/called-again.ts';
import { storeEvent, type CallEvent } from '../calls/store-event.ts';
import { callFrom } from './call-from.ts';
import type { CallFacts } from './retell/envelope.ts';
import { readEvent } from './retell/read-event.ts';
import type { Intake } from './turn.ts';

/** The kind of journal entry that holds a lifecycle event. */
export const EVENT_ENTRY = 'retell.event';

/** `journal` null: a command beside a server, which is the one to have it. What the database does not take is then refused. */
export type EventIntake = Pick<Intake, 'world' | 'database' | 'directory' | 'live'> & { readonly journal: Pick<Journal, 'open' | 'settle'> | null };

interface AcceptedEvent {
  readonly event: CallEvent;
  readonly facts: CallFacts;
  readonly companyId: string;
  /** Neither number nor agent told the company: where another event of the call did, it belongs there. */
  readonly lost: boolean;
  /** An event alone wishes nothing; what reads the journal's entries asks for this key. */
  readonly intent: null;
}

/** `stored`: in the database, or in the journal at least. `refused`: nowhere; then the platform has to send it again. */
export async function takeEvent(intake: EventIntake, connection: Connection, body: Json): Promise<'stored' | 'refused'> {
  const { world, live } = intake;
  const receipt = world.ids.next();
  const { event, call: facts } = readEvent(body, { receipt, connection: connection.name, receivedAt: world.clock.now() });
  const dialled = facts.toRaw === null ? null : readPhone(facts.toRaw, null).e164;
  const routed = route(intake.directory, connection, { toNumber: dialled, agentId: facts.agentId });
  const accepted: AcceptedEvent = { event, facts, companyId: routed.company.id, lost: routed.by === 'nobody', intent: null };
  live.setActive(receipt, true);
  try {
    const journaled = await journal(intake, accepted);
    const stored = await storeNow(intake, accepted);
    if (stored) intake.journal?.settle(receipt);
    world.log.info({ event: 'call.event', company: routed.company.slug, call_id: facts.retellCallId, name: event.event.slice(0, 40), stored_in: stored ? 'database' : journaled ? 'journal' : 'nowhere' }, 'lifecycle event taken');
    return stored || journaled ? 'stored' : 'refused';
  } finally {
    live.setActive(receipt, false);
  }
}

/** One for functions and events of a call: what the functions do comes before what its end makes of them. */
export function orderOf(companyId: string, retellCallId: string): string {
  return `${companyId} ${retellCallId}`;
}

async function journal(intake: EventIntake, accepted: AcceptedEvent): Promise<boolean> {
  const { event, companyId } = accepted;
  if (intake.journal === null) return false;
  const order = orderOf(companyId, event.retellCallId ?? event.receipt);
  try {
    await intake.journal.open({ id: event.receipt, order, kind: EVENT_ENTRY, body: accepted as unknown as Json });
    return true;
  } catch (error) {
    intake.world.log.error({ event: 'journal.unwritable', receipt: event.receipt, error: messageOf(error) }, 'the journal did not take a lifecycle event');
    return false;
  }
}

async function storeNow(intake: EventIntake, accepted: AcceptedEvent): Promise<boolean> {
  try {
    await store(intake, accepted);
    return true;
  } catch (error) {
    const level = isFault(error, 'DATABASE_UNAVAILABLE') ? 'warn' : 'error';
    intake.world.log[level]({ event: 'call.event_not_stored', receipt: accepted.event.receipt, error: messageOf(error) }, 'a lifecycle event could not be stored yet');
    return false;
  }
}

/** Takes up an event that the database has not seen. */
export async function resumeEvent(intake: Intake, entry: Entry): Promise<'settled' | 'keep'> {
  await store(intake, entry.body as unknown as AcceptedEvent);
  return 'settled';
}

async function store(intake: EventIntake, accepted: AcceptedEvent): Promise<void> {
  const { event } = accepted;
  const companyId = accepted.lost ? await companyOfCall(intake, accepted) : accepted.companyId;
  const call = callOf(intake, accepted, companyId);
  await intake.database.inCompany(companyId, async (tx) => {
    await storeEvent(tx, companyId, { event, call });
    if (call !== null && !event.ends) await noteFreshCall(tx, companyId, call.id);
  });
}

/** Transfer events carry nothing but the call's id; on a connection of several companies that tells it only together with the others. */
async function companyOfCall(intake: EventIntake, { event, companyId }: AcceptedEvent): Promise<string> {
  if (event.retellCallId === null) return companyId;
  const row = await intake.database.asMachine(
    async (tx) =>
      await tx.maybe<{ company_id: string }>(
        'select company_id from calls where connection = $1 and retell_call_id = $2 order by (company_id = $3), created_at limit 1',
        [event.connection, event.retellCallId, companyId],
      ),
  );
  return row?.company_id ?? companyId;
}

/** Null where the event tells of no call: an alert, a chat, or a bare id that nobody knows. */
function callOf(intake: EventIntake, accepted: AcceptedEvent, companyId: string): Call | null {
  const { event, facts } = accepted;
  if (facts.retellCallId === null) return null;
  const company = intake.directory.company(companyId) ?? intake.directory.operator();
  const call = callFrom({ intake, company, connection: event.connection, facts, retellCallId: facts.retellCallId });
  const bare = facts.toRaw === null && facts.agentId === null;
  return accepted.lost && bare && companyId === accepted.companyId ? null : { ...call, id: callId(companyId, event.connection, facts.retellCallId) };
}
