import { isFault, messageOf } from '../platform/errors.ts';
import type { Json } from '../journal/journal.ts';
import { readPhone } from '../companies/phone.ts';
import { route } from '../companies/route.ts';
import type { Connection } from '../companies/company.ts';
import { noteTranscript } from '../calls/store-event.ts';
import { storeCall } from '../calls/store-call.ts';
import { callFrom } from './call-from.ts';
import { readCallFacts } from './retell/envelope.ts';
import { isObject } from './retell/json-object.ts';
import { readTranscript } from './retell/read-transcript.ts';
import type { Intake } from './turn.ts';

/**
 * Keeps what a function request tells of the conversation so far: all that is left of a call whose events never come
 * (predecessor.md 4.1, item 28: all webhooks refused for hours). After the answer, so that nobody waits for it.
 */
export async function noteHeard(intake: Intake, connection: Connection, body: Json): Promise<void> {
  // The next request tells it all again; a database that is away is not asked once more for that.
  if (intake.database.state() === 'down') return;
  const told = isObject(body) && isObject(body.call) ? body.call : null;
  const transcript = told === null ? null : readTranscript(told);
  if (told === null || transcript === null) return;
  const facts = readCallFacts(told);
  if (facts.retellCallId === null) return;
  const { company } = route(intake.directory, connection, { toNumber: facts.toRaw === null ? null : readPhone(facts.toRaw, null).e164, agentId: facts.agentId });
  const call = callFrom({ intake, company, connection: connection.name, facts, retellCallId: facts.retellCallId });
  const heardAt = intake.world.clock.now();
  try {
    await intake.database.inCompany(company.id, async (tx) => {
      await storeCall(tx, company.id, call, heardAt);
      await noteTranscript(tx, company.id, { callId: call.id, transcript });
    });
  } catch (error) {
    const level = isFault(error, 'DATABASE_UNAVAILABLE') ? 'debug' : 'warn';
    intake.world.log[level]({ event: 'call.transcript_not_noted', call_id: facts.retellCallId, error: messageOf(error) }, 'what was said in a call could not be noted');
  }
}
