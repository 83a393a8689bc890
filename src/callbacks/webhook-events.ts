// What other programs hear of a line of the timeline. Pure.
import type { WebhookEvent } from '../outbox/webhook-events.ts';
import type { CallbackEvent } from './callback-events.ts';

export function webhookEventsOf({ kind, detail }: Pick<CallbackEvent, 'kind' | 'detail'>): WebhookEvent[] {
  const before = (detail['before'] ?? {}) as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'created':
      return ['callback.created'];
    case 'assign':
      return ['callback.assigned'];
    case 'attempt':
      return detail['outcome'] === 'reached' ? ['callback.contacted'] : [];
    case 'complete':
      return ['callback.completed'];
    case 'settle':
    case 'settled_in_call':
      return ['callback.settled'];
    case 'cancel':
    case 'expire':
      return ['callback.cancelled'];
    case 'reopen':
      return ['callback.reopened'];
    case 'escalate':
      return ['callback.escalated', ...(detail['reason'] === 'deadline_missed' ? (['callback.overdue'] as const) : []), ...('assignedTo' in before ? (['callback.assigned'] as const) : [])];
    case 'undo':
      return undone(detail['status'], before);
    default:
      return [];
  }
}

/** Taken back, for a program outside, is what it has become: closed ones are open again, open ones are closed again. */
function undone(status: unknown, before: Readonly<Record<string, unknown>>): WebhookEvent[] {
  const assigned: WebhookEvent[] = 'assignedTo' in before ? ['callback.assigned'] : [];
  if (!('status' in before)) return assigned;
  if (status === 'completed') return ['callback.completed'];
  if (status === 'cancelled' || status === 'expired') return ['callback.cancelled'];
  return ['completed', 'cancelled', 'expired'].includes(String(before['status'])) ? ['callback.reopened', ...assigned] : assigned;
}
