import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';

export type OpenedRecording =
  | { readonly kind: 'opened'; readonly url: string; readonly consent: boolean | null }
  /** Never made, refused by the caller, or deleted since. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not_found' };

/** Where the recording lies, at the voice platform. That somebody was told is written down with it. */
export async function openRecording(tx: Tx, companyId: string, of: { readonly callId: string; readonly actor: string; readonly now: EpochMs }): Promise<OpenedRecording> {
  const { callId, actor, now } = of;
  const call = await tx.maybe<{ recording_url: string | null; recording_consent: boolean | null }>('select recording_url, recording_consent from calls where company_id = $1 and id = $2', [companyId, callId]);
  if (call === null) return { kind: 'not_found' };
  // A link is handed on as it came; anything but a web address would be run by whoever clicks on it.
  if (call.recording_url === null || !/^https?:\/\//i.test(call.recording_url)) return { kind: 'none' };
  await appendAudit(tx, companyId, { at: now, actor, action: 'recording.open', subject: { kind: 'call', id: callId }, detail: { consent: call.recording_consent } });
  return { kind: 'opened', url: call.recording_url, consent: call.recording_consent };
}
