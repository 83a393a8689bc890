// The menu. An area is in it once its page is there.
import { AudioLines, ChartColumn, CalendarDays, FlaskConical, LayoutDashboard, PhoneIncoming, Settings, ShieldCheck, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { words } from '../words/de/frame.ts';

export interface Area {
  readonly name: keyof (typeof words)['area'];
  readonly to: '/overview' | '/callbacks' | '/appointments' | '/calls' | '/customers' | '/analytics' | '/ledger' | '/rehearsal' | '/settings';
  readonly icon: LucideIcon;
  /** Second key after G. */
  readonly key: string;
  /** In the bar of a phone; the others are behind „Mehr“. */
  readonly inBar: boolean;
}

export const AREAS: readonly Area[] = [
  { name: 'overview', to: '/overview', icon: LayoutDashboard, key: 'u', inBar: true },
  { name: 'callbacks', to: '/callbacks', icon: PhoneIncoming, key: 'r', inBar: true },
  { name: 'appointments', to: '/appointments', icon: CalendarDays, key: 't', inBar: false },
  { name: 'calls', to: '/calls', icon: AudioLines, key: 'a', inBar: false },
  { name: 'customers', to: '/customers', icon: Users, key: 'k', inBar: false },
  { name: 'analytics', to: '/analytics', icon: ChartColumn, key: 'w', inBar: false },
  { name: 'ledger', to: '/ledger', icon: ShieldCheck, key: 'b', inBar: false },
  { name: 'rehearsal', to: '/rehearsal', icon: FlaskConical, key: 'p', inBar: false },
  { name: 'settings', to: '/settings', icon: Settings, key: 'e', inBar: false },
];
