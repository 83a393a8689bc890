// The menu. An area is in it once its page is there.
import { FlaskConical, PhoneIncoming } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { words } from '../words/de/frame.ts';

export interface Area {
  readonly name: keyof (typeof words)['area'];
  readonly to: '/callbacks' | '/rehearsal';
  readonly icon: LucideIcon;
  /** Second key after G. */
  readonly key: string;
  /** In the bar of a phone; the others are behind „Mehr“. */
  readonly inBar: boolean;
}

export const AREAS: readonly Area[] = [
  { name: 'callbacks', to: '/callbacks', icon: PhoneIncoming, key: 'r', inBar: true },
  { name: 'rehearsal', to: '/rehearsal', icon: FlaskConical, key: 't', inBar: false },
];
