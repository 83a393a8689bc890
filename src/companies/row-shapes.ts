// Which columns a company file fills, and how a change of each is told to whoever applied it.
import type { Json } from '../journal/journal.ts';
import type { CompanyFile } from './company-file.ts';
import { WEEKDAYS } from './company.ts';
import { canonical } from './sync-rows.ts';
import type { RowShape, WantedRow } from './sync-rows.ts';

type Said = (before: Json, after: Json) => string;

const fromTo =
  (label: string): Said =>
  (before, after) =>
    `${label} ${shown(before)} → ${shown(after)}`;

const changed =
  (label: string): Said =>
  () =>
    `${label} changed`;

const days =
  (label: string): Said =>
  (before, after) => {
    const a = asObject(before);
    const b = asObject(after);
    if (a === null || b === null) return b === null ? `${label} as the branch is open` : `${label} set`;
    const different = WEEKDAYS.filter((day) => canonical(a[day] ?? []) !== canonical(b[day] ?? []));
    return `${label} ${different.map((day) => `${day} ${shownDay(b[day] ?? [])}`).join(', ')}`;
  };

const position = { name: 'position', type: 'int', said: null } as const;
const name = { name: 'name', type: 'text', said: fromTo('name') } as const;

export const BRANCH_ROWS: RowShape = {
  table: 'branches',
  noun: 'branch',
  columns: [
    name,
    { name: 'phone_numbers', type: 'text[]', said: fromTo('phone numbers') },
    { name: 'opening_hours', type: 'jsonb', said: days('opening hours') },
    { name: 'region', type: 'text', said: fromTo('region') },
    { name: 'municipality', type: 'text', said: fromTo('municipality') },
    position,
  ],
};

export const SERVICE_ROWS: RowShape = {
  table: 'services',
  noun: 'service',
  columns: [
    name,
    { name: 'aliases', type: 'text[]', said: fromTo('aliases') },
    { name: 'minutes', type: 'int', said: fromTo('minutes') },
    { name: 'price', type: 'jsonb', said: fromTo('price') },
    { name: 'calendar', type: 'jsonb', said: fromTo('calendar') },
    position,
  ],
};

export const STAFF_ROWS: RowShape = {
  table: 'staff',
  noun: 'staff',
  columns: [
    name,
    { name: 'email', type: 'text', said: fromTo('e-mail') },
    { name: 'role', type: 'text', said: fromTo('role') },
    { name: 'branch_ids', type: 'uuid[]', said: changed('branches') },
    { name: 'service_ids', type: 'uuid[]', said: changed('services') },
    { name: 'working_hours', type: 'jsonb', said: days('working hours') },
    position,
  ],
};

export function branchRows(file: CompanyFile): WantedRow[] {
  return file.branches.map((branch, position) => ({
    slug: branch.slug,
    values: { name: branch.name, phone_numbers: branch.phoneNumbers, opening_hours: branch.openingHours, region: branch.region, municipality: branch.municipality, position },
  }));
}

export function serviceRows(file: CompanyFile): WantedRow[] {
  return file.services.map((service, position) => ({
    slug: service.slug,
    values: { name: service.name, aliases: service.aliases, minutes: service.minutes, price: service.price, calendar: service.calendar, position },
  }));
}

export function staffRows(file: CompanyFile, ids: { branch: (slug: string) => string; service: (slug: string) => string }): WantedRow[] {
  return file.staff.map((member, position) => ({
    slug: member.slug,
    values: {
      name: member.name,
      email: member.email,
      role: member.role,
      branch_ids: (member.branches ?? file.branches.map((branch) => branch.slug)).map(ids.branch),
      service_ids: member.services.map(ids.service),
      working_hours: member.workingHours,
      position,
    },
  }));
}

export function shown(value: Json): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((part: Json) => String(part)).join(', ');
  return typeof value === 'object' ? canonical(value) : String(value);
}

function shownDay(intervals: Json): string {
  const list = intervals as readonly (readonly [string, string])[];
  return list.length === 0 ? 'closed' : list.map(([from, to]) => `${from}-${to}`).join(' ');
}

function asObject(value: Json): Readonly<Record<string, Json>> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : null;
}
