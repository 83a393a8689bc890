// Somebody at the desk takes a wish down himself: at the counter, on a call that the agent did not take. It is a wish like
// any other, of no call, and the ledger counts it.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { Branch, Priority, Service } from '../companies/company.ts';
import type { Phone } from '../companies/phone.ts';
import type { Tx } from '../platform/database.ts';
import { isoSeconds } from '../platform/iso.ts';
import { settleFate, storeWish } from '../wishes/store-wish.ts';
import { callbackDeadline } from './callback-deadline.ts';
import type { Desk } from './change-callback.ts';
import { storeCallback } from './store-callback.ts';

export interface ByHand {
  readonly customerName: string | null;
  readonly phone: Phone | null;
  readonly customerEmail: string | null;
  readonly branch: Branch | null;
  readonly service: Service | null;
  readonly priority: Priority;
  readonly preferredTimeWindow: unknown;
  readonly notes: string | null;
}

/** → its id. */
export async function createByHand(tx: Tx, desk: Desk, wanted: ByHand): Promise<string> {
  const { company, actor, now, ids } = desk;
  const { branch, service, phone, priority } = wanted;
  const id = ids.next();
  const requested = {
    ...(wanted.customerName === null ? {} : { customerName: wanted.customerName }),
    ...(phone?.e164 == null ? {} : { phone: phone.e164 }),
    ...(phone === null ? {} : { phoneRaw: phone.raw }),
    ...(wanted.customerEmail === null ? {} : { email: wanted.customerEmail }),
    ...(service === null ? {} : { serviceId: service.id }),
    ...(wanted.notes === null ? {} : { notes: wanted.notes }),
  };
  await storeWish(tx, company.id, { id, callId: null, intent: 'callback', requested, receipt: id, openedAt: now }, now);
  const due = callbackDeadline({ company, branch, priority, fromAt: now });
  await storeCallback(tx, company.id, {
    id, receipt: id, wishId: id, callId: null, priority, errorType: null, errorMessage: null, createdFrom: 'staff',
    customerName: wanted.customerName, phoneNumber: phone?.e164 ?? null, phoneRaw: phone?.raw ?? null, customerEmail: wanted.customerEmail,
    branchId: branch?.id ?? null, serviceId: service?.id ?? null, dueAt: due.dueAt, dueBecause: due.because,
    preferredTimeWindow: wanted.preferredTimeWindow, notes: wanted.notes,
    metadata: {
      error_type: null, call_id: null, retell_call_id: null, from_number: null, created_from: 'staff', created_at_iso: isoSeconds(now),
      ...(service === null ? {} : { service_id: service.id }),
    },
    createdAt: now, createdBy: actorText(actor),
  });
  await settleFate(tx, company.id, id, now);
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'callback.create', subject: { kind: 'callback', id }, detail: { priority } });
  return id;
}
