import { readPhone } from '../companies/phone.ts';
import { route } from '../companies/route.ts';
import type { Company } from '../companies/company.ts';
import { callId, type Call } from '../calls/call.ts';
import type { CallFacts } from './retell/envelope.ts';
import type { Intake } from './turn.ts';

interface ToldCall {
  readonly intake: Pick<Intake, 'directory'>;
  readonly company: Company;
  readonly connection: string;
  readonly facts: CallFacts;
  readonly retellCallId: string;
}

/** The call as a row of its company, from what the platform tells of it. */
export function callFrom({ intake, company, connection, facts, retellCallId }: ToldCall): Call {
  const caller = readPhone(facts.fromRaw ?? '', company.region);
  return {
    id: callId(company.id, connection, retellCallId),
    connection, retellCallId,
    branchId: branchOf(intake, { company, connection, facts }),
    agentId: facts.agentId,
    fromRaw: facts.fromRaw,
    fromNumber: caller.withheld ? null : caller.e164,
    toNumber: facts.toRaw === null ? null : readPhone(facts.toRaw, company.region).e164,
    startedAt: facts.startedAt,
  };
}

function branchOf(intake: Pick<Intake, 'directory'>, { company, connection, facts }: Pick<ToldCall, 'company' | 'connection' | 'facts'>): string | null {
  const known = intake.directory.connection(connection);
  if (known === null) return null;
  const dialled = facts.toRaw === null ? null : readPhone(facts.toRaw, null).e164;
  const routed = route(intake.directory, known, { toNumber: dialled, agentId: facts.agentId });
  return routed.company.id === company.id ? (routed.branch?.id ?? null) : null;
}
