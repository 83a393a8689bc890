import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';

export interface Phone {
  /** The number in E.164, or null where it is withheld or not plausible. */
  readonly e164: string | null;
  /** As it was given. */
  readonly raw: string;
  /** True where the caller's number was suppressed or not given at all: never match anybody by it. */
  readonly withheld: boolean;
}

// What stands in place of a number (reference: Retell and Twilio, voice-platforms.md A6), compared without blanks and signs.
const WITHHELD_WORDS =
  /^(number|nummer|rufnummer|caller|anrufer)?(anonym(ous|e|er)?|unknown|blocked|private|withheld|unavailable|restricted|hidden|noid|nocallerid|nonumber|notavailable|suppressed|unterdrueckt|unbekannt|privat|nan|na|null|none|undefined|keine?)(number|caller|nummer|anrufer|callerid|invalid)?$/;

// The same words typed on a keypad, as Twilio-carried trunks deliver them (Twilio changelog 2022-11-16).
const WITHHELD_KEYPAD = new Set(['266696687', '7378742833', '2562533', '8656696', '86282452253', '7748283']);

/**
 * Reads a number as a telephone network, an agent or a person gives it. `region` is ISO 3166 (DE or DE-BE) and
 * says which country a national number belongs to; null means Germany.
 */
export function readPhone(raw: string | null | undefined, region: string | null): Phone {
  const given = raw ?? '';
  const text = dialled(given);
  if (isWithheld(text)) return { e164: null, raw: given, withheld: true };
  return { e164: e164Of(text, countryOf(region)), raw: given, withheld: false };
}

/** '+49 30 1234567', as a number is written for people. */
export function shownPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** It takes an SMS. Where a country does not tell mobile numbers from others, it may. */
export function isMobile(e164: string): boolean {
  const type = parsePhoneNumberFromString(e164)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

export function countryOf(region: string | null): CountryCode {
  const country = (region ?? 'DE').slice(0, 2).toUpperCase();
  return isSupportedCountry(country) ? country : 'DE';
}

/** The part that names the other side: without the scheme and host of a SIP or tel address. */
function dialled(given: string): string {
  const text = given.normalize('NFKC').trim();
  const address = /^<?(?:sips?|tel):([^@;>]*)/i.exec(text);
  return (address?.[1] ?? text).trim();
}

function isWithheld(text: string): boolean {
  if (/^\{\{.*\}\}$/.test(text)) return true;
  const word = text.toLowerCase().replaceAll('ü', 'ue').replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (word === '' || /^0+$/.test(word) || WITHHELD_KEYPAD.has(word)) return true;
  // A token such as anonymous_1731 stands for "no number" too; a real number never begins with the word.
  return WITHHELD_WORDS.test(word.replace(/\d+$/, '')) || word.startsWith('anonymous');
}

function e164Of(text: string, country: CountryCode): string | null {
  // A date in the wrong field has the digits of a short landline number.
  if (/^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{2,4})/.test(text)) return null;
  return readAs(text.replaceAll(',', ' '), country) ?? (text.includes(',') ? readAs(text.slice(0, text.indexOf(',')), country) : null);
}

// Commas are pauses of dictation ('0151, 234, 567') or stand between two numbers, then the first is taken. The
// metadata library takes what follows one for an extension and would silently cut the number.
function readAs(text: string, country: CountryCode): string | null {
  const spelled = text.replace(/^(plus|\+)\s*/i, '+').replace(/^\(\s*\+\s*(\d+)\s*\)/, '+$1');
  const number = withCountryCode(spelled, country) ?? parsePhoneNumberFromString(spelled, { defaultCountry: country, extract: true });
  if (number === undefined) return null;
  // A number that the network delivered with its country code is kept when only its range is unknown to the
  // metadata: new ranges appear, and dropping a caller's number would lose his callback.
  const plausible = number.isValid() || (spelled.startsWith('+') && number.isPossible() && number.number.length > 10);
  return plausible && /^\+[1-9]\d{6,14}$/.test(number.number) ? number.number : null;
}

/** '4915112345678': an international number whose plus was lost; as a national one it would be somebody else's. */
function withCountryCode(text: string, country: CountryCode): PhoneNumber | null {
  const digits = text.replaceAll(/[\s./()-]/g, '');
  if (!/^\d+$/.test(digits) || !digits.startsWith(getCountryCallingCode(country))) return null;
  const number = parsePhoneNumberFromString(`+${digits}`);
  return number !== undefined && number.isValid() ? number : null;
}
