import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deskEvent, NEW_CALLBACK } from '../../test/arbitraries/desk-events.ts';
import { allowedIn, decide } from './decide.ts';
import type { DeskEvent, DeskEventKind } from './decide.ts';
import type { CallbackStatus, DeskState } from './desk-state.ts';

type By = 'machine' | 'person';

/** What somebody would say of a callback who has never seen the table. */
interface Model {
  end: 'completed' | 'cancelled' | 'expired' | null;
  /** Closed how: by whom, and by which event. */
  endedBy: { by: By; kind: DeskEventKind } | null;
  assignee: string | null;
  reachedSinceOpened: boolean;
  attempts: number;
  asksForDecision: boolean;
  snoozed: boolean;
  level: number;
  appointment: string | null;
}

const FRESH: Model = { end: null, endedBy: null, assignee: null, reachedSinceOpened: false, attempts: 0, asksForDecision: false, snoozed: false, level: 0, appointment: null };
const statusOf = (m: Model): CallbackStatus => m.end ?? (m.reachedSinceOpened ? 'contacted' : m.assignee === null ? 'pending' : 'assigned');

/** false: it must be refused. Everything else is either a change or is so already. */
function happens(m: Model, event: DeskEvent, at: { now: number; by: By }): boolean {
  const close = (end: NonNullable<Model['end']>): void => {
    Object.assign(m, { end, endedBy: { by: at.by, kind: event.kind }, snoozed: false, asksForDecision: false });
  };
  if (event.kind === 'reopen') {
    if (m.end === null || at.by === 'machine') return false;
    Object.assign(m, { end: null, endedBy: null, reachedSinceOpened: false, asksForDecision: false, level: 0 });
    return true;
  }
  if (m.end !== null) return false;
  switch (event.kind) {
    case 'assign': m.assignee = event.staffId; return true;
    case 'unassign':
      if (statusOf(m) === 'pending') return false;
      m.assignee = null;
      return true;
    case 'attempt':
      if (at.by === 'machine') return false;
      m.attempts += 1;
      m.snoozed = false;
      if (event.outcome === 'reached') Object.assign(m, { reachedSinceOpened: true, asksForDecision: false });
      else if (event.outcome === 'wrong_number' || event.outcome === 'not_in_service' || (event.outcome !== 'call_later' && m.attempts >= 3)) m.asksForDecision = true;
      return true;
    case 'complete': case 'cancel': case 'expire':
      if (at.by === 'machine') return false;
      close(event.kind === 'complete' ? 'completed' : event.kind === 'cancel' ? 'cancelled' : 'expired');
      if (event.kind === 'complete') m.appointment = event.appointmentId ?? m.appointment;
      return true;
    case 'settle':
      close('completed');
      m.appointment = event.appointmentId ?? m.appointment;
      return true;
    case 'snooze':
      if (at.by === 'machine' || event.until <= at.now) return false;
      m.snoozed = true;
      return true;
    case 'wake': m.snoozed = false; return true;
    case 'priority': return at.by === 'person';
    case 'need_decision': m.asksForDecision = true; return true;
    case 'warn': return true;
    case 'escalate':
      m.level = Math.max(m.level, event.level);
      m.assignee = event.toStaff ?? m.assignee;
      return true;
    case 'link': m.appointment = event.appointmentId; return true;
    case 'undo': return at.by === 'person';
  }
}

interface Real {
  state: DeskState;
  now: number;
}

class Step implements fc.Command<Model, Real> {
  readonly event: DeskEvent;
  readonly by: By;
  constructor(event: DeskEvent, by: By) {
    this.event = event;
    this.by = by;
  }
  check = (): boolean => true;
  toString = (): string => `${this.by} ${JSON.stringify(this.event)}`;
  run(model: Model, real: Real): void {
    real.now += 1000;
    const at = { now: real.now, by: this.by };
    const decision = decide(real.state, this.event, at);
    expect(decision.kind !== 'refused').toBe(happens(model, this.event, at));
    if (decision.kind === 'changed') expect(decision.state).not.toEqual(real.state);
    if (decision.kind === 'changed') real.state = decision.state;
    agree(real.state, model);
  }
}

function agree(state: DeskState, m: Model): void {
  expect({ status: state.status, assignee: state.assignedTo, attempts: state.attemptsCount, decision: state.decisionSince !== null, snoozed: state.snoozedUntil !== null, level: state.escalationLevel, appointment: state.appointmentId })
    .toEqual({ status: statusOf(m), assignee: m.assignee, attempts: m.attempts, decision: m.asksForDecision, snoozed: m.snoozed, level: m.level, appointment: m.appointment });
  // what the table of the database insists on
  expect([state.completedAt !== null, state.resolution !== null]).toEqual([m.end !== null, m.end !== null]);
  expect([state.assignedAt !== null, (state.snoozeWords === null) || m.snoozed]).toEqual([m.assignee !== null, true]);
}

const by = fc.constantFrom<By>('machine', 'person');
const step = fc.tuple(deskEvent, by).map(([event, who]) => new Step(event, who));

test('the table and somebody who has never seen it agree on whatever happens, in whatever order', () => {
  fc.assert(fc.property(fc.commands([step], { maxCommands: 40 }), (steps) => {
    fc.modelRun(() => ({ model: { ...FRESH }, real: { state: NEW_CALLBACK, now: 0 } }), steps);
  }), { numRuns: 500 });
});

test('nothing that the machine does, however often and however late, closes a wish, except what the customer did himself', () => {
  fc.assert(fc.property(fc.array(fc.tuple(deskEvent, fc.nat(10 ** 9))), (happened) => {
    let state = NEW_CALLBACK;
    for (const [event, now] of happened) {
      const decision = decide(state, event, { now, by: 'machine' });
      if (decision.kind === 'changed') state = decision.state;
      if (event.kind === 'settle' && decision.kind === 'changed') return;
      expect(['pending', 'assigned', 'contacted']).toContain(state.status);
    }
  }), { numRuns: 500 });
});

describe('an undo', () => {
  const reached = fc.array(deskEvent, { maxLength: 12 }).map((events) => events.reduce<DeskState>((state, event, i) => {
    const decision = decide(state, event, { now: i, by: 'person' });
    return decision.kind === 'changed' ? decision.state : state;
  }, NEW_CALLBACK));

  test('of an action is as if there had been none, whatever was before it', () => {
    fc.assert(fc.property(reached, deskEvent, (state, event) => {
      const done = decide(state, event, { now: 100, by: 'person' });
      if (done.kind !== 'changed') return;
      const undone = decide(done.state, { kind: 'undo', undone: 'e', before: changed(state, done.state) }, { now: 101, by: 'person' });
      expect(undone).toEqual({ kind: 'changed', state });
    }), { numRuns: 1000 });
  });

  test('is nothing that the machine may do: it could close what a person has opened again', () => {
    fc.assert(fc.property(reached, (state) => {
      expect(decide(state, { kind: 'undo', undone: 'e', before: { status: 'completed' } }, { now: 1, by: 'machine' })).toEqual({ kind: 'refused', why: 'machine' });
    }));
  });

  /** As change-callback.ts keeps it: the fields that are otherwise, as they were. */
  function changed(before: DeskState, after: DeskState): Partial<DeskState> {
    const fields = Object.keys(before) as (keyof DeskState)[];
    return Object.fromEntries(fields.filter((field) => before[field] !== after[field]).map((field) => [field, before[field]]));
  }
});

test('the buttons that are shown are those that are not refused for the status', () => {
  fc.assert(fc.property(deskEvent, fc.constantFrom<CallbackStatus>('pending', 'assigned', 'contacted', 'completed', 'cancelled', 'expired'), (event, status) => {
    const decision = decide({ ...NEW_CALLBACK, status }, event, { now: 0, by: 'person' });
    expect(decision.kind === 'refused' && decision.why === 'status').toBe(!allowedIn(status).includes(event.kind));
  }));
});
