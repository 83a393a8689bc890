// What a person enters for single days, and takes away again: stored, audited, and announced to every node in one
// transaction. The id is made of what the entry says, so the same entry sent twice is one.
import { appendAudit } from '../audit/append-audit.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { actorText } from './actor.ts';
import type { Person } from './actor.ts';
import { announceChange } from './announce-change.ts';
import type { CalendarException } from './company.ts';
import type { Intervals } from './intervals.ts';
import { readAbsence, readException } from './read-days.ts';
import type { StoredAbsence, StoredException } from './read-days.ts';
import { canonical } from './sync-rows.ts';

export interface DaysDesk {
  readonly companyId: string;
  readonly actor: Person;
  readonly now: EpochMs;
}

export type NewException = Omit<CalendarException, 'id'>;
export type NewAbsence = Omit<StoredAbsence, 'id' | 'origin'>;

export async function addException(tx: Tx, desk: DaysDesk, entry: NewException): Promise<StoredException> {
  const { branchId, kind, from, to, hours, reason } = entry;
  const id = uuidFrom('entered-exception', desk.companyId, canonical({ branchId, kind, from, to, hours: listed(hours), reason }));
  const added = await tx.run(
    `insert into branch_exceptions (company_id, id, branch_id, kind, from_day, to_day, hours, reason, origin, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'person', $9) on conflict do nothing`,
    [desk.companyId, id, branchId, kind, from, to, hours === null ? null : JSON.stringify(hours), reason, iso(desk.now)],
  );
  if (added > 0) await enter(tx, desk, { action: 'exception.add', subject: { kind: 'exception', id }, detail: { branch_id: branchId, kind, from, to } });
  return must(await readException(tx, desk.companyId, id), 'it was written above, or before');
}

export async function addAbsence(tx: Tx, desk: DaysDesk, entry: NewAbsence): Promise<StoredAbsence> {
  const { staffId, from, to, hours, reason } = entry;
  const id = uuidFrom('entered-absence', desk.companyId, canonical({ staffId, from, to, hours: listed(hours), reason }));
  const added = await tx.run(
    `insert into staff_absences (company_id, id, staff_id, from_day, to_day, hours, reason, origin, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'person', $8) on conflict do nothing`,
    [desk.companyId, id, staffId, from, to, hours === null ? null : JSON.stringify(hours), reason, iso(desk.now)],
  );
  if (added > 0) await enter(tx, desk, { action: 'absence.add', subject: { kind: 'absence', id }, detail: { staff_id: staffId, from, to } });
  return must(await readAbsence(tx, desk.companyId, id), 'it was written above, or before');
}

/** `of_file`: the next time that the file is applied it would be back, and nobody would know why. */
export type Removed = 'removed' | 'not_found' | 'of_file';

export async function removeException(tx: Tx, desk: DaysDesk, id: string): Promise<Removed> {
  const found = await readException(tx, desk.companyId, id);
  if (found === null) return 'not_found';
  if (found.origin === 'file') return 'of_file';
  const gone = await tx.run('delete from branch_exceptions where company_id = $1 and id = $2', [desk.companyId, id]);
  // Seen, and not to be touched: it is the whole company's, and whoever asks is of some branches.
  if (gone === 0) return 'not_found';
  const { branchId, kind, from, to } = found;
  await enter(tx, desk, { action: 'exception.remove', subject: { kind: 'exception', id }, detail: { branch_id: branchId, kind, from, to } });
  return 'removed';
}

export async function removeAbsence(tx: Tx, desk: DaysDesk, absence: StoredAbsence): Promise<Removed> {
  const { id, origin, staffId, from, to } = absence;
  if (origin === 'file') return 'of_file';
  const gone = await tx.run('delete from staff_absences where company_id = $1 and id = $2', [desk.companyId, id]);
  if (gone === 0) return 'not_found';
  await enter(tx, desk, { action: 'absence.remove', subject: { kind: 'absence', id }, detail: { staff_id: staffId, from, to } });
  return 'removed';
}

interface Entry {
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail: Readonly<Record<string, string | null>>;
}

async function enter(tx: Tx, desk: DaysDesk, entry: Entry): Promise<void> {
  await announceChange(tx, desk.companyId, iso(desk.now));
  await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'calendar', 'id', $2::text)::text)`, [desk.companyId, entry.subject.id]);
  await appendAudit(tx, desk.companyId, { at: desk.now, actor: actorText(desk.actor), ...entry });
}

function listed(hours: Intervals | null): string[][] | null {
  return hours?.map((interval) => [...interval]) ?? null;
}
