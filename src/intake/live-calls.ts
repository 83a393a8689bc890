// What this node remembers of calls that are going on: answers given, flights under way, the open wish of a call.
// It is what carries a conversation while the database is down, and spares a wait while it is up. Bounded; the
// database decides wherever it can be asked.
import type { EpochMs } from '../platform/world.ts';
import type { BookingIntent } from '../booking/intent.ts';
import type { Answer, Reply } from './answer.ts';
import type { CurrentWish } from './turn.ts';

export interface RememberedAnswer {
  readonly answer: Answer;
  readonly at: EpochMs;
}

export interface RememberedAttempt {
  readonly intent: BookingIntent;
  readonly refused: boolean;
}

export interface LiveCalls {
  /** The flight of the same key on this node, if one is under way. */
  flight(key: string): Promise<Reply> | null;
  startFlight(key: string, reply: Promise<Reply>): void;
  /** Whether this process is handling the request with this receipt right now. */
  isActive(receipt: string): boolean;
  setActive(receipt: string, active: boolean): void;
  /** The answer given for this key, as long as it is remembered. */
  answered(key: string): RememberedAnswer | null;
  rememberAnswer(key: string, remembered: RememberedAnswer): void;
  wish(callId: string, intent: string): CurrentWish | null;
  rememberWish(callId: string, wish: CurrentWish | null, intent: string): void;
  /** An attempt that this node has sent, or was about to: perhaps only the journal knows it. */
  attempt(id: string): RememberedAttempt | null;
  rememberAttempt(intent: BookingIntent): void;
  /** The calendar certainly has no booking of it, so the same may be tried anew. */
  attemptRefused(id: string): void;
}

const REMEMBERED_MAX = 20_000;

export function liveCalls(): LiveCalls {
  const receipts = new Set<string>();
  const flights = new Map<string, Promise<Reply>>();
  const answers = new Map<string, RememberedAnswer>();
  const wishes = new Map<string, CurrentWish>();
  const attempts = new Map<string, RememberedAttempt>();
  return {
    flight: (key) => flights.get(key) ?? null,
    startFlight(key, reply) {
      flights.set(key, reply);
      const done = () => {
        if (flights.get(key) === reply) flights.delete(key);
      };
      void reply.then(done, done);
    },
    isActive: (receipt) => receipts.has(receipt),
    setActive(receipt, active) {
      if (active) receipts.add(receipt);
      else receipts.delete(receipt);
    },
    answered: (key) => answers.get(key) ?? null,
    rememberAnswer: (key, remembered) => remember(answers, key, remembered),
    wish: (callId, intent) => wishes.get(`${callId} ${intent}`) ?? null,
    rememberWish(callId, wish, intent) {
      if (wish === null) wishes.delete(`${callId} ${intent}`);
      else remember(wishes, `${callId} ${intent}`, wish);
    },
    attempt: (id) => attempts.get(id) ?? null,
    rememberAttempt(intent) {
      if (!attempts.has(intent.id)) remember(attempts, intent.id, { intent, refused: false });
    },
    attemptRefused(id) {
      const known = attempts.get(id);
      if (known !== undefined) remember(attempts, id, { ...known, refused: true });
    },
  };
}

/** Oldest out: a Map keeps the order of insertion. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED_MAX) map.delete(map.keys().next().value!);
}
