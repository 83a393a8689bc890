// The single days of a company as they are stored, for whoever enters them: where each came from, and why.
import type { Tx } from '../platform/database.ts';
import type { CalendarException } from './company.ts';
import type { Intervals } from './intervals.ts';

/** 'file': the company file lists it. 'person': somebody entered it. */
type Origin = 'file' | 'person';

export interface StoredException extends CalendarException {
  readonly origin: Origin;
}

export interface StoredAbsence {
  readonly id: string;
  readonly staffId: string;
  readonly from: string;
  readonly to: string;
  readonly hours: Intervals | null;
  readonly reason: string | null;
  readonly origin: Origin;
}

export interface StoredDays {
  readonly exceptions: readonly StoredException[];
  readonly absences: readonly StoredAbsence[];
}

const EXCEPTION = `id, branch_id as "branchId", kind, from_day as "from", to_day as "to", hours, reason, origin`;
const ABSENCE = `id, staff_id as "staffId", from_day as "from", to_day as "to", hours, reason, origin`;

/** What touches the dates, both included; yearly ones always. */
export async function readDays(tx: Tx, companyId: string, range: { readonly from: string; readonly to: string }): Promise<StoredDays> {
  const values = [companyId, range.from, range.to];
  return {
    exceptions: await tx.rows<StoredException>(
      `select ${EXCEPTION} from branch_exceptions
       where company_id = $1 and (length(from_day) = 5 or (from_day <= $3 and to_day >= $2)) order by from_day, id`,
      values,
    ),
    absences: await tx.rows<StoredAbsence>(
      `select ${ABSENCE} from staff_absences where company_id = $1 and from_day <= $3::date and to_day >= $2::date order by from_day, id`,
      values,
    ),
  };
}

export async function readException(tx: Tx, companyId: string, id: string): Promise<StoredException | null> {
  return await tx.maybe<StoredException>(`select ${EXCEPTION} from branch_exceptions where company_id = $1 and id = $2`, [companyId, id]);
}

export async function readAbsence(tx: Tx, companyId: string, id: string): Promise<StoredAbsence | null> {
  return await tx.maybe<StoredAbsence>(`select ${ABSENCE} from staff_absences where company_id = $1 and id = $2`, [companyId, id]);
}
