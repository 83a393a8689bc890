// Which texts there are, so that a key that does not exist is a type error. A new area adds a line here.
import type { words as acting } from './de/acting.ts';
import type { words as account } from './de/account.ts';
import type { words as analytics } from './de/analytics.ts';
import type { words as companies } from './de/companies.ts';
import type { words as callbacks } from './de/callbacks.ts';
import type { words as frame } from './de/frame.ts';
import type { words as handbook } from './de/handbook.ts';
import type { words as overview } from './de/overview.ts';
import type { words as protection } from './de/protection.ts';
import type { words as records } from './de/records.ts';
import type { words as rehearsal } from './de/rehearsal.ts';
import type { words as settings } from './de/settings.ts';
import type { words as team } from './de/team.ts';
import type { words as told } from './de/told.ts';
import type { words as setup } from './de/setup.ts';

export interface Namespaces {
  readonly frame: typeof frame;
  readonly account: typeof account;
  readonly handbook: typeof handbook;
  readonly analytics: typeof analytics;
  readonly callbacks: typeof callbacks;
  readonly companies: typeof companies;
  readonly overview: typeof overview;
  readonly records: typeof records;
  readonly acting: typeof acting;
  readonly rehearsal: typeof rehearsal;
  readonly settings: typeof settings;
  readonly team: typeof team;
  readonly told: typeof told;
  readonly protection: typeof protection;
  readonly setup: typeof setup;
}
export type Namespace = keyof Namespaces;

/** What English has to have: the same keys, other words. */
export type Like<T> = { readonly [K in keyof T]: T[K] extends string ? string : Like<T[K]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame';
    resources: Namespaces;
    returnNull: false;
  }
}
