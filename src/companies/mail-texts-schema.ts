// The own texts of mails as they stand in a company file.
import { z } from 'zod';
import { MAIL_TEXT_KINDS, mailTextProblem, tidyMailText } from './mail-texts.ts';
import type { MailLocale, MailTextKind, OwnTextPart } from './mail-texts.ts';

function own(kind: MailTextKind, locale: MailLocale, part: OwnTextPart) {
  return z.string().transform((given, context) => {
    const text = tidyMailText(given);
    const problem = mailTextProblem(text, { kind, locale, part });
    if (problem === null) return text;
    context.addIssue({ code: 'custom', message: problem.reason, params: { remedy: problem.remedy } });
    return z.NEVER;
  }).optional();
}

function inLanguage(kind: MailTextKind, locale: MailLocale) {
  return z.strictObject({ opening: own(kind, locale, 'opening'), closing: own(kind, locale, 'closing') }).optional();
}

function ofKind(kind: MailTextKind) {
  return z.strictObject({ de: inLanguage(kind, 'de'), en: inLanguage(kind, 'en') }).optional();
}

export const mailTexts = z.strictObject(Object.fromEntries(MAIL_TEXT_KINDS.map((kind) => [kind, ofKind(kind)])) as Record<MailTextKind, ReturnType<typeof ofKind>>);
