// Notice + people → who gets it at the bell, what leaves the program and when, and who is asked next where nobody can
// be reached. Pure.
import type { Json } from '../journal/journal.ts';
import type { NotificationPolicy } from '../companies/notification-policy.ts';
import type { Priority } from '../companies/company.ts';
import type { NoticeKind, Recipient } from '../outbox/notice.ts';
import { personOfAddress } from '../outbox/enqueue-mail.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Channel } from './channels.ts';
import { BREAKS_QUIET, KINDS } from './channels.ts';
import type { Operator } from './means.ts';
import type { Reachable } from './person.ts';
import { OPERATOR, OWNERS } from './person.ts';
import { channelsFor, NO_PREFERENCES, quietFor } from './preferences.ts';
import type { Preferences } from './preferences.ts';
import { quietUntil } from './quiet-hours.ts';

export interface StoredNotice {
  readonly companyId: string;
  readonly id: string;
  readonly kind: NoticeKind;
  readonly recipient: Recipient;
  readonly callbackId: string | null;
  readonly at: EpochMs;
  readonly facts: Readonly<Record<string, Json>>;
  readonly priority: Priority | null;
}

export interface PlannedDelivery {
  readonly person: string;
  readonly channel: Channel;
  readonly address: string | null;
  readonly locale: 'de' | 'en';
  readonly dueAt: EpochMs;
}

export interface Plan {
  readonly inApp: readonly string[];
  readonly deliveries: readonly PlannedDelivery[];
  /** null: it is in hand. */
  readonly climbs: Climb | null;
}

/** `to` null: there is nobody above; all that is left is to say it loudly. */
export interface Climb {
  readonly to: Recipient | null;
}

export interface Around {
  readonly people: readonly Reachable[];
  readonly preferences: ReadonlyMap<string, Preferences>;
  /** Who has a browser that takes push messages. */
  readonly pushable: ReadonlySet<string>;
  readonly company: { readonly locale: 'de' | 'en'; readonly timeZone: string; readonly policy: NotificationPolicy };
  readonly operator: Operator;
  readonly canSms: boolean;
  readonly now: EpochMs;
}

export function planNotice(notice: StoredNotice, around: Around): Plan {
  const { kind, recipient } = notice;
  const deliveries = [...around.people.flatMap((one) => deliveriesTo(one, notice, around)), ...smsOf(notice, around)];
  const inApp = new Set(around.people.filter((one) => isAtBell(one) && channelsFor(preferencesOf(one, around), kind).includes('in_app')).map(({ person }) => person));
  if (kind !== 'digest' && sharedBell(recipient) !== null) inApp.add(sharedBell(recipient)!);
  const lost = kind !== 'digest' && (around.people.length === 0 ? deliveries.length === 0 : KINDS[kind].mustReach && deliveries.length === 0);
  return { inApp: [...inApp], deliveries, climbs: lost ? { to: nextAbove(recipient) } : null };
}

/** Of whom only an address is known has no bell. */
function isAtBell({ person }: Reachable): boolean {
  return !person.startsWith('address:');
}

/** Seen by whoever signed in as owner with the link that the server prints, without being anybody. */
function sharedBell(to: Recipient): string | null {
  if (to.kind === 'operator') return OPERATOR;
  return to.kind === 'owners' || to.kind === 'managers' || to.kind === 'team' ? OWNERS : null;
}

/** Assignee and managers → owners → operator. */
export function nextAbove(to: Recipient): Recipient | null {
  if (to.kind === 'operator') return null;
  return to.kind === 'owners' ? { kind: 'operator' } : { kind: 'owners' };
}

function preferencesOf({ person }: Reachable, { preferences }: Around): Preferences {
  return preferences.get(person) ?? NO_PREFERENCES;
}

function deliveriesTo(one: Reachable, notice: StoredNotice, around: Around): PlannedDelivery[] {
  const own = preferencesOf(one, around);
  const channels = channelsFor(own, notice.kind);
  const common = { person: one.person, locale: own.locale ?? around.company.locale, dueAt: dueAt(notice, own, around) };
  return [
    ...(channels.includes('mail') && one.mail !== null ? [{ ...common, channel: 'mail' as const, address: one.mail }] : []),
    ...(channels.includes('push') && around.pushable.has(one.person) ? [{ ...common, channel: 'push' as const, address: null }] : []),
  ];
}

function smsOf(notice: StoredNotice, around: Around): PlannedDelivery[] {
  const { kind } = notice.recipient;
  if (!around.canSms || !BREAKS_QUIET.includes(notice.kind) || (kind !== 'owners' && kind !== 'operator')) return [];
  const numbers = kind === 'owners' ? around.company.policy.escalationPhones : around.operator.phone;
  const at = dueAt(notice, NO_PREFERENCES, around);
  return numbers.map((address) => ({ person: personOfAddress(address), channel: 'sms', address, locale: around.company.locale, dueAt: at }));
}

function dueAt(notice: StoredNotice, own: Preferences, { company, now }: Around): EpochMs {
  if (BREAKS_QUIET.includes(notice.kind) && notice.priority === 'urgent') return now;
  const hours = company.policy.quietHours;
  return quietUntil(now, quietFor(own, hours === null ? null : { from: hours[0], until: hours[1] }), company.timeZone) ?? now;
}
