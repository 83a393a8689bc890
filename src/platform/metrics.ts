// The metrics of contract section 4. Labels come from closed sets only: nothing that names a caller, a company or
// an id, so that the number of series stays small and nothing personal leaves by this door.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Priority = 'normal' | 'high' | 'urgent';

export interface Metrics {
  readonly registry: Registry;
  failsafeCallback(created: { errorType: string | null; priority: Priority; source: string }): void;
  callbackCompleted(completed: { errorType: string | null; resolution: string }): void;
  /** From its creation to the first contact. */
  callbackResponse(errorType: string | null, seconds: number): void;
  functionSeconds(functionName: string, status: string, seconds: number): void;
  calendarSeconds(operation: string, outcome: string, seconds: number): void;
  /** A sweep could not deal with one row of many, put it off and went on. */
  sweepFailed(job: string): void;
  journalPending(entries: number): void;
  /** `channel` 'none': there was nobody to send it to. */
  notification(channel: 'mail' | 'push' | 'sms' | 'none', outcome: 'sent' | 'moot' | 'retried' | 'failed' | 'unreachable'): void;
  webhookDelivery(outcome: 'sent' | 'retried' | 'dead'): void;
  callbacksOpen(counts: readonly { priority: Priority; overdue: boolean; count: number }[]): void;
  ledger(read: { fates: Readonly<Record<string, number>>; difference: number }): void;
  /** The database could not be asked: what only it knows disappears until it can. */
  databaseUnknown(): void;
}

const ANSWER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 10, 15];
const MINUTE = 60;
const RESPONSE_BUCKETS = [5, 15, 30, 60, 120, 240, 480, 1440, 2880].map((minutes) => minutes * MINUTE);
const PRIORITIES: readonly Priority[] = ['normal', 'high', 'urgent'];

/** Anything else would be a series of its own for ever; a label that an outsider can choose is cut to this. */
function label(value: string | null): string {
  return value === null ? 'none' : /^[a-z0-9_.-]{1,60}$/i.test(value) ? value : 'other';
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const failsafe = new Counter({ name: 'fangnetz_failsafe_callbacks_total', help: 'Callbacks created, by cause.', labelNames: ['error_type', 'priority', 'source'], registers });
  const completed = new Counter({ name: 'fangnetz_callbacks_completed_total', help: 'Callbacks completed, by how.', labelNames: ['error_type', 'resolution'], registers });
  const response = new Histogram({ name: 'fangnetz_callback_response_seconds', help: 'From the creation of a callback to the first contact.', labelNames: ['error_type'], buckets: RESPONSE_BUCKETS, registers });
  const open = new Gauge({ name: 'fangnetz_callbacks_open', help: 'Callbacks that somebody still has to make.', labelNames: ['priority', 'overdue'], registers });
  const wishes = new Gauge({ name: 'fangnetz_wishes_total', help: 'Wishes by fate, as proven by the ledger.', labelNames: ['fate'], registers });
  // Unlabelled gauges of prom-client start at 0; a label set that is empty until it is known does not.
  const difference = new Gauge({ name: 'fangnetz_ledger_difference', help: 'Wishes without a proven fate. Anything but 0 is a lost wish.', labelNames: [], registers });
  const pending = new Gauge({ name: 'fangnetz_journal_pending', help: 'Journal entries that the database does not have yet.', registers });
  const functions = new Histogram({ name: 'fangnetz_function_seconds', help: 'Time to answer a function call of the agent.', labelNames: ['function', 'status'], buckets: ANSWER_BUCKETS, registers });
  const calendar = new Histogram({ name: 'fangnetz_calendar_seconds', help: 'Time of an operation at the calendar.', labelNames: ['operation', 'outcome'], buckets: ANSWER_BUCKETS, registers });
  const sweeps = new Counter({ name: 'fangnetz_sweep_failures_total', help: 'Rows that a sweep could not deal with and put off.', labelNames: ['job'], registers });
  const notifications = new Counter({ name: 'fangnetz_notifications_total', help: 'Messages to people, by way and outcome; failed and unreachable ones have climbed to somebody else.', labelNames: ['channel', 'outcome'], registers });
  const webhooks = new Counter({ name: 'fangnetz_webhook_deliveries_total', help: 'Messages to other programs, by outcome; dead ones wait for a replay.', labelNames: ['outcome'], registers });
  difference.remove();
  return {
    registry,
    failsafeCallback: ({ errorType, priority, source }) => failsafe.inc({ error_type: label(errorType), priority, source: label(source) }),
    callbackCompleted: ({ errorType, resolution }) => completed.inc({ error_type: label(errorType), resolution: label(resolution) }),
    callbackResponse: (errorType, seconds) => response.observe({ error_type: label(errorType) }, seconds),
    functionSeconds: (functionName, status, seconds) => functions.observe({ function: label(functionName), status: label(status) }, seconds),
    calendarSeconds: (operation, outcome, seconds) => calendar.observe({ operation: label(operation), outcome: label(outcome) }, seconds),
    sweepFailed: (job) => sweeps.inc({ job: label(job) }),
    journalPending: (entries) => pending.set(entries),
    notification: (channel, outcome) => notifications.inc({ channel, outcome }),
    webhookDelivery: (outcome) => webhooks.inc({ outcome }),
    callbacksOpen: (counts) => {
      for (const priority of PRIORITIES) {
        for (const overdue of [true, false]) {
          open.set({ priority, overdue: String(overdue) }, counts.find((c) => c.priority === priority && c.overdue === overdue)?.count ?? 0);
        }
      }
    },
    ledger: (read) => {
      for (const [fate, count] of Object.entries(read.fates)) wishes.set({ fate }, count);
      difference.set(read.difference);
    },
    databaseUnknown: () => {
      open.reset();
      wishes.reset();
      difference.remove();
    },
  };
}
