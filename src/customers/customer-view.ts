// A customer as the outside sees him. Who he is, is his number, or the address where there is no number; what he is called,
// is what callers said. How often he called and what is open, is counted when it is asked.
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

type Voicemail = 'none' | 'no_name' | 'may_identify';

export interface CustomerView {
  readonly id: string;
  readonly name: string | null;
  /** Every name that was heard under this number, the last one first. */
  readonly names: readonly string[];
  readonly phone_number: string | null;
  readonly email: string | null;
  readonly language: 'de' | 'en' | null;
  readonly voicemail_permission: Voicemail | null;
  readonly do_not_call: boolean;
  readonly note: string | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  readonly calls_count: number;
  readonly open_callbacks_count: number;
  readonly appointments_count: number;
  readonly next_appointment_at: string | null;
}

export type CustomerRow = Omit<CustomerView, 'first_seen_at' | 'last_seen_at' | 'next_appointment_at'> & {
  readonly first_seen_at: EpochMs;
  readonly last_seen_at: EpochMs;
  readonly next_appointment_at: EpochMs | null;
};

/** Expects customers as `known` and the present instant as $2. */
export const CUSTOMER_COLUMNS = `
  known.id, known.name, known.names, known.phone_number, known.email, known.language, known.voicemail_permission, known.do_not_call, known.note,
  known.first_seen_at, known.last_seen_at,
  (select count(*) from calls c where c.company_id = known.company_id and c.customer_id = known.id) as calls_count,
  (select count(*) from callbacks c where c.company_id = known.company_id and c.customer_id = known.id and c.status in ('pending', 'assigned', 'contacted')) as open_callbacks_count,
  (select count(*) from appointments a where a.company_id = known.company_id and a.customer_id = known.id and a.status = 'booked') as appointments_count,
  (select min(a.starts_at) from appointments a where a.company_id = known.company_id and a.customer_id = known.id and a.status = 'booked' and a.starts_at > $2::timestamptz) as next_appointment_at`;

export function viewOf(row: CustomerRow): CustomerView {
  const { first_seen_at: first, last_seen_at: last, next_appointment_at: next, ...rest } = row;
  return { ...rest, names: [...rest.names], first_seen_at: iso(first), last_seen_at: iso(last), next_appointment_at: next === null ? null : iso(next) };
}
