// A call as the voice platform delivers it: the function, and afterwards its end.
import { answerFunction } from '../../src/intake/edge.ts';
import { readEnvelope } from '../../src/intake/retell/envelope.ts';
import { takeEvent } from '../../src/intake/take-event.ts';
import type { Json } from '../../src/journal/journal.ts';
import type { CalendarFaults } from '../../test/whole-call/scripted-calendar.ts';
import type { CallKind, PlannedCall } from './callers.ts';
import type { Stage } from './stage.ts';
import { AGENT, NUMBER } from './salon.ts';

const WELL: CalendarFaults = { book: 'none', look: 'none', slots: 'none' };
const FAULTS: Readonly<Record<CallKind, Partial<CalendarFaults>>> = {
  asks: {}, anonymous: {}, breaks_off: {},
  api_error: { book: 'failed', slots: 'fails' },
  no_answer_from_calendar: { book: 'lost_reply', look: 'fails' },
  no_availability: { slots: 'full', book: 'refused' },
  exception: { book: 'throws' },
};

export interface Heard {
  readonly status: string;
  readonly message: string;
  /** ISO 8601; what the caller was promised. */
  readonly callbackDueAt: string | null;
  readonly callbackId: string | null;
}

export async function ring(stage: Stage, planned: PlannedCall, callId: string): Promise<Heard> {
  const { clock, intake, calendar, connection } = stage;
  Object.assign(calendar.faults, WELL, FAULTS[planned.kind]);
  const [name, args] = asked(planned, calendar.bookings.length);
  const call = { call_id: callId, agent_id: AGENT, from_number: planned.caller.number ?? 'anonymous', to_number: NUMBER, start_timestamp: clock.now() };
  const body: Json = { name, args, call: { ...call, transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: `tool_${callId}`, name, arguments: JSON.stringify(args) }] } };
  const { answer } = await clock.until(answerFunction(intake, connection, readEnvelope(body)));
  Object.assign(calendar.faults, WELL);
  return { status: answer.status, message: answer.message, callbackDueAt: answer.callback_due_at ?? null, callbackId: answer.callback_id ?? null };
}

export async function hangUp(stage: Stage, planned: PlannedCall, callId: string): Promise<void> {
  const { clock, intake, connection } = stage;
  const now = clock.now();
  const call = { call_id: callId, agent_id: AGENT, from_number: planned.caller.number ?? 'anonymous', to_number: NUMBER, start_timestamp: planned.at, end_timestamp: now, duration_ms: now - planned.at, disconnection_reason: 'user_hangup' };
  await clock.until(takeEvent(intake, connection, { event: 'call_ended', call }));
}

function asked({ kind, caller, service, reason }: PlannedCall, booked: number): readonly [name: string, args: Readonly<Record<string, Json>>] {
  const time = `${10 + Math.floor((booked % 10) / 2)}:${booked % 2 === 0 ? '00' : '30'}`;
  const wanted = { datum: '2026-05-26', uhrzeit: time, dienstleistung: service };
  switch (kind) {
    case 'asks':
      return ['request_callback', { name: caller.name, grund: reason }];
    case 'anonymous':
      return ['cancel_appointment', { name: caller.name, old_date: '2026-05-21' }];
    case 'breaks_off':
      return ['check_availability', wanted];
    case 'api_error':
    case 'no_answer_from_calendar':
    case 'no_availability':
    case 'exception':
      return ['book_appointment', { ...wanted, name: caller.name }];
  }
}
