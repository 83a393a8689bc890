// From an authentic request to a turn: which company, which call, which keys. Pure but for the receipt's clock, so
// that a request taken from the journal after a crash becomes the same turn again.
import { readPhone } from '../companies/phone.ts';
import { route } from '../companies/route.ts';
import type { Connection } from '../companies/company.ts';
import type { Json } from '../journal/journal.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Intent } from '../wishes/wish.ts';
import { readArguments } from './arguments.ts';
import { callFrom } from './call-from.ts';
import { serve } from './functions/registry.ts';
import { newTurn, type Intake, type Turn } from './turn.ts';
import type { FunctionRequest } from './retell/envelope.ts';
import { fingerprint } from './retell/tool-call-id.ts';

/** The body of a journal entry: everything from which the request can be taken up again. */
export interface AcceptedRequest {
  readonly receipt: string;
  readonly connection: string;
  readonly companyId: string;
  readonly receivedAt: EpochMs;
  /** null: nothing is wished, so nothing can be lost. */
  readonly intent: Intent | null;
  readonly request: FunctionRequest;
}

export function accept(intake: Intake, arrived: { connection: Connection; request: FunctionRequest; receipt: string; receivedAt: EpochMs }): AcceptedRequest {
  const { connection, request, receipt, receivedAt } = arrived;
  const { company } = routeOf(intake, connection, request);
  const served = serve(request.name, readArguments(request.args));
  return { receipt, connection: connection.name, companyId: company.id, receivedAt, intent: served.kind === 'wish' ? served.function.intent : null, request };
}

export function turnOf(intake: Intake, accepted: AcceptedRequest, journaled: boolean, since = intake.world.clock.monotonic()): Turn {
  const { request, receipt } = accepted;
  const connection = intake.directory.connection(accepted.connection) ?? { name: accepted.connection, platform: 'retell', apiKeys: [], members: [] };
  const routed = routeOf(intake, connection, request);
  // The company that was found when the request came stays its company, whatever the configuration says since.
  const company = intake.directory.company(accepted.companyId) ?? routed.company;
  const branch = routed.company.id === company.id ? routed.branch : null;
  const call = callFrom({ intake, company, connection: accepted.connection, facts: request.call, retellCallId: request.call.retellCallId ?? receipt });
  const print = fingerprint(request.name, request.args as Json);
  return newTurn({
    intake, receipt, receivedAt: accepted.receivedAt, company, branch, call, request, journaled,
    args: readArguments(request.args),
    fingerprint: print,
    dedupeKey: request.toolCallId === null ? `args:${receipt}` : `tool:${call.id}:${request.toolCallId}`,
    flightKey: `${call.id}:${request.toolCallId ?? print}`,
  }, since);
}

function routeOf(intake: Intake, connection: Connection, request: FunctionRequest) {
  const dialled = request.call.toRaw === null ? null : readPhone(request.call.toRaw, null).e164;
  return route(intake.directory, connection, { toNumber: dialled, agentId: request.call.agentId });
}
