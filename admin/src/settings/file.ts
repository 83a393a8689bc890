// The sections of the settings as the page edits them: the shape of a company file (docs/configuration.md).
export type Interval = readonly [from: string, until: string];
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
export type Hours = Readonly<Record<Day, readonly Interval[]>>;

export interface CompanySection {
  readonly name: string;
  readonly locale: 'de' | 'en';
  readonly region: string | null;
  readonly municipality: string | null;
  readonly closedOnHolidays: boolean;
  readonly notifyEmails: readonly string[];
}

export interface BranchSection {
  readonly slug: string;
  readonly name: string;
  readonly phoneNumbers: readonly string[];
  readonly openingHours: Hours;
  /** null: as the company */
  readonly region: string | null;
  readonly municipality: string | null;
}

export const STAFF_ROLES = ['staff', 'manager', 'owner', 'viewer'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export interface StaffSection {
  readonly slug: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: StaffRole;
  readonly branches: readonly string[];
  readonly services: readonly string[];
  /** null: while the branch is open */
  readonly workingHours: Hours | null;
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
  /** By branch */
  readonly strategies: Readonly<Record<string, string>>;
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
  /** null: Retell's own */
  readonly apiBaseUrl?: string | null;
}

export interface SettingsFile {
  readonly company: CompanySection;
  readonly branches: readonly BranchSection[];
  readonly services: readonly ServiceSection[];
  readonly staff: readonly StaffSection[];
  readonly callbacks: CallbacksSection;
  readonly calendars: { readonly 'cal.com'?: { readonly baseUrl: string; readonly apiKey: string | null; readonly profile: string } };
  readonly voice: readonly VoiceSection[];
}

/** 'Damenhaarschnitt & Färben' → 'damenhaarschnitt-faerben' */
export function slugOf(name: string): string {
  const plain = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFKD');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
}

/** A slug that none of the others has; what has no letters that one can be made of is called `fallback`. */
export function freshSlug(name: string, taken: readonly { readonly slug: string }[], fallback: string): string {
  const base = slugOf(name) || fallback;
  const used = new Set(taken.map(({ slug }) => slug));
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!used.has(slug)) return slug;
  }
}
