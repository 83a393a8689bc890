import type { EpochMs } from '../platform/world.ts';

export type Intent = 'book' | 'reschedule' | 'cancel' | 'callback' | 'question';
export type Fate = 'appointment' | 'open_callback' | 'in_progress' | 'closed' | 'merged' | 'not_a_wish' | 'erased';

/** What the caller asked for, as far as it was understood; later requests of the same wish add to it. */
export interface Requested {
  readonly serviceId?: string;
  readonly serviceSaid?: string;
  /** 'YYYY-MM-DD' and 'HH:MM' in the branch's zone; null where a later request said it anew and left it open. */
  readonly date?: string | null;
  readonly time?: string | null;
  readonly dateSaid?: string | null;
  readonly timeSaid?: string | null;
  readonly startAt?: EpochMs | null;
  readonly staffId?: string;
  readonly customerName?: string;
  /** E.164 where it could be read; `phoneRaw` as it was said. */
  readonly phone?: string;
  readonly phoneRaw?: string;
  /** He was asked for a number once; a second time he would only be asked in circles. */
  readonly phoneAsked?: boolean;
  /** Somebody tried to book it, not only asked about times. */
  readonly attempted?: boolean;
  readonly email?: string;
  /** As it was said, where no address that is certain could be read of it; null once one was. */
  readonly emailSaid?: string | null;
  readonly notes?: string;
  /** Which appointment is to be changed, and to when, as it was said. */
  readonly oldDate?: string;
  readonly oldTime?: string;
  readonly newDate?: string;
  readonly newTime?: string;
}

/** One intent of one call, as it is first written. */
export interface WishDraft {
  readonly id: string;
  /** null: of no call (an alarm to the operator). */
  readonly callId: string | null;
  readonly intent: Intent;
  readonly requested: Requested;
  readonly receipt: string;
  readonly openedAt: EpochMs;
}
