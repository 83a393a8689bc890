// Every statement of the built-in calendar. Row-level security adds the company to all of them.
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { isUuid } from '../../platform/uuid.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Attendee, Booking } from '../port.ts';
import type { Busy } from './availability.ts';

interface Row {
  readonly uid: string;
  readonly intent_id: string;
  readonly staff_id: string;
  readonly status: 'accepted' | 'cancelled';
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly attendee: Attendee;
  readonly created_at: EpochMs;
  readonly moved_to: string | null;
  readonly moved_from: string | null;
}

const COLUMNS = 'uid, intent_id, staff_id, status, starts_at, ends_at, attendee, created_at, moved_to, moved_from';

function booking(row: Row): Booking {
  return {
    uid: row.uid,
    id: null,
    status: row.status,
    startAt: row.starts_at,
    endAt: row.ends_at,
    intentId: row.intent_id,
    attendeeName: row.attendee.name,
    attendeeEmail: row.attendee.email,
    attendeePhone: row.attendee.phone,
    staffId: row.staff_id,
    createdAt: row.created_at,
    rescheduledToUid: row.moved_to,
    rescheduledFromUid: row.moved_from,
  };
}

export async function findByIntent(tx: Tx, intentId: string): Promise<Booking | null> {
  const row = await tx.maybe<Row>(`select ${COLUMNS} from local_bookings where intent_id = $1`, [intentId]);
  return row === null ? null : booking(row);
}

export async function findByStart(tx: Tx, serviceId: string, startAt: EpochMs): Promise<Booking[]> {
  const rows = await tx.rows<Row>(`select ${COLUMNS} from local_bookings where starts_at = $1 and service_id = $2 order by created_at, uid`, [
    iso(startAt),
    serviceId,
  ]);
  return rows.map(booking);
}

export interface BusyRange {
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
  /** A booking that is to be moved does not stand in its own way. */
  readonly movingUid?: string | undefined;
}

/** Accepted bookings of these members of staff, at any branch, that overlap [fromAt, untilAt). */
export async function findBusy(tx: Tx, staffIds: readonly string[], range: BusyRange): Promise<Busy[]> {
  // No service is longer than a day (check on services.minutes), which lets the index on the start bound the read.
  const rows = await tx.rows<Pick<Row, 'staff_id' | 'starts_at' | 'ends_at'>>(
    `select staff_id, starts_at, ends_at from local_bookings
     where status = 'accepted' and staff_id = any($1::uuid[])
       and starts_at > $2::timestamptz - interval '1 day' and starts_at < $3 and ends_at > $2
       and uid::text is distinct from $4`,
    [staffIds, iso(range.fromAt), iso(range.untilAt), range.movingUid ?? null],
  );
  return rows.map((row) => ({ staffId: row.staff_id, fromAt: row.starts_at, untilAt: row.ends_at }));
}

export interface NewBooking {
  readonly companyId: string;
  readonly uid: string;
  readonly intentId: string;
  readonly branchId: string;
  readonly serviceId: string;
  readonly staffId: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly attendee: Attendee;
  readonly notes: string | null;
  readonly createdAt: EpochMs;
  readonly movedFrom?: string;
}

/**
 * null where the member of staff, or the intent, has a booking already. ON CONFLICT instead of catching 23P01: two
 * plain inserts that exclude each other can deadlock, and PostgreSQL notices that only after a second.
 */
export async function insertBooking(tx: Tx, row: NewBooking): Promise<Booking | null> {
  const inserted = await tx.maybe<Row>(
    `insert into local_bookings (company_id, uid, intent_id, branch_id, service_id, staff_id, status, starts_at, ends_at, attendee, notes, created_at, moved_from)
     values ($1, $2, $3, $4, $5, $6, 'accepted', $7, $8, $9, $10, $11, $12)
     on conflict do nothing
     returning ${COLUMNS}`,
    [
      row.companyId, row.uid, row.intentId, row.branchId, row.serviceId, row.staffId, iso(row.startAt), iso(row.endAt),
      { name: storable(row.attendee.name), email: storable(row.attendee.email), phone: storable(row.attendee.phone), language: storable(row.attendee.language) },
      storable(row.notes), iso(row.createdAt), row.movedFrom ?? null,
    ],
  );
  return inserted === null ? null : booking(inserted);
}

/** PostgreSQL refuses NUL in text and half a surrogate pair in jsonb; a booking must not fail for a garbled note. */
function storable(text: string | null): string | null {
  return text?.replaceAll('\u0000', '').toWellFormed() ?? null;
}

/** Cancels, or finds it cancelled already; null where there is no such booking. */
export async function cancelByUid(tx: Tx, uid: string): Promise<Booking | null> {
  if (!isUuid(uid)) return null;
  const row = await tx.maybe<Row>(`update local_bookings set status = 'cancelled' where uid = $1 returning ${COLUMNS}`, [uid]);
  return row === null ? null : booking(row);
}

export async function findByUid(tx: Tx, uid: string): Promise<Booking | null> {
  if (!isUuid(uid)) return null;
  const row = await tx.maybe<Row>(`select ${COLUMNS} from local_bookings where uid = $1`, [uid]);
  return row === null ? null : booking(row);
}

/** What a move takes along from the booking. Locks it, so that two moves of one booking come one after the other. */
export interface Movable {
  readonly booking: Booking;
  readonly attendee: Attendee;
  readonly notes: string | null;
}

export async function takeForMove(tx: Tx, uid: string): Promise<Movable | null> {
  if (!isUuid(uid)) return null;
  const row = await tx.maybe<Row & { readonly notes: string | null }>(`select ${COLUMNS}, notes from local_bookings where uid = $1 for update`, [uid]);
  return row === null ? null : { booking: booking(row), attendee: row.attendee, notes: row.notes };
}

export async function setStanding(tx: Tx, uid: string, standing: { readonly status: 'accepted' | 'cancelled'; readonly movedTo: string | null }): Promise<void> {
  await tx.run('update local_bookings set status = $2, moved_to = $3 where uid = $1', [uid, standing.status, standing.movedTo]);
}
