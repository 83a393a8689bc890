// Whose appointments a caller may hear of and change: those under the number from which he really calls, and only
// where the name that he gives is not clearly somebody else's.
import { ownAppointments, type OwnAppointment } from '../../booking/own-appointments.ts';
import { maySamePerson } from '../../booking/same-person.ts';
import { findStaff } from '../../companies/find-staff.ts';
import { callerName } from '../read-caller.ts';
import { inDatabase, type Turn } from '../turn.ts';

export type Own =
  | { readonly kind: 'own'; readonly standing: readonly OwnAppointment[]; readonly cancelled: readonly OwnAppointment[] }
  /** The number is withheld: nothing is matched, whatever the arguments say. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'third_party' }
  | { readonly kind: 'database_down'; readonly detail: string };

export async function readOwn(turn: Turn): Promise<Own> {
  const { fromNumber } = turn.call;
  if (fromNumber === null) return { kind: 'anonymous' };
  const now = turn.intake.world.clock.now();
  const read = await inDatabase(turn, async (tx) => await ownAppointments(tx, { companyId: turn.company.id, phoneNumber: fromNumber, callId: turn.call.id, now }));
  if (read.kind === 'down') return { kind: 'database_down', detail: read.error.message };
  const name = nameSaid(turn);
  // One number serves a family: of several names only the one that was said, and none where it is nobody's here.
  const named = read.value.filter((appointment) => maySamePerson(name, appointment.customer_name));
  const standing = named.filter((appointment) => appointment.status !== 'cancelled');
  if (standing.length === 0 && read.value.some((appointment) => appointment.status !== 'cancelled')) return { kind: 'third_party' };
  return { kind: 'own', standing, cancelled: named.filter((appointment) => appointment.status === 'cancelled') };
}

/** A member of staff in the name field is whom the caller wants to come to (predecessor.md 4.1 item 24). */
export function nameSaid(turn: Turn): string | null {
  const name = callerName(turn.company, turn.args.customerName) ?? turn.wish?.requested.customerName ?? null;
  return name !== null && findStaff(turn.company, name).kind === 'found' ? null : name;
}
