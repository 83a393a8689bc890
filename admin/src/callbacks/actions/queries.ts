import { queryOptions } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { AttemptOutcome, LastMessage, NextAttempt, PriorityOptions, SnoozeOptions, Slots } from '../../api/shapes.ts';

// What is proposed depends on the moment: it is asked again each time, and never moves under somebody's finger.
const FRESH = { staleTime: 0, gcTime: 0, meta: { live: 'own' } } as const;

export function nextAttemptQuery(id: string, outcome: AttemptOutcome) {
  return queryOptions({ queryKey: ['callback', 'next-attempt', id, outcome], queryFn: ({ signal }) => get<NextAttempt>(`/callbacks/${id}/next-attempt`, { outcome }, signal), ...FRESH });
}

export function snoozeOptionsQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'snooze-options', id], queryFn: ({ signal }) => get<SnoozeOptions>(`/callbacks/${id}/snooze-options`, {}, signal), ...FRESH });
}

export function priorityOptionsQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'priority-options', id], queryFn: ({ signal }) => get<PriorityOptions>(`/callbacks/${id}/priority-options`, {}, signal), ...FRESH });
}

export function lastMessageQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'last-message', id], queryFn: ({ signal }) => get<LastMessage>(`/callbacks/${id}/last-message`, {}, signal), staleTime: Infinity, meta: { live: 'own' } });
}

export interface SlotsAsked {
  readonly service: string;
  readonly branch: string | null;
  readonly staff: string | null;
  readonly from: string;
  readonly to: string;
}

export function slotsQuery({ service, branch, staff, from, to }: SlotsAsked) {
  return queryOptions({ queryKey: ['slots', { service, branch, staff, from, to }], queryFn: ({ signal }) => get<Slots>('/slots', { service, branch, staff, from, to }, signal), staleTime: 20_000 });
}
