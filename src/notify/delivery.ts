import type { EpochMs } from '../platform/world.ts';
import type { Channel } from './channels.ts';

/** One message to one person on one way, as somebody has just taken it. */
export interface Delivery {
  readonly companyId: string;
  readonly id: string;
  readonly noticeId: string | null;
  readonly kind: string;
  readonly person: string;
  readonly channel: Channel;
  readonly address: string | null;
  readonly locale: 'de' | 'en';
  readonly sealed: string | null;
  readonly bundleId: string | null;
  readonly tries: number;
  readonly createdAt: EpochMs;
}

/** `moot`: there is nothing to tell any more. */
export type SendOutcome = { readonly kind: 'sent' } | { readonly kind: 'moot' } | { readonly kind: 'failed'; readonly message: string; readonly forGood: boolean };
