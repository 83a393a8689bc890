// What is told about the recording of a call: where it is, and whether the caller agreed to it.
import type { Json } from '../journal/journal.ts';

/** Under which keys of a call a platform says where its sound lies. */
export const RECORDING_KEYS = ['recording_url', 'recording_multi_channel_url', 'scrubbed_recording_url', 'scrubbed_recording_multi_channel_url', 'public_log_url'] as const;

/** As the agent's builder may have called the question „Darf ich aufzeichnen?“; there is no field of the platform's own. */
const CONSENT_KEY = /^(recording_?consent(_given)?|consent_?(to_?)?record(ing)?|consented_to_recording|(aufzeichnungs?|aufnahme)_?(einwilligung|zustimmung|erlaubt|ok)|(einwilligung|zustimmung)_?(zur_)?(aufzeichnung|aufnahme))$/i;
const YES = /^(true|yes|ja|granted|given|erteilt|erlaubt|1)$/i;
const NO = /^(false|no|nein|denied|refused|declined|verweigert|abgelehnt|0)$/i;

/** Looked for where it may have been written; a no anywhere is a no. null: nobody said. */
export function consentIn(...places: readonly (Json | undefined)[]): boolean | null {
  const said = places.flatMap((place) => (isObject(place) ? Object.entries(place).flatMap(([key, value]) => (CONSENT_KEY.test(key) ? [consentOf(value)] : [])) : []));
  return said.reduce<boolean | null>(strictest, null);
}

export function strictest(a: boolean | null, b: boolean | null): boolean | null {
  return a === false || b === false ? false : (a ?? b);
}

/** The event as it is stored where no recording may be: without the places that lead to it. */
export function withoutRecording(payload: Json): Json {
  if (!isObject(payload) || !isObject(payload['call'])) return payload;
  const call = Object.fromEntries(Object.entries(payload['call']).filter(([key]) => !RECORDING_KEYS.some((named) => named === key)));
  return { ...payload, call };
}

function consentOf(value: Json): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
