// The sections of the settings as the page edits them: the shape of a company file (docs/configuration.md).
export type Interval = readonly [from: string, until: string];
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
export type Hours = Readonly<Record<Day, readonly Interval[]>>;

export interface CompanySection {
  readonly name: string;
  readonly locale: 'de' | 'en';
  readonly region: string | null;
  readonly closedOnHolidays: boolean;
  readonly notifyEmails: readonly string[];
}

export interface BranchSection {
  readonly slug: string;
  readonly name: string;
  readonly openingHours: Hours;
}

export interface ServiceSection {
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly minutes: number;
  readonly calendar: { readonly provider: 'local' } | { readonly provider: 'cal.com'; readonly eventTypeId: number };
}

export interface Rule {
  readonly minutes: number;
  readonly clock: 'wall' | 'business';
}

export const STRATEGIES = ['relationship', 'service', 'least_loaded', 'round_robin', 'none'] as const;

export interface CallbacksSection {
  readonly deadlines: { readonly urgent: Rule; readonly high: Rule; readonly normal: Rule };
  readonly maxAttempts: number;
  readonly attemptsPerDay: number;
  readonly claimMinutes: number;
  readonly warnMinutesBefore: number;
  readonly unassignedAlarmMinutes: number;
  readonly escalationCooldownMinutes: number;
  readonly autoAssign: (typeof STRATEGIES)[number];
}

export interface VoiceSection {
  readonly connection: string;
  readonly platform: 'retell';
  readonly agents: readonly string[];
  readonly apiKey: string | null;
}

export interface SettingsFile {
  readonly company: CompanySection;
  readonly branches: readonly BranchSection[];
  readonly services: readonly ServiceSection[];
  readonly callbacks: CallbacksSection;
  readonly calendars: { readonly 'cal.com'?: { readonly baseUrl: string; readonly apiKey: string | null; readonly profile: string } };
  readonly voice: readonly VoiceSection[];
}

/** 'Damenhaarschnitt & Färben' → 'damenhaarschnitt-faerben' */
export function slugOf(name: string): string {
  const plain = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFKD');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
}
