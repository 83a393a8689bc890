// What of an event may be kept. Platforms repeat themselves for weeks: what was deleted here must not come back with the next
// delivery or with the nightly comparison, and a recording that nobody agreed to is not stored to begin with.
import { readPrivacyPolicy } from '../companies/privacy-policy.ts';
import type { Tx } from '../platform/database.ts';
import { strictest, withoutRecording } from './recording.ts';
import type { CallEvent } from './store-event.ts';

export interface Kept {
  readonly event: CallEvent;
  /** Every word of the call was deleted: there is nothing to be learnt of it any more. */
  readonly forgotten: boolean;
}

export async function keptOfEvent(tx: Tx, companyId: string, { event, callId }: { event: CallEvent; callId: string | null }): Promise<Kept> {
  const call = callId === null ? null : await tx.maybe<{ words_cleared: boolean; consent: boolean | null }>(
    'select words_cleared_at is not null as words_cleared, recording_consent as consent from calls where company_id = $1 and id = $2', [companyId, callId],
  );
  if (call?.words_cleared === true) return { forgotten: true, event: { ...event, payload: {}, life: { ...event.life, transcript: null, analysis: null, recordingUrl: null, transfer: null } } };
  const refused = strictest(call?.consent ?? null, event.life.recordingConsent) === false;
  if (!refused && (await readPrivacyPolicy(tx, companyId)).retention.recordingsDays > 0) return { forgotten: false, event };
  return { forgotten: false, event: { ...event, payload: withoutRecording(event.payload), life: { ...event.life, recordingUrl: null } } };
}
