// One table of argument names (contract section 3). Whatever a flow calls it, it arrives here as one field;
// unknown keys are ignored, unresolved templates and the model's placeholders count as absent.
import type { Json } from '../journal/journal.ts';
import { isObject, type JsonObject } from './retell/json-object.ts';

const ALIASES = {
  date: ['date', 'datum', 'date_string', 'appointment_date', 'preferred_date', 'relative_day'],
  time: ['time', 'uhrzeit', 'appointment_time', 'preferred_time', 'zeitraum'],
  dateTime: ['datetime', 'date_time', 'start'],
  service: ['service', 'service_name', 'dienstleistung', 'service_id'],
  customerName: ['name', 'customer_name', 'kundename'],
  phone: ['phone', 'customer_phone', 'phone_number'],
  email: ['email', 'customer_email'],
  staff: ['staff', 'mitarbeiter', 'preferred_staff_id'],
  notes: ['notes', 'notizen', 'note'],
  reason: ['reason', 'grund', 'anliegen'],
  priority: ['priority', 'prioritaet'],
  timeWindow: ['preferred_time_window', 'time_window', 'zeitfenster'],
  oldDate: ['old_date', 'old_datum'],
  oldTime: ['old_time', 'old_uhrzeit'],
  newDate: ['new_date', 'new_datum'],
  newTime: ['new_time', 'new_uhrzeit'],
  appointmentId: ['appointment_id', 'termin_id'],
  maxAlternatives: ['max_alternatives'],
  searchDays: ['search_days'],
} as const;

const CONFIRMATION = ['bestaetigung', 'confirm_booking', 'confirm_reschedule'];

export type ArgumentName = keyof typeof ALIASES;
export type Arguments = Readonly<Record<ArgumentName, string | null>> & { readonly confirmation: boolean | null };

const LONGEST = 2_000;

// What flows and models were seen to send instead of nothing (predecessor.md 4.1, items 1 and 26).
const PLACEHOLDERS = new Set([
  '', 'null', 'none', 'undefined', 'nan', 'n/a', 'string', 'unknown', 'unbekannt', 'current_date', 'current_time',
  // A template whose braces were stripped leaves its variable's name.
  ...Object.values(ALIASES).flat().filter((name) => name.includes('_') || name.startsWith('datum') || name === 'uhrzeit'),
]);

// Found in the name field of real calls (item 24): what the caller is, what he answered, or when he wants to come.
const NO_NAMES = /^(anonym(ous)?|ja|nein|yes|no|okay|kund(e|in)|anrufer(in)?|customer|caller|user|name|withheld|private|\d.*|.*\bUhr)$/i;

export function readArguments(args: JsonObject): Arguments {
  const read = Object.fromEntries(
    Object.entries(ALIASES).map(([argument, names]) => [argument, firstPresent(args, names)]),
  ) as Record<ArgumentName, string | null>;
  const customerName = read.customerName !== null && NO_NAMES.test(read.customerName) ? null : read.customerName;
  return { ...read, customerName, confirmation: readConfirmation(args) };
}

function firstPresent(args: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = present(args[name]);
    if (value !== null) return value;
  }
  return null;
}

/** The text of a value, or null where it says nothing. Numbers are text; objects only where a window is wanted. */
function present(value: Json | undefined): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (isObject(value)) {
    const from = present(value.start) ?? present(value.from);
    const to = present(value.end) ?? present(value.to);
    return from === null && to === null ? null : `${from === null ? '' : `ab ${from}`}${to === null ? '' : ` bis ${to}`}`.trim();
  }
  if (typeof value !== 'string') return null;
  const trimmed = value.normalize('NFC').replaceAll(/[\p{Cc}\u200b-\u200f\u2028-\u202e\ufeff]/gu, ' ').trim().slice(0, LONGEST).toWellFormed();
  if (/\{\{.*\}\}/s.test(trimmed) || PLACEHOLDERS.has(trimmed.toLowerCase())) return null;
  return trimmed;
}

function readConfirmation(args: JsonObject): boolean | null {
  for (const name of CONFIRMATION) {
    const value = args[name];
    if (typeof value === 'boolean') return value;
    const word = present(value)?.toLowerCase();
    if (word === 'true' || word === 'ja' || word === 'yes' || word === '1') return true;
    if (word === 'false' || word === 'nein' || word === 'no' || word === '0') return false;
  }
  return null;
}
