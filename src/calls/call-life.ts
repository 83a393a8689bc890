// What the platform has told about a call so far, and what one more event adds. The merge does not depend on the
// order: events come late, doubled and out of order (voice-platforms.md A5), and nothing known is ever taken back.
import type { Json } from '../journal/journal.ts';
import type { EpochMs } from '../platform/world.ts';
import { strictest } from './recording.ts';
import { fuller, type Transcript } from './transcript.ts';

export interface Transfer {
  /** Names of the transfer events seen, sorted. */
  readonly seen: readonly string[];
  readonly destination: string | null;
}

export interface CallLife {
  readonly direction: string | null;
  readonly callType: string | null;
  readonly startedAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly disconnectionReason: string | null;
  readonly durationMs: number | null;
  readonly recordingUrl: string | null;
  /** Whether the caller agreed to be recorded; null: nobody said. */
  readonly recordingConsent: boolean | null;
  readonly transcript: Transcript | null;
  readonly analysis: Json;
  readonly transfer: Transfer | null;
}

/** The later of two tellings wins only where both are full values of the platform; null never replaces anything. */
export function mergeLife(known: CallLife, told: CallLife): CallLife {
  const recordingConsent = strictest(known.recordingConsent, told.recordingConsent);
  return {
    direction: known.direction ?? told.direction,
    callType: known.callType ?? told.callType,
    startedAt: known.startedAt ?? told.startedAt,
    // What is known may be our own guess, made when an event came without the instant.
    endedAt: told.endedAt ?? known.endedAt,
    disconnectionReason: known.disconnectionReason ?? told.disconnectionReason,
    durationMs: largest(known.durationMs, told.durationMs),
    // A link may be signed and expire: the newest works longest.
    recordingUrl: recordingConsent === false ? null : (told.recordingUrl ?? known.recordingUrl),
    recordingConsent,
    transcript: fuller(known.transcript, told.transcript),
    analysis: told.analysis ?? known.analysis,
    transfer: mergeTransfer(known.transfer, told.transfer),
  };
}

function mergeTransfer(known: Transfer | null, told: Transfer | null): Transfer | null {
  if (known === null || told === null) return known ?? told;
  const destinations = [known.destination, told.destination].filter((d) => d !== null).sort();
  return { seen: [...new Set([...known.seen, ...told.seen])].sort(), destination: destinations[0] ?? null };
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
