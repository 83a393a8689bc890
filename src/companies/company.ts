// A company as the rest of the program sees it: read once, held in memory, replaced as a whole when it changes.

import type { Reach } from './entered-address.ts';
import type { Intervals } from './intervals.ts';

export type Priority = 'normal' | 'high' | 'urgent';
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Intervals of local wall time, 'HH:MM' to 'HH:MM', ordered and not overlapping; '24:00' may end one. */
export type OpeningHours = Readonly<Record<Weekday, Intervals>>;

/** Days on which a branch, or all of them, is open otherwise than its week says. */
export interface CalendarException {
  readonly id: string;
  /** null: every branch of the company. */
  readonly branchId: string | null;
  /**
   * `closed`: all day, or at these hours. `hours`: open at these hours and at no others, also on a holiday.
   * `extra`: open at these hours beside whatever else the day has.
   */
  readonly kind: 'closed' | 'hours' | 'extra';
  /** 'YYYY-MM-DD', or 'MM-DD' for every year; both ends alike, both included. A yearly one may run over New Year. */
  readonly from: string;
  readonly to: string;
  readonly hours: Intervals | null;
  /** For staff; not read out to callers. */
  readonly reason: string | null;
}

/** Days on which somebody does not work; at these hours only, where there are any. Why is nobody's business here. */
export interface Absence {
  readonly id: string;
  /** 'YYYY-MM-DD', both included. */
  readonly from: string;
  readonly to: string;
  readonly hours: Intervals | null;
}

export interface DeadlineRule {
  readonly minutes: number;
  /** `wall`: plain hours. `business`: only the branch's opening time counts. */
  readonly clock: 'wall' | 'business';
}

export type AssignStrategy = 'relationship' | 'service' | 'least_loaded' | 'round_robin' | 'none';

export interface CallbackPolicy {
  readonly deadlines: Readonly<Record<Priority, DeadlineRule>>;
  readonly maxAttempts: number;
  readonly escalationCooldownMinutes: number;
  readonly autoAssign: AssignStrategy;
  /** By the slug of a branch that assigns otherwise than the company. */
  readonly strategies: Readonly<Record<string, AssignStrategy>>;
  /** How long before the deadline its assignee is warned. */
  readonly warnMinutesBefore: number;
  /** After that a claim returns by itself. */
  readonly claimMinutes: number;
  /** A callback that nobody has after that is an alarm. */
  readonly unassignedAlarmMinutes: number;
  /** Between which times of day customers are called at all, Monday to Friday; see callingWeek for the rest of the week. */
  readonly callingHours: readonly [string, string];
  readonly attemptsPerDay: number;
}

/** What a caller may change by himself; beyond it a person decides. */
export interface AppointmentPolicy {
  /** How long before its start an appointment may still be cancelled or moved; 0: until it begins. */
  readonly cancelNoticeMinutes: number;
  readonly rescheduleNoticeMinutes: number;
  /** Said where a change comes too late, for example „Danach berechnen wir 20 Euro.“ */
  readonly feeText: string | null;
  /** How often one appointment may be moved; null: as often as wanted. */
  readonly maxReschedules: number | null;
}

export interface Branch {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** E.164. */
  readonly phoneNumbers: readonly string[];
  readonly openingHours: OpeningHours;
  /** null: the company's. */
  readonly region: string | null;
  readonly municipality: string | null;
}

export type ServiceCalendar = { readonly provider: 'cal.com'; readonly eventTypeId: number } | { readonly provider: 'local' };

export interface Price {
  readonly amount: number;
  /** 'EUR' */
  readonly currency: string;
}

export interface Service {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly minutes: number;
  /** What it usually costs. */
  readonly price?: Price | null;
  readonly calendar: ServiceCalendar;
}

export interface StaffMember {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: 'owner' | 'manager' | 'staff' | 'viewer';
  readonly branchIds: readonly string[];
  readonly serviceIds: readonly string[];
  /** null: works whenever a branch of hers is open. */
  readonly workingHours: OpeningHours | null;
  readonly absences: readonly Absence[];
}

export interface CalComAccount {
  readonly baseUrl: string;
  /** Of the address. */
  readonly reach?: Reach | undefined;
  readonly profile: 'hosted' | 'cal.diy';
  /** In clear, in memory only; null where none is set. */
  readonly apiKey: string | null;
  readonly webhookSecret: string | null;
}

export interface Company {
  readonly id: string;
  readonly slug: string;
  readonly kind: 'company' | 'operator';
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  readonly locale: 'de' | 'en';
  /** ISO 3166-2, e.g. DE-BE; null where unknown. */
  readonly region: string | null;
  /** What kind of municipality, where holidays depend on it (holidays/); null: the usual kind. */
  readonly municipality: string | null;
  /** false: open as the week says on public holidays too. */
  readonly closedOnHolidays: boolean;
  /** Of the company and of its branches. */
  readonly exceptions: readonly CalendarException[];
  readonly notifyEmails: readonly string[];
  readonly callbacks: CallbackPolicy;
  readonly appointments: AppointmentPolicy;
  /** Active ones, in the order of the company file. The first branch is the default. */
  readonly branches: readonly Branch[];
  readonly services: readonly Service[];
  readonly staff: readonly StaffMember[];
  readonly calCom: CalComAccount | null;
}

export interface Connection {
  readonly name: string;
  readonly platform: 'retell';
  /** Every key under which a request of this connection may be signed; usually one. */
  readonly apiKeys: readonly string[];
  /** Where the platform's own API is; absent: its usual place. */
  readonly apiBaseUrl?: string;
  /** Of that address. */
  readonly reach?: Reach | undefined;
  readonly members: readonly { readonly companyId: string; readonly agents: readonly string[] }[];
}

/** The id of the operator's own inbox (migration 0001). */
export const OPERATOR_COMPANY_ID = '00000000-0000-8000-8000-000000000001';
