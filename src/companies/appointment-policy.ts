import type { AppointmentPolicy } from './company.ts';

export const DEFAULT_APPOINTMENT_POLICY: AppointmentPolicy = {
  cancelNoticeMinutes: 0,
  rescheduleNoticeMinutes: 0,
  feeText: null,
  maxReschedules: null,
};

/** A stored policy; what an older row or snapshot does not have yet is the default. */
export function storedAppointmentPolicy(stored: Partial<AppointmentPolicy> | undefined): AppointmentPolicy {
  return { ...DEFAULT_APPOINTMENT_POLICY, ...stored };
}
