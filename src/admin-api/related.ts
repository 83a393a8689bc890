// What else there is of the caller of a callback: short lists, so that whoever calls him back knows what it may be about.
import type { Tx } from '../platform/database.ts';
import { listAppointments } from '../booking/list-appointments.ts';
import { openOfCaller } from '../callbacks/related-callbacks.ts';
import type { CallbackView } from '../callbacks/callback-view.ts';
import { listCalls } from '../calls/list-calls.ts';
import type { z } from 'zod';
import type { Related } from './contract/desk-detail.ts';

const FEW = 5;

export async function relatedTo(tx: Tx, companyId: string, callback: CallbackView): Promise<z.input<typeof Related>> {
  const callbacks = await openOfCaller(tx, companyId, { callerKey: callback.caller_key, except: callback.id });
  const { customer_id: customerId } = callback;
  // a withheld number without an address is nobody's: nothing is ever matched by that
  if (customerId === null) return { callbacks, calls: [], appointments: [] };
  const list = { companyId, customerId, after: null };
  const calls = await listCalls(tx, { ...list, limit: FEW + 1, withTranscript: false });
  const appointments = await listAppointments(tx, { ...list, limit: FEW });
  return {
    callbacks,
    calls: calls.items.filter(({ id }) => id !== callback.call_id).slice(0, FEW).map(({ id, retell_call_id, started_at, disconnection_reason }) => ({ id, retell_call_id, started_at, disconnection_reason })),
    appointments: appointments.items.map(({ id, status, start, end, service, staff }) => ({ id, status, start, end, service, staff })),
  };
}
