// What may become of a callback. Pure: state, what happens, and when → the new state, or why not. One table says which
// status allows what; everything that the machine may not do (invariants 4 and 5) is decided here and nowhere else.
import type { Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import type { AttemptOutcome, CallbackStatus, DeskState } from './desk-state.ts';

export type DeskEvent =
  /** `why`: the strategy that chose, or 'by_hand'. */
  | { readonly kind: 'assign'; readonly staffId: string; readonly why: string }
  | { readonly kind: 'unassign'; readonly why: string }
  | { readonly kind: 'attempt'; readonly outcome: AttemptOutcome; readonly note: string | null; readonly nextAttemptAt: EpochMs | null; readonly maxAttempts: number }
  | { readonly kind: 'complete'; readonly resolution: string; readonly notes: string | null; readonly appointmentId: string | null }
  /** The customer himself fulfilled it, and `proof` names what shows it (a call, an appointment). */
  | { readonly kind: 'settle'; readonly resolution: string; readonly appointmentId: string | null; readonly proof: Readonly<Record<string, string>> }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'expire'; readonly reason: string }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'snooze'; readonly until: EpochMs; readonly words: string | null }
  | { readonly kind: 'wake' }
  | { readonly kind: 'priority'; readonly priority: Priority; readonly dueAt: EpochMs; readonly dueBecause: string }
  | { readonly kind: 'need_decision'; readonly why: string }
  | { readonly kind: 'warn' }
  | { readonly kind: 'escalate'; readonly reason: string; readonly level: number; readonly toStaff: string | null; readonly note: string | null }
  | { readonly kind: 'link'; readonly appointmentId: string; readonly why: string }
  /** Takes the last action back: `before` holds what it had changed. */
  | { readonly kind: 'undo'; readonly undone: string; readonly before: Partial<DeskState> };

export type DeskEventKind = DeskEvent['kind'];

export type Decision =
  | { readonly kind: 'changed'; readonly state: DeskState }
  /** It is so already; nothing is written. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly why: 'status' | 'machine' | 'past' };

type Next = CallbackStatus | 'same' | 'open again' | 'as it was';
type Row = Partial<Record<CallbackStatus, Next>>;

const WHILE_OPEN: Row = { pending: 'same', assigned: 'same', contacted: 'same' };
const FROM_OPEN = (to: CallbackStatus): Row => ({ pending: to, assigned: to, contacted: to });

/** Event × status → next status. What is not here is refused. */
const TABLE: Readonly<Record<DeskEventKind, Row>> = {
  assign: { pending: 'assigned', assigned: 'same', contacted: 'same' },
  unassign: { assigned: 'pending', contacted: 'same' },
  attempt: WHILE_OPEN,
  complete: FROM_OPEN('completed'),
  settle: FROM_OPEN('completed'),
  cancel: FROM_OPEN('cancelled'),
  expire: FROM_OPEN('expired'),
  reopen: { completed: 'open again', cancelled: 'open again', expired: 'open again' },
  snooze: WHILE_OPEN,
  wake: WHILE_OPEN,
  priority: WHILE_OPEN,
  need_decision: WHILE_OPEN,
  warn: WHILE_OPEN,
  escalate: WHILE_OPEN,
  link: WHILE_OPEN,
  undo: { pending: 'as it was', assigned: 'as it was', contacted: 'as it was', completed: 'as it was', cancelled: 'as it was', expired: 'as it was' },
};

/** Nothing of this closes a wish by the passing of time or by running out of attempts; `settle` needs the customer's own deed. */
const MACHINE_MAY: ReadonlySet<DeskEventKind> = new Set(['assign', 'unassign', 'settle', 'wake', 'warn', 'escalate', 'need_decision', 'link']);

export function decide(state: DeskState, event: DeskEvent, at: { readonly now: EpochMs; readonly by: 'machine' | 'person' }): Decision {
  if (at.by === 'machine' && !MACHINE_MAY.has(event.kind)) return { kind: 'refused', why: 'machine' };
  const next = TABLE[event.kind][state.status];
  if (next === undefined) return { kind: 'refused', why: 'status' };
  if (event.kind === 'snooze' && event.until <= at.now) return { kind: 'refused', why: 'past' };
  const changed = change(state, event, at.now);
  if (changed === null) return { kind: 'unchanged' };
  return { kind: 'changed', state: { ...changed, status: statusAfter(changed, event, next) } };
}

function statusAfter(changed: DeskState, event: DeskEvent, next: Next): CallbackStatus {
  if (event.kind === 'attempt' && event.outcome === 'reached') return 'contacted';
  if (next === 'open again') return changed.assignedTo === null ? 'pending' : 'assigned';
  // an escalation that names somebody makes him the assignee
  if (event.kind === 'escalate' && changed.status === 'pending' && changed.assignedTo !== null) return 'assigned';
  return next === 'same' || next === 'as it was' ? changed.status : next;
}

/** null: it is so already. */
function change(state: DeskState, event: DeskEvent, now: EpochMs): DeskState | null {
  switch (event.kind) {
    case 'assign':
      return state.assignedTo === event.staffId ? null : { ...state, assignedTo: event.staffId, assignedAt: now };
    case 'unassign':
      return state.assignedTo === null ? null : { ...state, assignedTo: null, assignedAt: null };
    case 'attempt':
      return attempted(state, event, now);
    case 'complete':
      return closed(state, now, { resolution: event.resolution, resolutionNotes: event.notes, appointmentId: event.appointmentId ?? state.appointmentId });
    case 'settle':
      return closed(state, now, { resolution: event.resolution, resolutionNotes: null, appointmentId: event.appointmentId ?? state.appointmentId });
    case 'cancel':
    case 'expire':
      return closed(state, now, { resolution: event.reason, resolutionNotes: null, appointmentId: state.appointmentId });
    case 'reopen':
      // The deadline stays the one that was promised: a late reopening shows as overdue, which it is.
      return { ...state, completedAt: null, resolution: null, resolutionNotes: null, decisionSince: null, warnedAt: null, escalationLevel: 0, escalatedAt: null };
    case 'snooze':
      return { ...state, snoozedUntil: event.until, snoozeWords: event.words };
    case 'wake':
      return state.snoozedUntil === null ? null : { ...state, snoozedUntil: null, snoozeWords: null };
    case 'priority':
      return state.priority === event.priority ? null : { ...state, priority: event.priority, dueAt: event.dueAt, dueBecause: event.dueBecause, warnedAt: null };
    case 'need_decision':
      return state.decisionSince === null ? { ...state, decisionSince: now } : null;
    case 'warn':
      return state.warnedAt === null ? { ...state, warnedAt: now } : null;
    case 'escalate':
      return escalated(state, event, now);
    case 'link':
      return state.appointmentId === event.appointmentId ? null : { ...state, appointmentId: event.appointmentId };
    case 'undo':
      return { ...state, ...event.before };
  }
}

function attempted(state: DeskState, event: Extract<DeskEvent, { kind: 'attempt' }>, now: EpochMs): DeskState {
  const attemptsCount = state.attemptsCount + 1;
  const common = { ...state, attemptsCount, lastAttemptAt: now, snoozedUntil: null, snoozeWords: null, nextAttemptAt: event.nextAttemptAt };
  if (event.outcome === 'reached') return { ...common, contactedAt: state.contactedAt ?? now, decisionSince: null };
  // A number that is wrong stays wrong at another time of day: a person has to decide, however few attempts there were.
  const hopeless = event.outcome === 'wrong_number' || event.outcome === 'not_in_service';
  const agreed = event.outcome === 'call_later';
  const used = hopeless || (!agreed && attemptsCount >= event.maxAttempts);
  return used ? { ...common, nextAttemptAt: null, decisionSince: state.decisionSince ?? now } : common;
}

function closed(state: DeskState, now: EpochMs, end: Pick<DeskState, 'resolution' | 'resolutionNotes' | 'appointmentId'>): DeskState {
  return { ...state, ...end, completedAt: now, snoozedUntil: null, snoozeWords: null, nextAttemptAt: null, decisionSince: null };
}

function escalated(state: DeskState, event: Extract<DeskEvent, { kind: 'escalate' }>, now: EpochMs): DeskState {
  const to = event.toStaff === null || event.toStaff === state.assignedTo ? {} : { assignedTo: event.toStaff, assignedAt: now };
  return { ...state, ...to, escalationLevel: Math.max(state.escalationLevel, event.level), escalatedAt: now };
}

/** What may happen to a callback in this status, for whoever shows buttons. */
export function allowedIn(status: CallbackStatus): readonly DeskEventKind[] {
  return (Object.keys(TABLE) as DeskEventKind[]).filter((kind) => TABLE[kind][status] !== undefined);
}
