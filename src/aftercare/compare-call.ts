// What one call of Retell's list means beside what is known of it here. Pure.
import { readPhone } from '../companies/phone.ts';
import { route } from '../companies/route.ts';
import type { Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { EpochMs } from '../platform/world.ts';
import type { ListedCall } from '../retell/shapes.ts';

/** What our rows say of the call, over all companies of its connection. */
export interface KnownCall {
  readonly company_id: string;
  readonly retell_call_id: string;
  readonly ended: boolean;
  readonly analysed: boolean;
}

export type Verdict =
  /** Still running, or just over: its events may be on their way. */
  | 'left_alone'
  | 'complete'
  | 'missing'
  | 'incomplete';

/** Younger than this, the platform's own events come first; it sends them up to three times more. */
const SETTLING_MS = 3 * 60_000;
const RUNNING = new Set(['registered', 'ongoing']);

/** Null where neither number nor agent tells it: a workspace may serve others too, and whose a call is is never guessed. */
export function companyOf(directory: Directory, connection: Connection, call: ListedCall): string | null {
  // Of a call that the agent makes, ours is the number that it calls from.
  const ours = call.direction === 'outbound' ? call.from_number : call.to_number;
  const routed = route(directory, connection, { toNumber: ours === null ? null : readPhone(ours, null).e164, agentId: call.agent_id });
  return routed.by === 'nobody' ? null : routed.company.id;
}

export function compareCall(call: ListedCall, beside: { readonly companyId: string; readonly known: readonly KnownCall[]; readonly now: EpochMs }): Verdict {
  const { companyId, known, now } = beside;
  if (known.length > 0 && known.every((row) => row.company_id !== companyId)) {
    // It was another company's when it was made; taking it again would give it to two.
    return 'complete';
  }
  const here = known.find((row) => row.company_id === companyId);
  if (here?.ended === true && (here.analysed || !isAnalysed(call))) return 'complete';
  if (call.call_status !== null && RUNNING.has(call.call_status)) return 'left_alone';
  const overAt = call.end_timestamp ?? call.start_timestamp ?? null;
  if (overAt !== null && overAt > now - SETTLING_MS) return 'left_alone';
  return here === undefined ? 'missing' : 'incomplete';
}

export function isAnalysed(call: ListedCall): boolean {
  const { call_analysis: analysis } = call;
  return typeof analysis === 'object' && analysis !== null && Object.keys(analysis).length > 0;
}
