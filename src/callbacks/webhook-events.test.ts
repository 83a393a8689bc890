import { expect, test } from 'vitest';
import { webhookEventsOf } from './webhook-events.ts';

test('taking back is told as what the callback has become', () => {
  expect(webhookEventsOf({ kind: 'undo', detail: { status: 'assigned', before: { status: 'completed', completedAt: 1 } } })).toEqual(['callback.reopened']);
  expect(webhookEventsOf({ kind: 'undo', detail: { status: 'completed', before: { status: 'assigned' } } })).toEqual(['callback.completed']);
  expect(webhookEventsOf({ kind: 'undo', detail: { status: 'pending', before: { status: 'assigned', assignedTo: 'a' } } })).toEqual(['callback.assigned']);
  expect(webhookEventsOf({ kind: 'undo', detail: { status: 'assigned', before: { snoozedUntil: 1 } } })).toEqual([]);
});

test('an attempt is told only when somebody was reached', () => {
  expect(webhookEventsOf({ kind: 'attempt', detail: { outcome: 'reached' } })).toEqual(['callback.contacted']);
  expect(webhookEventsOf({ kind: 'attempt', detail: { outcome: 'busy' } })).toEqual([]);
});

test('an escalation that gives it to somebody else says both', () => {
  expect(webhookEventsOf({ kind: 'escalate', detail: { reason: 'customer_complaint', before: { assignedTo: 'a' } } })).toEqual(['callback.escalated', 'callback.assigned']);
});
