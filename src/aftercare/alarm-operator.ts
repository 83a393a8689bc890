// An account without money, or an agent that the platform flagged, takes every call of a connection down, and no salon
// can mend it: one entry a day in the operator's own inbox, and an error in the log.
import { isoSeconds, iso } from '../platform/iso.ts';
import type { Database } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { World } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { callbackDeadline } from '../callbacks/callback-deadline.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate, storeWish } from '../wishes/store-wish.ts';
import type { SettledCall } from './read-call.ts';

interface Alarming {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
}

export async function alarmOperator(parts: Alarming, { company, call }: { company: Company; call: SettledCall }): Promise<void> {
  if (call.disconnection?.operatorAlarm !== true) return;
  const { world, database, directory } = parts;
  const operator = directory.operator();
  const now = world.clock.now();
  const reason = call.disconnectionReason ?? '';
  const id = uuidFrom('operator-alarm', call.connection, reason, iso(call.overAt).slice(0, 10));
  const due = callbackDeadline({ company: operator, branch: null, priority: 'urgent', fromAt: call.overAt });
  const raised = await database.inCompany(operator.id, async (tx) => {
    // Calls that end for one reason end together.
    await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    if ((await tx.maybe('select id from callbacks where company_id = $1 and id = $2', [operator.id, id])) !== null) return false;
    await storeWish(tx, operator.id, { id, callId: null, intent: 'question', requested: {}, receipt: id, openedAt: call.overAt }, now);
    await storeCallback(tx, operator.id, {
      id, receipt: id, wishId: id, callId: null, priority: 'urgent', errorType: 'exception', createdFrom: 'call_problem',
      errorMessage: `Die Sprachplattform beendet Anrufe der Verbindung ${call.connection}: ${reason}`,
      customerName: null, phoneNumber: null, phoneRaw: null, customerEmail: null, branchId: null, serviceId: null,
      dueAt: due.dueAt, dueBecause: due.because, preferredTimeWindow: null, notes: `Zuerst gesehen bei ${company.slug}, Anruf ${call.retellCallId}.`,
      metadata: { error_type: 'exception', call_id: null, retell_call_id: call.retellCallId, from_number: null, created_from: 'call_problem', created_at_iso: isoSeconds(now) },
      createdAt: now,
    });
    await settleFate(tx, operator.id, id, now);
    return true;
  });
  if (raised) world.log.error({ event: 'operator.alarm', connection: call.connection, company: company.slug, call_id: call.retellCallId, reason }, 'the voice platform ends calls for a reason that only the operator can mend');
}
