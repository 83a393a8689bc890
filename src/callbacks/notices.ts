// Who has to be told of a change. Pure. Nobody is told what he did himself.
import type { Actor } from '../companies/actor.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Notice, Recipient } from '../outbox/notice.ts';
import type { DeskEvent } from './decide.ts';
import type { DeskRow } from './desk-row.ts';

interface Told {
  readonly event: DeskEvent;
  readonly before: DeskRow;
  readonly after: DeskRow;
  readonly actor: Actor;
  readonly eventId: string;
  readonly at: EpochMs;
  readonly unheard: readonly Pick<Notice, 'kind' | 'to'>[];
}

export function noticesOf(told: Told): Notice[] {
  const self = told.actor.kind === 'machine' ? null : told.actor.staffId;
  return drafts(told)
    .filter(({ to }) => to.kind !== 'staff' || to.id !== self)
    .filter((draft) => !told.unheard.some((unheard) => isContrary(unheard, draft)))
    .map(({ kind, to, facts }) => ({
      kind, to, callbackId: told.after.id, at: told.at,
      dedupeKey: `${told.eventId}:${kind}:${to.kind}:${'id' in to ? to.id : 'branchId' in to ? (to.branchId ?? '') : ''}`,
      ...(facts === undefined ? {} : { facts }),
    }));
}

/** He never heard that he has it, so he need not hear that he has it no more; nor the other way round. */
function isContrary(unheard: Pick<Notice, 'kind' | 'to'>, draft: Draft): boolean {
  const contrary = (unheard.kind === 'assigned' && draft.kind === 'unassigned') || (unheard.kind === 'unassigned' && draft.kind === 'assigned');
  return contrary && unheard.to.kind === 'staff' && draft.to.kind === 'staff' && unheard.to.id === draft.to.id;
}

type Draft = Pick<Notice, 'kind' | 'to' | 'facts'>;

function drafts({ event, before, after }: Told): Draft[] {
  const assignee: Recipient | null = after.assignedTo === null ? null : { kind: 'staff', id: after.assignedTo };
  const responsible: Recipient = assignee ?? { kind: 'team', branchId: after.branchId };
  switch (event.kind) {
    case 'assign':
    case 'unassign':
      return handedOver(before, after);
    case 'escalate':
      return [
        { kind: event.level === 1 && event.reason === 'deadline_missed' ? 'overdue' : 'escalated', to: LEVELS[event.level]?.(after) ?? { kind: 'operator' }, facts: { level: event.level, reason: event.reason } },
        ...handedOver(before, after),
      ];
    case 'warn':
      return [{ kind: 'warning', to: responsible, facts: { due_at: after.dueAt } }];
    case 'need_decision':
      return [{ kind: 'decision_needed', to: { kind: 'managers', branchId: after.branchId } }];
    case 'attempt':
      return before.decisionSince === null && after.decisionSince !== null ? [{ kind: 'decision_needed', to: { kind: 'managers', branchId: after.branchId } }] : [];
    case 'settle':
      return [{ kind: 'settled', to: responsible, facts: { resolution: event.resolution } }];
    case 'reopen':
      return [{ kind: 'reopened', to: responsible }];
    case 'wake':
      return [{ kind: 'snooze_over', to: responsible }];
    case 'undo':
    case 'complete':
    case 'cancel':
    case 'expire':
    case 'snooze':
    case 'priority':
    case 'link':
      return handedOver(before, after);
  }
}

function handedOver(before: DeskRow, after: DeskRow): Draft[] {
  if (before.assignedTo === after.assignedTo) return [];
  return [
    ...(after.assignedTo === null ? [] : [{ kind: 'assigned' as const, to: { kind: 'staff' as const, id: after.assignedTo } }]),
    ...(before.assignedTo === null ? [] : [{ kind: 'unassigned' as const, to: { kind: 'staff' as const, id: before.assignedTo } }]),
  ];
}

/** The chain: assignee, branch manager, owner, operator. */
const LEVELS: Readonly<Record<number, (row: DeskRow) => Recipient>> = {
  1: (row) => (row.assignedTo === null ? { kind: 'team', branchId: row.branchId } : { kind: 'staff', id: row.assignedTo }),
  2: (row) => ({ kind: 'managers', branchId: row.branchId }),
  3: () => ({ kind: 'owners' }),
  4: () => ({ kind: 'operator' }),
};
