import type { EpochMs } from '../platform/world.ts';

/** An appointment as the calendar confirmed it, ready to be stored. Its id is derived from the intent. */
export interface AppointmentDraft {
  readonly id: string;
  readonly wishId: string;
  readonly callId: string | null;
  /** null: entered by hand, nothing was sent anywhere. */
  readonly intentId: string | null;
  readonly status: 'pending' | 'booked' | 'cancelled';
  readonly provider: 'cal.com' | 'local';
  readonly bookingUid: string;
  readonly bookingId: string | null;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly branchId: string | null;
  readonly serviceId: string | null;
  readonly staffId: string | null;
  readonly customerName: string | null;
  readonly phoneNumber: string | null;
  readonly customerEmail: string | null;
  readonly notes: string | null;
  readonly createdAt: EpochMs;
}
