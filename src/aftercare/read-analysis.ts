// The platform's analysis of a call (voice-platforms.md A5): all of it optional, the custom part keyed by names that
// the salon chose, and an empty array where it chose none.
import type { Json } from '../journal/journal.ts';

export interface Analysis {
  readonly summary: string | null;
  readonly inVoicemail: boolean;
  readonly callbackWanted: boolean;
  /** What the caller wanted, in the words of the analysis. */
  readonly wish: string | null;
}

const WISH_KEY = /wunsch|anliegen|wish|intent|request|reason|grund/i;
const CALLBACK_KEY = /r(ue|ü|u)ckruf|callback|call_back|zur(ue|ü)ckrufen/i;
const NOTHING = /^(kein\w*|nichts?|none|nothing|no|nein|false|n\/?a|unbekannt|unknown|unclear|unklar|null|undefined|-+|\.*|sonstiges|other)\b[\s.]*$/i;
const YES = /^(true|ja|yes|1|gew(ue|ü)nscht|wanted)$/i;

export function analysisOf(given: Json): Analysis | null {
  if (!isRecord(given)) return null;
  const custom = isRecord(given['custom_analysis_data']) ? Object.entries(given['custom_analysis_data']) : [];
  const callback = custom.find(([key, value]) => CALLBACK_KEY.test(key) && (value === true || (typeof value === 'string' && YES.test(value.trim()))));
  const wish = custom.find(([key, value]) => WISH_KEY.test(key) && !CALLBACK_KEY.test(key) && said(value) !== null);
  return {
    summary: said(given['call_summary']),
    inVoicemail: given['in_voicemail'] === true,
    callbackWanted: callback !== undefined,
    wish: wish === undefined ? null : said(wish[1]),
  };
}

function said(value: Json | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' && !NOTHING.test(value.trim()) ? value.trim().slice(0, 2_000).toWellFormed() : null;
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
