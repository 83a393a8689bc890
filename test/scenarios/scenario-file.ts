// A scenario as its author writes it: YAML, checked so closely that a mistake is told with its line.
import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { z } from 'zod';
import { CreatedFrom, ErrorType, Fate, Intent, Priority } from '../../src/admin-api/contract.ts';

const text = z.string().min(1);
const texts = z.union([text.transform((one) => [one]), z.array(text).min(1)]);
const anything = z.record(z.string(), z.unknown());
/** Of which call of the scenario; most have only one. */
const who = { call: text.default('first'), caller: text.optional() };

const STEPS = {
  function: z.strictObject({
    function: z.string(),
    args: z.unknown().default({}),
    ...who,
    /** What the platform gives as the id of the call; `absent`: nothing. */
    call_id: text.optional(),
    sent_as: z.strictObject({ name: text.default('name'), args: text.default('args') }).default({ name: 'name', args: 'args' }),
    /** The same request so many times at once, as a platform repeats it. */
    deliveries: z.int().min(1).max(5).default(1),
    expect: z
      .strictObject({
        status: texts.optional(), success: z.boolean().optional(), says: texts.optional(), says_not: texts.optional(),
        start: text.optional(), offers: z.int().min(0).optional(), date: text.optional(), within_seconds: z.number().positive().default(10),
      })
      .default({ within_seconds: 10 }),
  }),
  event: z.strictObject({
    event: text,
    ...who,
    reason: text.default('user_hangup'),
    seconds: z.int().min(0).default(60),
    /** „agent: …“ and „caller: …“, in order. */
    said: z.array(z.string().regex(/^(agent|caller): \S/, 'begins with "agent: " or "caller: "')).optional(),
    analysis: anything.optional(),
    key: z.enum(['right', 'wrong']).default('right'),
    expect: z.strictObject({ http: z.int() }).default({ http: 204 }),
  }),
  fault: z.strictObject({
    fault: z.enum(['none', 'status', 'delay', 'hang', 'lost_reply', 'drop', 'garbage', 'late_effect', 'old_booking', 'error_after_effect', 'list_lag', 'rate_limited']),
    at: z.enum(['slots', 'book', 'list', 'get', 'cancel', 'reschedule', '*']).default('*'),
    times: z.int().min(1).optional(),
    status: z.int().optional(), body: z.unknown().optional(), ms: z.int().optional(), text: z.string().optional(), effect: z.boolean().optional(),
  }),
  taken: z.strictObject({ taken: text, event_type: z.int().default(101) }),
  books_online: z.strictObject({ books_online: text, name: text, phone: text, event_type: z.int().default(101) }),
  database: z.strictObject({ database: z.enum(['away', 'back']) }),
  server: z.strictObject({ server: z.enum(['killed_and_started']) }),
  wait_for: z.strictObject({ wait_for: Fate, call: text.default('first'), seconds: z.number().positive().max(60).default(20) }),
} as const;

type StepKind = keyof typeof STEPS;
export type StepOf<K extends StepKind> = z.output<(typeof STEPS)[K]>;
export type Step = { readonly [K in StepKind]: { readonly kind: K; readonly step: StepOf<K>; readonly line: number } }[StepKind];

const expectedCallback = z.union([
  z.literal('none'),
  z.strictObject({
    error_type: z.union([ErrorType, z.literal('none')]).optional(),
    priority: Priority.optional(),
    created_from: CreatedFrom.optional(),
    due_within: z.string().regex(/^\d+(\.\d+)?h$/, 'is written as hours, for example "4h"').optional(),
    phone: text.optional(),
    notes: text.optional(),
  }),
]);

const wish = z.strictObject({
  intent: Intent,
  fate: Fate,
  call: text.default('first'),
  callback: expectedCallback.optional(),
  appointment: z
    .union([z.literal('none'), z.strictObject({ start: text, service: text.optional(), staff: text.optional(), status: z.enum(['pending', 'booked', 'cancelled']).default('booked') })])
    .optional(),
});

const SCENARIO = z.strictObject({
  title: text,
  source: text,
  back_then: text,
  /** As the platform gives it; `withheld` for a caller who hides it. */
  caller: text.default('+4915112345678'),
  steps: z.array(anything).min(1),
  becomes: z.array(wish),
  calendar: z.int().min(0),
});

export type ExpectedWish = z.output<typeof wish>;

export interface Scenario extends Omit<z.output<typeof SCENARIO>, 'steps'> {
  /** Its path as it was given. */
  readonly file: string;
  readonly steps: readonly Step[];
}

/** `file:line: what is wrong`, one line each. */
export class ScenarioRefused extends Error {}

export function readScenario(file: string, source: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const refuse = (found: readonly string[]): never => {
    throw new ScenarioRefused(found.join('\n'));
  };
  if (document.errors.length > 0) refuse(document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`));
  const lineOf = (path: readonly PropertyKey[]): number => lines.linePos(offsetOf(document, path)).line;
  const told = (issues: readonly z.core.$ZodIssue[], below: readonly PropertyKey[] = []): string[] =>
    issues.map((issue) => {
      const path = [...below, ...issue.path];
      return `${file}:${lineOf(path)}: ${path.length === 0 ? '' : `${path.join('.')}: `}${issue.message}`;
    });
  const read = SCENARIO.safeParse(document.toJS());
  if (!read.success) return refuse(told(read.error.issues));
  const problems: string[] = [];
  const steps = read.data.steps.flatMap((given, index): Step[] => {
    const kinds = (Object.keys(STEPS) as StepKind[]).filter((key) => key in given);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      problems.push(`${file}:${lineOf(['steps', index])}: steps.${index}: a step is exactly one of ${Object.keys(STEPS).join(', ')}`);
      return [];
    }
    const step = STEPS[kind].safeParse(given);
    if (step.success) return [{ kind, step: step.data, line: lineOf(['steps', index]) } as Step];
    problems.push(...told(step.error.issues, ['steps', index]));
    return [];
  });
  return problems.length > 0 ? refuse(problems) : { ...read.data, steps, file };
}

/** Of the innermost part of the path that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[] | null | undefined) : null;
    if (range?.[0] !== undefined) return range[0];
  }
  return 0;
}
