// A story of one to three calls as data that can be shrunk and printed, and its play from the first request to rest.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Reply } from '../../src/intake/answer.ts';
import type { Json } from '../../src/journal/journal.ts';
import type { CalendarFaults } from './scripted-calendar.ts';
import { NO_TROUBLE, type Trouble } from './life.ts';
import type { Program } from './program.ts';

export interface Step {
  readonly call: 0 | 1 | 2;
  readonly does: 'check' | 'book' | 'book_later' | 'book_child' | 'alternatives' | 'callback' | 'cancel' | 'unknown' | 'again';
  readonly toolCallId: boolean;
  /** Delivered twice at the same moment. */
  readonly twice: boolean;
  readonly calendar: CalendarFaults;
  readonly trouble: Trouble;
  readonly thenMs: number;
  /** The jobs run before the next step, perhaps with trouble of their own. */
  readonly jobs: Trouble | null;
}

const calmly = <const T>(usual: T, ...others: T[]) => fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary: fc.constantFrom(usual, ...others), weight: 2 });

const never = fc.constant(null);
const some = fc.record<Trouble>({
  database: calmly('up', 'down'),
  journal: calmly('up', 'up', 'down'),
  lostCommitAt: fc.oneof(never, fc.integer({ min: 1, max: 12 })),
  diesAt: fc.oneof(never, fc.integer({ min: 1, max: 16 })),
});
const trouble: fc.Arbitrary<Trouble> = fc.oneof({ arbitrary: fc.constant(NO_TROUBLE), weight: 2 }, { arbitrary: some, weight: 3 });

const step: fc.Arbitrary<Step> = fc.record({
  call: fc.constantFrom(0, 1, 2),
  does: fc.constantFrom('book', 'check', 'again', 'book_later', 'book_child', 'alternatives', 'callback', 'cancel', 'unknown'),
  toolCallId: fc.boolean(),
  twice: calmly(false, true),
  calendar: fc.record({
    book: calmly('none', 'lost_reply', 'failed_but_booked', 'failed', 'silent', 'slow', 'refused', 'waits_for_host', 'absurd', 'throws', 'circuit_open'),
    look: calmly('none', 'lags', 'fails', 'throws'),
    slots: calmly('none', 'fails', 'full', 'throws'),
  }),
  trouble,
  thenMs: fc.constantFrom(0, 1_000, 20_000, 40_000, 130_000, 400_000),
  jobs: fc.option(trouble, { nil: null }),
});

export const story: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 7 });

export interface Said {
  readonly call: number;
  readonly does: Step['does'];
  readonly at: number;
  readonly reply: Reply;
}

const ARGUMENTS: Readonly<Record<Exclude<Step['does'], 'again'>, readonly [name: string, args: Readonly<Record<string, Json>>]>> = {
  check: ['check_availability', { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt' }],
  book: ['book_appointment', { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' }],
  book_later: ['book_appointment', { datum: '2026-12-01', uhrzeit: '11:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' }],
  book_child: ['book_appointment', { datum: '2026-12-01', uhrzeit: '10:30', dienstleistung: 'schnitt', name: 'Kind Beispiel' }],
  alternatives: ['get_alternatives', { dienstleistung: 'schnitt' }],
  callback: ['request_callback', { grund: 'Frage zur Farbe', name: 'Ada Beispiel' }],
  cancel: ['cancel_appointment', { datum: '2026-12-01' }],
  unknown: ['order_taxi', { reason: 'Taxi um zehn' }],
};

/** Plays the steps, then brings everything to rest with nothing in the way. Returns what callers heard. */
export async function play(program: Program, calendar: { readonly faults: CalendarFaults }, steps: readonly Step[]): Promise<Said[]> {
  const calls = [0, 1, 2].map(() => ({ id: `call_${randomUUID()}`, last: null as Json | null, requests: 0 }));
  const said: Said[] = [];
  const { clock } = program.intake.world as unknown as { clock: { pass(ms: number): Promise<void>; now(): number } };
  for (const { call: which, does, ...given } of steps) {
    const call = calls[which]!;
    call.requests += 1;
    const body: Json = does === 'again' && call.last !== null ? call.last : bodyOf(call, { call: which, does: does === 'again' ? 'book' : does, withId: given.toolCallId });
    call.last = body;
    Object.assign(calendar.faults, given.calendar);
    for (const reply of await program.deliver(given.twice ? [body, body] : [body], given.trouble)) {
      if (reply !== null) said.push({ call: which, does, at: clock.now(), reply });
    }
    await clock.pass(given.thenMs);
    if (given.jobs !== null) await program.work(given.jobs);
  }
  Object.assign(calendar.faults, { book: 'none', look: 'none', slots: 'none' });
  for (const minutes of REST_MINUTES) {
    await clock.pass(minutes * 60_000);
    await program.work();
  }
  return said;
}

/** Past the grace of a dead request, five minutes of silence, and every look. */
const REST_MINUTES = [0.1, 1, 1, 6, 6, 16, 31, 61, 61, 200];

function bodyOf(call: { readonly id: string; readonly requests: number }, step: { call: number; does: Exclude<Step['does'], 'again'>; withId: boolean }): Json {
  const [name, args] = ARGUMENTS[step.does];
  const transcript = step.withId
    ? [{ role: 'tool_call_invocation', tool_call_id: `tool_${call.id}_${call.requests}`, name, arguments: JSON.stringify(args) }]
    : [];
  return { name, args, call: { call_id: call.id, from_number: `+49151123456${70 + step.call}`, to_number: '+493012345678', transcript_with_tool_calls: transcript } };
}
