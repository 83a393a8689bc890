// What a company adds to its mails, changed by kind and language. All or nothing; what cannot be filled in is refused with its place.
import { appendAudit } from '../audit/append-audit.ts';
import { MAIL_LOCALES, MAIL_TEXT_KINDS, mailTextProblem, tidyMailText } from '../companies/mail-texts.ts';
import type { MailLocale, MailTextCode, MailTextKind, MailTexts, OwnText, OwnTextPart } from '../companies/mail-texts.ts';
import { lockMailTexts, writeNotificationChoice } from '../companies/notification-policy.ts';
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';

/** Absent, null or empty: back to the standard text. */
export interface GivenText {
  readonly opening?: string | null | undefined;
  readonly closing?: string | null | undefined;
}
/** A language that is not named stays as it is. */
export type GivenTexts = { readonly [Kind in MailTextKind]?: { readonly [Locale in MailLocale]?: GivenText | undefined } | undefined };

export interface PlacedProblem {
  /** As in a company file: `mailTexts.assigned.de.opening`. */
  readonly place: string;
  readonly code: MailTextCode;
  readonly given: string | null;
  readonly reason: string;
  readonly remedy: string;
}

export type MailTextsChange =
  | { readonly kind: 'changed'; readonly texts: MailTexts }
  | { readonly kind: 'refused'; readonly problems: readonly PlacedProblem[] };

interface Changing {
  readonly companyId: string;
  /** As in the audit log. */
  readonly actor: string;
  readonly now: EpochMs;
}

const PARTS: readonly OwnTextPart[] = ['opening', 'closing'];

export async function changeMailTexts(tx: Tx, { companyId, actor, now }: Changing, given: GivenTexts): Promise<MailTextsChange> {
  const named = MAIL_TEXT_KINDS.flatMap((kind) => MAIL_LOCALES.flatMap((locale) => {
    const text = given[kind]?.[locale];
    return text === undefined ? [] : [{ kind, locale, text: readText(text) }];
  }));
  const problems = named.flatMap(({ kind, locale, text }) => problemsOf(text, { kind, locale }));
  if (problems.length > 0) return { kind: 'refused', problems };
  let texts = await lockMailTexts(tx, companyId);
  const changed: string[] = [];
  for (const { kind, locale, text } of named) {
    const before = texts[kind]?.[locale];
    if (before?.opening === text.opening && before?.closing === text.closing) continue;
    texts = replaced(texts, { kind, locale, text });
    changed.push(`${kind}.${locale}`);
  }
  if (changed.length === 0) return { kind: 'changed', texts };
  await writeNotificationChoice(tx, companyId, { mailTexts: texts });
  // where, and not what: a signature may be somebody's name
  await appendAudit(tx, companyId, { at: now, actor, action: 'company.mail_texts', subject: { kind: 'company', id: companyId }, detail: { changed } });
  return { kind: 'changed', texts };
}

/** As it would be stored. */
export function readText({ opening, closing }: GivenText): OwnText {
  const read = (given: string | null | undefined): string | undefined => tidyMailText(given ?? '') || undefined;
  return { opening: read(opening), closing: read(closing) };
}

export function problemsOf(text: OwnText, { kind, locale }: { kind: MailTextKind; locale: MailLocale }): PlacedProblem[] {
  return PARTS.flatMap((part) => {
    const written = text[part];
    const problem = written === undefined ? null : mailTextProblem(written, { kind, locale, part });
    return problem === null ? [] : [{ place: `mailTexts.${kind}.${locale}.${part}`, ...problem }];
  });
}

/** What is the standard again leaves no trace, so that a company without own texts is one without them. */
function replaced(texts: MailTexts, { kind, locale, text }: { kind: MailTextKind; locale: MailLocale; text: OwnText }): MailTexts {
  const isStandard = text.opening === undefined && text.closing === undefined;
  const { [locale]: _before, ...others } = texts[kind] ?? {};
  const own = isStandard ? others : { ...others, [locale]: text };
  const { [kind]: _kind, ...rest } = texts;
  return Object.keys(own).length === 0 ? rest : { ...rest, [kind]: own };
}
