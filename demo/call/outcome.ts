// What became of the wish, read as staff would read it: through the admin API.
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Appointment, CallbackDetail, Ledger, Wish } from '../../src/admin-api/contract.ts';
import type { RunningDemo } from './running-demo.ts';
import type { Expected } from './scenario.ts';
import { bookingsOf } from './stage.ts';
import type { Played } from './stage.ts';

export interface Outcome {
  readonly wishes: readonly z.output<typeof Wish>[];
  readonly callback: z.output<typeof CallbackDetail> | null;
  readonly appointments: readonly z.output<typeof Appointment>[];
  readonly ledger: z.output<typeof Ledger>;
  /** Standing bookings of this call at the calendar. */
  readonly bookings: number;
}

/** The journal drains within a second of the database's return, looks for a booking go on for longer. */
const SETTLES_MS = 20_000;

/** Read again until it is as expected or time is up: what the server does after the call takes a moment. */
export async function outcomeOf(demo: RunningDemo, played: Played, expected: Expected): Promise<Outcome> {
  const end = performance.now() + SETTLES_MS;
  for (;;) {
    const outcome = await readOutcome(demo, played);
    const settled = outcome.wishes.some((wish) => wish.fate === expected.fate || (wish.fate === 'merged' && expected.fate === 'open_callback')) && (outcome.callback !== null) === (expected.callback !== null);
    const stored = !expected.appointment || outcome.appointments.length > 0;
    if ((settled && stored) || performance.now() > end) return outcome;
    await sleep(250);
  }
}

async function readOutcome(demo: RunningDemo, { callId, answers }: Played): Promise<Outcome> {
  const of = `?retell_call_id=${encodeURIComponent(callId)}`;
  const wishes = (await demo.read<{ items: z.output<typeof Wish>[] }>(`/wishes${of}`))?.items ?? [];
  const appointments = (await demo.read<{ items: z.output<typeof Appointment>[] }>(`/appointments${of}`))?.items ?? [];
  const ledger = await demo.read<z.output<typeof Ledger>>('/ledger');
  if (ledger === null) throw new Error('the ledger is always there');
  // By the name under which it was promised, which while the database was down was the receipt.
  const promised = answers.findLast(({ answer }) => answer.callback_id !== undefined)?.answer.callback_id ?? wishes.find((wish) => wish.callback_id !== null)?.callback_id;
  const callback = promised == null ? null : await demo.read<z.output<typeof CallbackDetail>>(`/callbacks/${promised}`);
  const ids = new Set(wishes.map((wish) => wish.id));
  const bookings = (await bookingsOf(demo)).filter((booking) => booking.status === 'accepted' && ids.has(booking.metadata['fangnetz_wish'] ?? '')).length;
  return { wishes, callback, appointments, ledger, bookings };
}
