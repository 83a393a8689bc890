import type { Calendars } from '../calendar/calendars.ts';
import type { Directory } from '../companies/directory.ts';
import type { Entry, JournalStatus } from '../journal/journal.ts';
import type { Database } from '../platform/database.ts';
import type { People } from '../people/people.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { World } from '../platform/world.ts';
import type { Rehearsals } from '../rehearsal/rehearse.ts';
import type { SettingsMeans } from '../settings/change-settings.ts';
import type { MailNeedles } from '../privacy/mail-files.ts';
import type { JournalOnly } from '../wishes/ledger.ts';
import type { KeyHolder } from './access.ts';
import type { SignIns } from './sign-in.ts';

export interface PartStatus {
  readonly state: 'up' | 'degraded' | 'down';
  /** Why it is not up. */
  readonly reason: string | null;
}

export interface AdminApiOptions {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly calendars: Calendars;
  readonly settings: SettingsMeans;
  /** Resolves once the directory shows what was committed before. Rejects with Fault DATABASE_UNAVAILABLE. */
  readonly companiesChanged: () => Promise<void>;
  /** How the server is reached from outside; null: only under its own address. */
  readonly publicUrl: string | null;
  readonly answerBudgetMs: number;
  readonly journal: () => JournalStatus;
  /** Unsettled journal entries that name a wish of this company; null: of any. */
  readonly journalPending: (companyId: string | null) => readonly JournalOnly[];
  /** All entries that the database may not have yet. */
  readonly unsettled: () => readonly Entry[];
  /** Removes what lies on this node in place of a mail server; returns how many. */
  readonly forgetMails: (needles: MailNeedles) => Promise<number>;
  readonly jobs: () => PartStatus;
  /** Throws Fault DATABASE_UNAVAILABLE while keys cannot be looked up. */
  readonly verifyApiKey: (key: string) => Promise<KeyHolder | null>;
  readonly signIns: SignIns;
  readonly testCalls: Rehearsals;
  /** What mails, push messages and webhooks are made with. */
  readonly notify: {
    readonly secrets: Secrets;
    /** Where the pages are; without a slash at the end. */
    readonly baseUrl: () => string;
    readonly allowPrivate: boolean;
  };
  readonly metrics: Metrics;
  readonly version: string;
  /** True where the public address is https: then the session cookie travels nowhere else. */
  readonly secureCookies: boolean;
  readonly people: People;
  /** Per address. */
  readonly requestsPerMinute: number;
}
