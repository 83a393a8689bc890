// Many callers at once, each a short call as an agent leads it: check, book, sometimes once more or a wish for a call
// back. Deliveries fail and are repeated as Retell repeats them. Everything that was heard is kept, to be held against
// what is stored. Seeded: the same seed asks the same things.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../src/intake/answer.ts';
import { booking, newTool, place } from './salon-under-test.ts';
import type { SalonUnderTest, Spoken } from './salon-under-test.ts';

export interface Said {
  readonly call: string;
  readonly tool: string;
  readonly name: string;
  /** Of all deliveries that were answered; several where the platform delivered twice. */
  readonly answers: readonly { readonly status: number; readonly answer: Answer }[];
  readonly deliveries: number;
}

export interface Callers {
  readonly said: readonly Said[];
  /** Function calls begun so far. */
  begun(): number;
  readonly done: Promise<void>;
}

export interface CallersOptions {
  readonly salon: SalonUnderTest;
  readonly seed: number;
  readonly calls: number;
  readonly atOnce: number;
  /** Between two functions of a call. */
  readonly thinkMs: number;
  /** The first of the half hours they want. */
  readonly firstPlace: number;
  /** Resolves when the server answers again; nobody rings a dead line. */
  readonly reachable: () => Promise<void>;
}

export type Random = () => number;

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RETRIES = 2;

export function startCallers(options: CallersOptions): Callers {
  const said: Said[] = [];
  const random = seeded(options.seed);
  const plans = Array.from({ length: options.calls }, (_, number) => planOf(number, random));
  let begun = 0;

  async function oneCall(plan: Plan): Promise<void> {
    await options.reachable();
    for (const step of plan.steps) {
      begun += 1;
      const spoken: Spoken = { call: `${plan.call}_${options.seed}`, from: plan.from, tool: newTool(), name: step.name, args: step.args(options.firstPlace) };
      const heard = step.twice ? (await Promise.all([deliver(options.salon, spoken), deliver(options.salon, spoken)])).flat() : await deliver(options.salon, spoken);
      const answers = heard.filter((one) => one !== null);
      said.push({ call: spoken.call, tool: spoken.tool ?? '', name: step.name, answers, deliveries: heard.length });
      // Without an answer the agent apologises and the caller hangs up.
      if (answers.length === 0) return;
      await sleep(options.thinkMs * (0.5 + plan.haste));
    }
  }

  async function worker(): Promise<void> {
    for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) await oneCall(plan);
  }

  const done = Promise.all(Array.from({ length: options.atOnce }, worker)).then(() => undefined);
  return { said, begun: () => begun, done };
}

type Delivered = { readonly status: number; readonly answer: Answer } | null;

/** One entry per delivery; null where the connection failed. */
async function deliver(salon: SalonUnderTest, spoken: Spoken): Promise<Delivered[]> {
  const tries: Delivered[] = [];
  for (let left = RETRIES; left >= 0; left--) {
    try {
      const { status, answer } = await salon.say(spoken);
      return [...tries, { status, answer }];
    } catch {
      tries.push(null);
      if (left > 0) await sleep(1_200);
    }
  }
  return tries;
}

interface Step {
  readonly name: string;
  readonly twice: boolean;
  readonly args: (firstPlace: number) => Readonly<Record<string, unknown>>;
}

interface Plan {
  readonly call: string;
  readonly from: string;
  readonly haste: number;
  readonly steps: readonly Step[];
}

function planOf(number: number, random: Random): Plan {
  const name = `Kunde Nummer${number}x`;
  // One in ten wants what somebody before him wanted.
  const wanted = random() < 0.1 ? Math.floor(random() * number) : number;
  const wants = (first: number): Readonly<Record<string, unknown>> => booking(place(first + wanted), name);
  const step = (function_: string, args: Step['args'] = wants): Step => ({ name: function_, twice: random() < 0.08, args });
  const steps = [step('check_availability'), step('book_appointment')];
  if (random() < 0.2) steps.push(step('book_appointment'));
  if (random() < 0.1) steps.push(step('book_appointment', (first) => booking(place(first + 250 + number), name)));
  if (random() < 0.2) steps.push(step('request_callback', () => ({ name, reason: 'Frage zur Farbe' })));
  return { call: `call_chaos_${number}`, from: `+49151${String(20_000_000 + number)}`, haste: random(), steps };
}
