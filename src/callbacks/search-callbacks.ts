// The search box. What is rare is looked up first, in an index that holds nothing but the text; what is frequent is met soon
// enough on the way through the list. One statement could not do both: how often a word occurs is known only to who looks.
import type { Tx } from '../platform/database.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { parameters } from './callback-query.ts';
import type { Looking, Parameters } from './callback-query.ts';

/** Whatever is found more often than that is frequent. */
const RARE_MAX = 500;

/** The same filters, in which a search for something rare has become the callbacks that it found. */
export async function lookedUp(tx: Tx, { companyId, now }: Pick<Looking, 'companyId' | 'now'>, filters: CallbackFilters): Promise<CallbackFilters> {
  const { q, ...others } = filters;
  const p = parameters({ companyId, now });
  const search = conditions(q, p);
  if (search === null) return others;
  const found = await tx.rows<{ id: string }>(
    `select c.id from callbacks c where c.company_id = $1 and $2::timestamptz is not null and ${search.short}
     union all
     select c.id from callbacks c where c.company_id = $1 and c.search_cut and not ${search.short} and ${search.long}
     limit ${RARE_MAX + 1}`,
    p.values,
  );
  return found.length > RARE_MAX ? filters : { ...others, ids: found.map(({ id }) => id) };
}

/** `text`: found in what the index holds; `cut`: only in what was too long for it; together they are `whole`, and no row is in both. */
export type SearchPart = 'whole' | 'text' | 'cut';

/** Over callbacks as c. A case, because of a bare condition PostgreSQL would expect that hardly a row fulfils it, and sort what it could take in order. */
export function searchedSql(q: string | undefined, p: Parameters, part: SearchPart = 'whole'): string[] {
  const search = conditions(q, p);
  if (search === null) return [];
  if (part === 'text') return [search.short];
  if (part === 'cut') return [`c.search_cut and not ${search.short} and ${search.long}`];
  return [`case when ${search.short} then true when c.search_cut then ${search.long} else false end`];
}

interface Search {
  /** What search_text holds of it. */
  readonly short: string;
  readonly long: string;
}

/** null: nothing is searched for. */
function conditions(q: string | undefined, p: Parameters): Search | null {
  const words = wordPatterns(q);
  if (words === null) return null;
  // the words are made small by the same rules as the text; one comparison each, which costs half of one with an array
  const patterns = words.map((word) => `lower(${p.add(word)})`);
  const all = (text: string): string => patterns.map((pattern) => `${text} like ${pattern}`).join(' and ');
  const digits = numberPattern(q);
  return {
    short: digits === null ? `(${all('c.search_text')})` : `(${all('c.search_text')} or c.search_text like ${p.add(digits)})`,
    long: `(${all("lower(concat_ws(' ', c.customer_name, c.customer_email, c.phone_number, c.phone_raw, c.notes))")})`,
  };
}
