// Plays the sample calls one after the other, each at its own instant of the past.
import { messageOf } from '../../src/platform/errors.ts';
import type { CalComStandIn } from '../cal-com/stand-in.ts';
import { phoneCall } from '../phone/phone-call.ts';
import { AGENT, CONNECTION, MITTE_NUMBER, PRENZLAUER_BERG_NUMBER } from '../salon-nord/company-file.ts';
import { salonEventTypes } from '../salon-nord/event-types.ts';
import type { Composition } from './composition.ts';
import { person } from './people.ts';
import type { SampleClock } from './sample-clock.ts';
import { COURSES, SAMPLE_CALLS } from './sample-calls.ts';
import type { CourseName } from './sample-calls.ts';
import { callAt } from './waking-hours.ts';
import { workOff } from './work-off.ts';

export interface Playing {
  readonly composition: Composition;
  readonly standIn: CalComStandIn;
  readonly clock: SampleClock;
  readonly retellKey: string;
  /** The instant from which the calls count back. */
  readonly fromAt: number;
  /** How many were played in an earlier start that was interrupted. */
  readonly played: number;
  /** Aborted when the program is asked to end; the next start goes on. */
  readonly signal: AbortSignal;
  readonly onPlayed: (played: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const MINUTE = 60_000;
/** A call that shows no sign of life for five minutes is over. */
const SILENT_MS = 5 * MINUTE + 15_000;
/** Just after each of the instants at which a booking of unknown fate is looked for (src/booking/schedule.ts). */
const LOOKS_MS = [1_000, 4_000, 10_000, 26_000, 90_000];

export async function playSamples(playing: Playing): Promise<void> {
  for (let index = playing.played; index < SAMPLE_CALLS.length; index++) {
    playing.signal.throwIfAborted();
    const [minutesAgo, course, service, work] = SAMPLE_CALLS[index]!;
    const startAt = callAt(playing.fromAt, minutesAgo);
    // Before it: a call that a kill cut in two is not played again, the server ends it like any that fell silent.
    await playing.onPlayed(index + 1);
    try {
      await playOne(playing, { index, startAt, course, service });
      if (work !== undefined) await workOff({ composition: playing.composition, clock: playing.clock, callAt: startAt, until: playing.fromAt, work, turn: index });
    } catch (error) {
      // A demo with one call less is better than none; the sentence says that something is wrong.
      playing.say(`sample call ${index + 1} (${course}) failed: ${messageOf(error)}`);
    }
  }
}

async function playOne(playing: Playing, sample: { index: number; startAt: number; course: CourseName; service: string }): Promise<void> {
  const { composition, standIn, clock, retellKey } = playing;
  const { index, startAt, course, service } = sample;
  clock.jumpTo(startAt);
  const caller = person(index);
  const call = phoneCall(
    { connection: CONNECTION, key: retellKey, clock, post: composition.post },
    { callId: `call_sample_${String(index + 1).padStart(3, '0')}`, agentId: AGENT, from: course === 'anonymous_cancel' ? 'anonymous' : caller.number, to: index % 3 === 2 ? PRENZLAUER_BERG_NUMBER : MITTE_NUMBER },
  );
  try {
    await COURSES[course]({
      call, person: caller, service, composition,
      faults: (rules) => standIn.setFaults(rules),
      takeSlot: (name, start) => takeSlot(standIn, name, start),
    });
  } finally {
    standIn.clearFaults();
    composition.restoreDatabase();
  }
  await afterwards(playing, course);
  // The platform's event comes last, as it does on a bad day: what became of the wishes is settled by then, and stays so.
  if (clock.now() < startAt + SILENT_MS) return;
  await call.tellEnd(startAt + lengthOf(index), course === 'broke_off' ? 'error_llm_websocket_lost_connection' : 'user_hangup');
  await composition.drain();
}

/** Between 50 seconds and 3 minutes. */
function lengthOf(index: number): number {
  return 50_000 + ((index * 37) % 130) * 1000;
}

/** Time goes on after the call, as it would have; never beyond the present. */
async function afterwards({ composition, clock, fromAt }: Playing, course: CourseName): Promise<void> {
  const endedAt = clock.now();
  await composition.drain();
  if (course === 'unconfirmed' || course === 'turned_up' || course === 'api_error' || course === 'exception') {
    for (const ms of LOOKS_MS) {
      clock.jumpTo(endedAt + (course === 'turned_up' ? 40_000 : 0) + ms);
      await composition.lookForBookings();
    }
  }
  if (endedAt + SILENT_MS > fromAt) return;
  clock.jumpTo(endedAt + SILENT_MS);
  await composition.endSilentCalls();
}

/** Every host who could do it is taken, so that the slot is gone for good. */
function takeSlot(standIn: CalComStandIn, serviceName: string, start: string): void {
  const type = salonEventTypes().find((type) => type.title === serviceName);
  if (type === undefined) throw new Error(`no event type called ${serviceName}`);
  for (const host of type.hosts) standIn.addBooking({ eventTypeId: type.id, hostId: host.id, start, name: 'Laufkundschaft', phone: '+493023125199' });
}
