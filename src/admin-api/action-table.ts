// What may be done with a callback over the API: one row an action, for a single callback and for many at once.
import type { z } from 'zod';
import { addNote } from '../callbacks/add-note.ts';
import { branchOf } from '../callbacks/branch-of.ts';
import { changeCallback } from '../callbacks/change-callback.ts';
import { priorityEvent } from '../callbacks/change-priority.ts';
import { completeCallback } from '../callbacks/complete-callback.ts';
import type { DeskEvent } from '../callbacks/decide.ts';
import type { DeskRow } from '../callbacks/desk-row.ts';
import { isOpen } from '../callbacks/desk-state.ts';
import { escalateCallback } from '../callbacks/escalate.ts';
import { recordAttempt } from '../callbacks/record-attempt.ts';
import { snoozeUntil } from '../callbacks/snooze-until.ts';
import { refusalOf } from '../companies/permissions.ts';
import type { Tx } from '../platform/database.ts';
import { AssignBody, AttemptBody, CompleteBody, EscalateBody, NotesBody, PriorityBody, ReasonBody, SnoozeBody } from './contract/desk-actions.ts';
import type { Done, PersonsDesk } from './desk.ts';
import { escalationOf } from './escalation-body.ts';
import { momentGiven } from './moment-given.ts';
import { Problem } from './problem.ts';

export interface DeskAction<B extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly body: B;
  /** Throws Problem REQUEST_INVALID for what is wrong whichever of many callbacks it is about. */
  check?(body: z.output<B>, desk: PersonsDesk): unknown;
  /** Throws Problem REQUEST_INVALID for what the body names and the company does not have. */
  run(tx: Tx, desk: PersonsDesk, asked: { readonly id: string; readonly body: z.output<B> }): Promise<Done>;
  /** What it would be, for a dry run; null: it is possible in every state. */
  foresee(row: DeskRow, body: z.output<B>, desk: PersonsDesk): DeskEvent | null;
}

function deskAction<B extends z.ZodType>(action: DeskAction<B>): DeskAction<B> {
  return action;
}

/** An action that is one event and nothing beside it. */
function event<B extends z.ZodType>(summary: string, body: B, of: (row: DeskRow, body: z.output<B>, desk: PersonsDesk) => DeskEvent): DeskAction<B> {
  return { summary, body, foresee: of, run: async (tx, desk, { id, body: given }) => await changeCallback(tx, desk, { id, event: (row) => of(row, given, desk) }) };
}

export const ACTIONS = {
  assign: { ...event('Gives it to a member of staff, or to nobody', AssignBody, (row, { staff }, desk) => handedOver(row, assigned(staff, desk), desk)), check: ({ staff }: z.output<typeof AssignBody>, desk: PersonsDesk) => assigned(staff, desk) },
  attempts: deskAction({
    summary: 'Somebody called, or tried to; without next_attempt_at another time of day is proposed and stored',
    body: AttemptBody,
    run: async (tx, desk, { id, body }) => await recordAttempt(tx, desk, { callbackId: id, outcome: body.outcome, note: body.note || null, nextAttemptAt: momentGiven(body.next_attempt_at, { name: 'next_attempt_at', now: desk.now }) }),
    foresee: (_row, { outcome, note }, { company }) => ({ kind: 'attempt', outcome, note: note || null, nextAttemptAt: null, maxAttempts: company.callbacks.maxAttempts }),
  }),
  complete: deskAction({
    summary: 'It is done, with what came of it, and with the call in which the customer was reached: one undo takes both back',
    body: CompleteBody,
    check: ({ attempt }) => {
      if (attempt != null) throw new Problem('REQUEST_INVALID', 'params.attempt: nobody reaches many callers in one call');
    },
    run: async (tx, desk, { id, body }) => await completeCallback(tx, desk, { callbackId: id, event: completed(body), reached: body.attempt == null ? null : { note: body.attempt.note || null } }),
    foresee: (_row, body) => completed(body),
  }),
  cancel: event('Nobody will call, and why', ReasonBody, (_row, { reason }) => ({ kind: 'cancel', reason })),
  reopen: event('It is not done after all', ReasonBody, (_row, { reason }) => ({ kind: 'reopen', reason })),
  snooze: event('Set aside until then; unrelated activity does not end that, and the deadline stays', SnoozeBody, (row, { until }, desk) => snoozed(row, until, desk)),
  priority: event('Another priority, with the deadline that comes with it, never later than what was promised', PriorityBody, (row, { priority }, { company, now }) => priorityEvent(row, { company, priority, now })),
  escalate: deskAction({
    summary: 'Brings it before somebody further up',
    body: EscalateBody,
    check: (body, { company }) => escalationOf(body, company),
    run: async (tx, desk, { id, body }) => await escalateCallback(tx, desk, { callbackId: id, ...escalationOf(body, desk.company) }),
    // who it comes to does not matter for whether it is possible
    foresee: (row, body) => ({ kind: 'escalate', reason: body.reason, level: Math.max(1, row.escalationLevel), toStaff: null, note: null }),
  }),
  notes: deskAction({
    summary: 'A note for colleagues; it can be taken back, not rewritten',
    body: NotesBody,
    run: async (tx, desk, { id, body }) => await addNote(tx, desk, { callbackId: id, text: body.text }),
    foresee: () => null,
  }),
} as const;

export type ActionName = keyof typeof ACTIONS;

function completed({ resolution, notes, appointment_id: appointmentId }: z.output<typeof CompleteBody>): Extract<DeskEvent, { kind: 'complete' }> {
  return { kind: 'complete', resolution, notes: notes || null, appointmentId: appointmentId ?? null };
}

function assigned(staff: string | null, desk: PersonsDesk): DeskEvent {
  if (staff === null) return { kind: 'unassign', why: 'by_hand' };
  const member = desk.company.staff.find(({ id, slug }) => id === staff || slug === staff);
  if (member === undefined) throw new Problem('REQUEST_INVALID', `staff: no member of this company’s staff has the id or slug ${JSON.stringify(staff)}; send one of ${known(desk.company.staff)}, or null`);
  return { kind: 'assign', staffId: member.id, why: 'by_hand' };
}

/** Staff take what nobody has, and hand on what is theirs; the work of others is given by those who may. */
function handedOver(row: DeskRow, event: DeskEvent, { actor }: PersonsDesk): DeskEvent {
  const refusal = refusalOf({ role: actor.role, branches: null }, 'assign_others');
  const { staffId } = actor;
  const own = staffId !== null && (row.assignedTo === staffId || (row.assignedTo === null && event.kind === 'assign' && event.staffId === staffId));
  // what is over refuses by itself, with its state
  if (refusal !== null && !own && isOpen(row.status)) throw new Problem('FORBIDDEN', `${refusal} Staff take what nobody has, and hand on what is theirs.`);
  return event;
}

function known(items: readonly { readonly slug: string }[]): string {
  return items.slice(0, 20).map(({ slug }) => slug).join(', ');
}

const UNCLEAR = {
  not_understood: 'is no moment; write an ISO 8601 instant, or for example „heute 14:00“, „Mo 8:30“, „in 2 Stunden“, „sobald geöffnet“',
  date: 'does not say which day; write for example „heute 14:00“ or „Mo 8:30“',
  time: 'does not say at what time, and that day has no opening hours; write for example „morgen 8:30“',
  opening: 'it is not known when the branch opens next; write a time, for example „morgen 8:30“',
  past: 'is not in the future',
} as const;

function snoozed(row: DeskRow, until: string, { company, now }: PersonsDesk): DeskEvent {
  const understood = snoozeUntil(until, { company, branch: branchOf(company, row.branchId), now });
  if (understood.kind === 'unclear') throw new Problem('REQUEST_INVALID', `until: ${UNCLEAR[understood.why]}`);
  return { kind: 'snooze', until: understood.at, words: understood.words };
}
