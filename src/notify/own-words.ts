// What a company adds of its own, put around a letter that is complete without it. Subject and preview are not touched.
import { filledIn, MAIL_TEXT_KINDS, ownText } from '../companies/mail-texts.ts';
import type { MailTexts, PlaceholderValues } from '../companies/mail-texts.ts';
import type { Tx } from '../platform/database.ts';
import type { Letter } from './letter.ts';
import type { AboutCallback, Surroundings } from './notice-letter.ts';
import { writtenWhen } from './written-when.ts';

export interface OwnWords {
  readonly texts: MailTexts;
  readonly values: PlaceholderValues;
}

/** `kind`: as a delivery has it. A kind without own texts, such as a new password, is left as it is. */
export function withOwnWords(letter: Letter, kind: string, { texts, values }: OwnWords): Letter {
  const known = MAIL_TEXT_KINDS.find((one) => one === kind);
  if (known === undefined) return letter;
  const { opening, closing } = ownText(texts, known, letter.locale);
  const fill = (text: string | undefined): string | null => (text === undefined ? null : filledIn(text, letter.locale, values));
  const [first, last] = [fill(opening), fill(closing)];
  return { ...letter, paragraphs: first === null ? letter.paragraphs : [first, ...letter.paragraphs], closing: last === null ? [] : last.split('\n') };
}

/** `name`: how whoever reads it is addressed; null: a text that greets by name is left out. */
export function valuesFor(around: Surroundings, { about, name }: { readonly about: AboutCallback | null; readonly name: string | null }): PlaceholderValues {
  return {
    company: around.company.name,
    name,
    branch: about?.branch ?? around.company.name,
    due: about === null ? null : writtenWhen(about.dueAt, { ...around.company, ...around }),
  };
}

/** What colleagues call whoever gets it; null: only an address is known. */
export async function readName(tx: Tx, companyId: string, person: string): Promise<string | null> {
  const row = await tx.maybe<{ name: string }>(
    `select name from staff where company_id = $1 and 'staff:' || id = $2 union all select name from members where company_id = $1 and 'user:' || user_id = $2 limit 1`,
    [companyId, person],
  );
  return row?.name ?? null;
}
