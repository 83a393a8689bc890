// The first of two steps: what has to be told is a row in the transaction of the change itself, so that neither a
// crash nor a rollback can part the two. The second step (src/notify/) finds the row and delivers it.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { Notice } from './notice.ts';

/** Says that there is something to deliver; the payload means nothing. */
export const OUTBOX_CHANNEL = 'fangnetz_outbox';

export async function enqueueNotices(tx: Tx, companyId: string, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice) => ({
    id: uuidFrom('notice', companyId, notice.dedupeKey),
    kind: notice.kind,
    recipient: notice.to,
    callback_id: notice.callbackId,
    dedupe_key: notice.dedupeKey,
    at: iso(notice.at),
    facts: notice.facts ?? {},
  }));
  const added = await tx.run(
    `insert into notices (company_id, id, kind, recipient, callback_id, dedupe_key, at, facts)
     select $1, id, kind, recipient, callback_id, dedupe_key, at, facts
     from jsonb_to_recordset($2) as n (id uuid, kind text, recipient jsonb, callback_id uuid, dedupe_key text, at timestamptz, facts jsonb)
     order by id -- two changes that tell the same wait for each other in one order
     on conflict do nothing`,
    [companyId, JSON.stringify(rows)],
  );
  if (added > 0) await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
}
