// The switchboard: what goes wrong, where and how often.

export type OperationName = 'slots' | 'book' | 'list' | 'get' | 'cancel' | 'reschedule' | 'me' | 'event_types' | 'webhooks' | 'make_webhook' | 'change_webhook';

export type Fault =
  /** Answers this at once, without effect. A string body is sent as it is. */
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly contentType?: string }
  /** Does what was asked, then answers after `ms`. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Never answers, no effect. */
  | { readonly kind: 'hang' }
  /** Does what was asked, then breaks the connection. */
  | { readonly kind: 'lost_reply' }
  /** Breaks the connection, no effect. */
  | { readonly kind: 'drop' }
  /** 200 with an HTML page (default) or this text; `effect` does what was asked all the same. */
  | { readonly kind: 'garbage'; readonly text?: string; readonly effect?: boolean }
  /** Breaks the connection and does what was asked `ms` later. */
  | { readonly kind: 'late_effect'; readonly ms: number }
  /** 201 with the oldest booking there is, no effect. */
  | { readonly kind: 'old_booking' }
  /** Does what was asked, then answers this status with a body of the real one's shape. */
  | { readonly kind: 'error_after_effect'; readonly status: number }
  /** The list does not show what was created within the last `ms`. */
  | { readonly kind: 'list_lag'; readonly ms: number }
  /** 429 without effect; without `retryAfterSec` only X-RateLimit-Reset-Default: 60 tells the wait. */
  | { readonly kind: 'rate_limited'; readonly retryAfterSec?: number };

export interface FaultRule {
  /** `*` is any operation. */
  readonly operation: OperationName | '*';
  /** How many requests it hits; absent: until cleared. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface Switchboard {
  /** Replaces all rules. The first that fits and is not used up hits. */
  set(rules: readonly FaultRule[]): void;
  add(rule: FaultRule): void;
  clear(): void;
  /** The rules that still can hit. */
  rules(): readonly FaultRule[];
  take(operation: OperationName): Fault | null;
}

export function createSwitchboard(): Switchboard {
  let rules: { rule: FaultRule; left: number }[] = [];
  const entry = (rule: FaultRule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  return {
    set: (given) => {
      rules = given.map(entry);
    },
    add: (rule) => {
      rules.push(entry(rule));
    },
    clear: () => {
      rules = [];
    },
    rules: () => rules.filter(({ left }) => left > 0).map(remaining),
    take(operation) {
      const found = rules.find(({ rule, left }) => left > 0 && (rule.operation === '*' || rule.operation === operation));
      if (found === undefined) return null;
      found.left--;
      return found.rule.fault;
    },
  };
}

function remaining({ rule, left }: { readonly rule: FaultRule; readonly left: number }): FaultRule {
  const { operation, fault } = rule;
  return Number.isFinite(left) ? { operation, fault, times: left } : { operation, fault };
}
