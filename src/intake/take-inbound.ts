// The platform asks before it picks up (voice-platforms.md A6). The caller hears it ring meanwhile, so the answer goes
// out within a second whatever happens; every announcement is kept, so that a call which never comes is noticed.
import { isFault, messageOf } from '../platform/errors.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Entry, Json } from '../journal/journal.ts';
import { readPhone } from '../companies/phone.ts';
import { route } from '../companies/route.ts';
import type { Branch, Company, Connection } from '../companies/company.ts';
import { storeInbound, type InboundCall } from '../calls/inbound.ts';
import { callerVariables, knownCaller } from './inbound-variables.ts';
import { isObject, type JsonObject } from './retell/json-object.ts';
import { milliseconds, readCallFacts } from './retell/envelope.ts';
import type { Intake } from './turn.ts';

/** The kind of journal entry that holds an announced call. */
export const INBOUND_ENTRY = 'retell.inbound';

interface AcceptedInbound {
  readonly receipt: string;
  readonly companyId: string;
  readonly inbound: InboundCall;
  /** Nothing is wished yet; what reads the journal's entries asks for this key. */
  readonly intent: null;
}

export interface InboundAnswer {
  readonly call_inbound: { readonly dynamic_variables?: Readonly<Record<string, string>> };
}

/** Below the second that the contract names, with room for the way back. */
const BUDGET_MS = 800;
const DATABASE_BUDGET_MS = 600;
const FAIL_OPEN: InboundAnswer = { call_inbound: {} };

/** Never throws and never takes longer than the budget; whatever is unclear is answered with nothing. */
export async function answerInbound(intake: Intake, connection: Connection, body: Json): Promise<InboundAnswer> {
  const { world } = intake;
  const stop = new AbortController();
  const late = world.clock.sleep(BUDGET_MS, stop.signal).then(() => FAIL_OPEN, () => FAIL_OPEN);
  const answer = answered(intake, connection, body).catch((error: unknown) => {
    world.log.warn({ event: 'inbound.failed_open', connection: connection.name, error: messageOf(error) }, 'an announced call was answered without context');
    return FAIL_OPEN;
  });
  const first = await Promise.race([answer, late]);
  stop.abort();
  return first;
}

async function answered(intake: Intake, connection: Connection, body: Json): Promise<InboundAnswer> {
  const object = isObject(body) && isObject(body.call_inbound) ? body.call_inbound : null;
  if (object === null) return FAIL_OPEN;
  const { company, branch, by } = routeOf(intake, connection, object);
  const accepted = acceptedOf(intake, { connection, company, branch, object, announcedAt: isObject(body) ? milliseconds(body.event_timestamp) : null });
  const keeping = keep(intake, accepted);
  void keeping.catch((error: unknown) => intake.world.log.error({ event: 'inbound.not_kept', company: company.slug, error: messageOf(error) }, 'an announced call could not be kept'));
  if (by === 'nobody') return FAIL_OPEN;
  const now = intake.world.clock.now();
  const { fromNumber } = accepted.inbound;
  const known = fromNumber === null ? null : await intake.database.inCompany(company.id, async (tx) => await knownCaller(tx, { company, number: fromNumber, now }), { budgetMs: DATABASE_BUDGET_MS });
  return { call_inbound: { dynamic_variables: callerVariables({ company, branch, known, now }) } };
}

/** In the journal first, then in the database; nobody waits for either. */
async function keep(intake: Intake, accepted: AcceptedInbound): Promise<void> {
  const { live, journal, world } = intake;
  const { receipt, inbound } = accepted;
  live.setActive(receipt, true);
  try {
    const journaled = await journal.open({ id: receipt, order: `inbound ${receipt}`, kind: INBOUND_ENTRY, body: accepted as unknown as Json }).then(() => true, (error: unknown) => {
      world.log.error({ event: 'journal.unwritable', receipt, error: messageOf(error) }, 'the journal did not take an announced call');
      return false;
    });
    try {
      await store(intake, accepted);
    } catch (error) {
      if (!journaled || !isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      return;
    }
    journal.settle(receipt);
    world.log.info({ event: 'call.inbound', connection: inbound.connection, call_id: inbound.retellCallId, withheld: inbound.fromNumber === null }, 'a call was announced');
  } finally {
    live.setActive(receipt, false);
  }
}

/** Takes up an announcement that the database has not seen. */
export async function resumeInbound(intake: Intake, entry: Entry): Promise<'settled' | 'keep'> {
  await store(intake, entry.body as unknown as AcceptedInbound);
  return 'settled';
}

async function store(intake: Intake, { companyId, inbound }: AcceptedInbound): Promise<void> {
  await intake.database.inCompany(companyId, async (tx) => await storeInbound(tx, companyId, inbound, intake.world.clock.now()));
}

function routeOf(intake: Intake, connection: Connection, object: JsonObject) {
  const { toRaw, agentId } = readCallFacts(object);
  return route(intake.directory, connection, { toNumber: toRaw === null ? null : readPhone(toRaw, null).e164, agentId });
}

interface Announced {
  readonly connection: Connection;
  readonly company: Company;
  readonly branch: Branch | null;
  readonly object: JsonObject;
  /** The platform's instant, the same in each of its tries. */
  readonly announcedAt: EpochMs | null;
}

function acceptedOf(intake: Intake, { connection, company, branch, object, announcedAt }: Announced): AcceptedInbound {
  const facts = readCallFacts(object);
  const receipt = intake.world.ids.next();
  const caller = readPhone(facts.fromRaw ?? '', company.region);
  const identity = facts.retellCallId ?? (announcedAt === null ? receipt : `${facts.fromRaw ?? ''} ${facts.toRaw ?? ''} ${announcedAt}`);
  return {
    receipt, companyId: company.id, intent: null,
    inbound: {
      id: uuidFrom('inbound', connection.name, identity), connection: connection.name, retellCallId: facts.retellCallId, agentId: facts.agentId,
      fromRaw: facts.fromRaw, fromNumber: caller.withheld ? null : caller.e164,
      toNumber: facts.toRaw === null ? null : readPhone(facts.toRaw, company.region).e164,
      branchId: branch?.id ?? null, receivedAt: intake.world.clock.now(),
    },
  };
}
