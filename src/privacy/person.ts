// Of whom it is: a number, an address, or both. Nobody is joined to him by guessing: a family shares a line and two share an
// address, so what else was found beside him is shown, and whoever asks decides.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface Identifiers {
  /** E.164. */
  readonly numbers: readonly string[];
  /** In lower case. */
  readonly emails: readonly string[];
}

/** What names him in any text, as patterns of PostgreSQL: his number however it is spelled, and his address. */
export function patternsOf({ numbers, emails }: Identifiers): string[] {
  return [...numbers.map(numberPattern), ...emails.map(emailPattern)];
}

const BETWEEN = String.raw`[\s./()\-–]*`;

/** '+49 151 2345-678', '0049151…', '(0151) 23 45 678', '151 2345678'; never as a part of a longer number. */
function numberPattern(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  const [code, national] = parsed === undefined ? ['', number.replace(/\D/g, '')] : [parsed.countryCallingCode, parsed.nationalNumber];
  const digits = Array.from(national).join(BETWEEN);
  const prefix = code === '' ? String.raw`\+?` : String.raw`((\+|00)?${BETWEEN}${Array.from(code).join(BETWEEN)}${BETWEEN}(\(?0\)?)?|\(?0)?${BETWEEN}`;
  return String.raw`(?<![0-9])${prefix}${digits}(?![0-9])`;
}

function emailPattern(email: string): string {
  return String.raw`(?<![A-Za-z0-9._%+-])${literal(email)}(?![A-Za-z0-9-])`;
}

/** A whole name, whatever stands between its words; null where it is too short to mean one person. */
export function namePattern(name: string): string | null {
  const words = name.normalize('NFKC').match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (words.length < 2 || words.join('').length < 5) return null;
  return String.raw`\m${words.map(literal).join(String.raw`[\s,.]+`)}\M`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}
