import type { AppointmentPolicy } from '../companies/company.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { ChangeKind } from './decide-change.ts';

export type Denied = { readonly kind: 'too_late'; readonly noticeMinutes: number } | { readonly kind: 'too_often'; readonly most: number };

export interface Asked {
  readonly kind: ChangeKind;
  readonly startAt: EpochMs;
  readonly rescheduleCount: number;
  readonly now: EpochMs;
}

/** Why the caller may not make this change by himself; null where he may. Exactly at the notice he still may. */
export function deniedBy(policy: AppointmentPolicy, asked: Asked): Denied | null {
  const noticeMinutes = asked.kind === 'cancel' ? policy.cancelNoticeMinutes : policy.rescheduleNoticeMinutes;
  if (asked.startAt - asked.now < noticeMinutes * MINUTE_MS) return { kind: 'too_late', noticeMinutes };
  const most = policy.maxReschedules;
  return asked.kind === 'reschedule' && most !== null && asked.rescheduleCount >= most ? { kind: 'too_often', most } : null;
}
