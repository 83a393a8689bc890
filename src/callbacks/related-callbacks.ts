import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { CALLBACK_COLUMNS, callbackSource, viewOf } from './callback-view.ts';
import type { CallbackRow, CallbackView } from './callback-view.ts';

export interface Around {
  readonly companyId: string;
  readonly now: EpochMs;
  /** Also those that these wishes went into. */
  readonly wishIds?: readonly string[];
  readonly callId?: string;
  readonly appointmentId?: string;
}

const AT_MOST = 50;

/** Every callback that has to do with a call, an appointment or wishes; the newest first. */
export async function callbacksAround(tx: Tx, { companyId, now, wishIds = [], callId, appointmentId }: Around): Promise<CallbackView[]> {
  const rows = await tx.rows<CallbackRow>(
    `select ${CALLBACK_COLUMNS} from ${callbackSource('callbacks')}
     where c.company_id = $1 and c.id in (
       select id from callbacks where company_id = $1 and wish_id = any ($3::uuid[])
       union select id from callbacks where company_id = $1 and wish_id in (select merged_into from wishes where company_id = $1 and id = any ($3::uuid[]) and merged_into is not null)
       union select id from callbacks where company_id = $1 and call_id = $4
       union select id from callbacks where company_id = $1 and appointment_id = $5)
     order by c.created_at desc, c.id desc limit ${AT_MOST}`,
    [companyId, iso(now), [...wishIds], callId ?? null, appointmentId ?? null],
  );
  return rows.map(viewOf);
}

export interface OpenOfCaller {
  readonly id: string;
  readonly status: CallbackView['status'];
  readonly priority: CallbackView['priority'];
  readonly due_at: string;
  readonly notes: string | null;
}

/** The other open callbacks of the same caller: whoever calls him back settles them in the same breath. */
export async function openOfCaller(tx: Tx, companyId: string, of: { readonly callerKey: string; readonly except: string }): Promise<OpenOfCaller[]> {
  const rows = await tx.rows<Omit<OpenOfCaller, 'due_at'> & { readonly due_at: EpochMs }>(
    `select id, status, priority, due_at, notes from callbacks
     where company_id = $1 and caller_key = $2 and id <> $3 and status in ('pending', 'assigned', 'contacted') order by due_at, id limit ${AT_MOST}`,
    [companyId, of.callerKey, of.except],
  );
  return rows.map((row) => ({ ...row, due_at: iso(row.due_at) }));
}
