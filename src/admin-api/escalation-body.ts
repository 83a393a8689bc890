import type { Level } from '../callbacks/chain.ts';
import type { EscalationReason } from '../callbacks/escalation-reason.ts';
import type { Company } from '../companies/company.ts';
import type { z } from 'zod';
import type { EscalateBody } from './contract/desk-actions.ts';
import { Problem } from './problem.ts';

const REASONS: ReadonlySet<string> = new Set<EscalationReason>([
  'deadline_missed', 'attempts_failed', 'unassigned_too_long', 'no_answer', 'technical_issue', 'customer_complaint', 'urgent_request', 'complex_case', 'other',
]);
const LEVELS: Readonly<Record<string, Level>> = { manager: 2, owner: 3, operator: 4 };

interface Wanted {
  readonly reason: EscalationReason;
  readonly note: string | null;
  readonly toStaff: string | null;
  readonly toLevel: Level | null;
}

/** A reason that is none of the list is not refused: whoever calls for help may do so in his own words. */
export function escalationOf({ reason, note, to }: z.output<typeof EscalateBody>, company: Company): Wanted {
  const listed = REASONS.has(reason);
  const told = [listed ? null : reason, note].filter((line) => line != null && line !== '').join('\n');
  const level = to == null ? null : (LEVELS[to] ?? null);
  return { reason: listed ? (reason as EscalationReason) : 'other', note: told === '' ? null : told, toLevel: level, toStaff: to == null || level !== null ? null : staffId(to, company) };
}

function staffId(to: string, { staff }: Company): string {
  const member = staff.find(({ id, slug }) => id === to || slug === to);
  if (member === undefined) throw new Problem('REQUEST_INVALID', `to: neither a member of this company’s staff nor one of ${Object.keys(LEVELS).join(', ')}`);
  return member.id;
}
