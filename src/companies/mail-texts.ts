// What a company adds to the mails that its people get: a sentence before the program's own, and a closing after it. Subject,
// preview and the program's own text stay as they are, so that no addition can hide what a mail is about, or tell it to a mailbox.

/** `all`: where a kind has none of its own. Mails about a password or the sign-in are between the program and an account. */
export const MAIL_TEXT_KINDS = [
  'all', 'assigned', 'warning', 'overdue', 'escalated', 'decision_needed', 'unassigned_too_long', 'digest', 'mention', 'settled', 'reopened',
  'load_short', 'called_again', 'attempt_due', 'snooze_over', 'claim_returned', 'unassigned', 'invitation',
] as const;
export type MailTextKind = (typeof MAIL_TEXT_KINDS)[number];

export type MailLocale = 'de' | 'en';
export const MAIL_LOCALES: readonly MailLocale[] = ['de', 'en'];

export interface OwnText {
  readonly opening?: string | undefined;
  readonly closing?: string | undefined;
}
export type OwnTextPart = keyof OwnText;

export type MailTexts = { readonly [Kind in MailTextKind]?: { readonly [Locale in MailLocale]?: OwnText | undefined } | undefined };

/** What may be filled in. None is of the customer: a mail that is to be neutral stays so. */
export type Placeholder = 'company' | 'name' | 'branch' | 'due';

/** As they are written, in the language of the text. */
const WRITTEN: Readonly<Record<MailLocale, Readonly<Record<Placeholder, string>>>> = {
  de: { company: '{Firma}', name: '{Name}', branch: '{Filiale}', due: '{Frist}' },
  en: { company: '{company}', name: '{name}', branch: '{branch}', due: '{due}' },
};

const OF_KIND: Readonly<Partial<Record<MailTextKind, readonly Placeholder[]>>> = { all: ['company', 'name'], digest: ['company', 'name'], load_short: ['company', 'name'], invitation: ['company'] };

/** The others are about a callback, which has a branch and a deadline. */
function placeholdersOf(kind: MailTextKind): readonly Placeholder[] {
  return OF_KIND[kind] ?? ['company', 'name', 'branch', 'due'];
}

export function writtenPlaceholders(kind: MailTextKind, locale: MailLocale): readonly string[] {
  return placeholdersOf(kind).map((one) => WRITTEN[locale][one]);
}

export const MAIL_TEXT_LIMITS: Readonly<Record<OwnTextPart, { readonly characters: number; readonly lines: number }>> = {
  opening: { characters: 240, lines: 1 },
  closing: { characters: 600, lines: 8 },
};

export type MailTextCode = 'unknown_placeholder' | 'stray_brace' | 'unprintable' | 'too_long' | 'too_many_lines' | 'empty';

export interface MailTextProblem {
  readonly code: MailTextCode;
  readonly reason: string;
  readonly remedy: string;
  /** What it is about, as it was written; null: the text as a whole. */
  readonly given: string | null;
}

/** As it is stored: spaces that nobody sees are gone, and lines end in one way. */
export function tidyMailText(given: string): string {
  return given.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(/[^\S\n]+$/gm, '').trim();
}

const FIELD = /\{[^{}\n]*\}/g;
/** Control characters, half a character, and what turns the direction of the text that follows: it would reach into the program's own. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Of a tidied text; null: it can be filled in. */
export function mailTextProblem(text: string, { kind, locale, part }: { kind: MailTextKind; locale: MailLocale; part: OwnTextPart }): MailTextProblem | null {
  const known = writtenPlaceholders(kind, locale);
  const { characters, lines } = MAIL_TEXT_LIMITS[part];
  const choice = `write one of ${known.join(', ')}, or leave the braces out`;
  if (text === '') return { code: 'empty', reason: 'is empty', remedy: 'leave it out: then the mail has the standard text alone', given: null };
  if (UNPRINTABLE.test(text.replaceAll('\n', ''))) return { code: 'unprintable', reason: 'has characters that cannot be printed', remedy: 'type it anew instead of pasting it', given: null };
  const unknown = text.match(FIELD)?.find((field) => !known.includes(field));
  if (unknown !== undefined) return { code: 'unknown_placeholder', reason: `has ${unknown}, which nothing is filled in for here`, remedy: choice, given: unknown };
  const brace = /[{}]/.exec(text.replaceAll(FIELD, ''))?.[0];
  if (brace !== undefined) return { code: 'stray_brace', reason: `has a single ${brace}`, remedy: choice, given: brace };
  if (text.split('\n').length > lines) return { code: 'too_many_lines', reason: `has more than ${lines === 1 ? 'one line' : `${lines} lines`}`, remedy: lines === 1 ? 'write it in one line; what follows has its place in the closing' : 'write fewer lines', given: null };
  if (text.length > characters) return { code: 'too_long', reason: `is longer than ${characters} characters`, remedy: `write at most ${characters} characters`, given: null };
  return null;
}

export type PlaceholderValues = Readonly<Record<Placeholder, string | null>>;

/** null: something that it names is not known of this mail, and half a sentence would be worse than none. */
export function filledIn(text: string, locale: MailLocale, values: PlaceholderValues): string | null {
  const byWritten = new Map(Object.entries(WRITTEN[locale]).map(([name, written]) => [written, values[name as Placeholder]]));
  const fields = text.match(FIELD) ?? [];
  return fields.some((field) => (byWritten.get(field) ?? null) === null) ? null : text.replaceAll(FIELD, (field) => byWritten.get(field) ?? field);
}

/** The kind's own, and what is said for all kinds where it has none. */
export function ownText(texts: MailTexts, kind: MailTextKind, locale: MailLocale): OwnText {
  const [own, all] = [texts[kind]?.[locale], texts.all?.[locale]];
  return { opening: own?.opening ?? all?.opening, closing: own?.closing ?? all?.closing };
}
