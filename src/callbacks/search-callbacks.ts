// The search box. What is rare is looked up first, in an index of all that three letters in a row can be (migration 0024); what
// is frequent is met soon enough on the way through the list. One statement could not do both: how often a word occurs is known
// only to who looks.
import type { Tx } from '../platform/database.ts';
import { numberDigits, searchWords } from '../platform/search-words.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { parameters } from './callback-query.ts';
import type { Looking, Parameters } from './callback-query.ts';

/** Whatever is found more often than that is frequent. */
const RARE_MAX = 500;
/** A word of fewer letters is in no index. It occurs often, or hardly anybody looks for it. */
const GRAM = 3;

/** The same filters, in which a search for something rare has become the callbacks that it found. */
export async function lookedUp(tx: Tx, { companyId, now }: Pick<Looking, 'companyId' | 'now'>, filters: CallbackFilters): Promise<CallbackFilters> {
  const { q, ...others } = filters;
  const p = parameters({ companyId, now });
  const search = conditions(q, p);
  if (search === null) return others;
  const short = search.indexed
    ? `select f.id from fangnetz_find_callbacks(array[${search.words.join(', ')}], ${search.digits ?? 'null'}, ${RARE_MAX + 1}) f (id)`
    : `select c.id from callbacks c where c.company_id = $1 and ${search.short}`;
  const found = await tx.rows<{ id: string }>(
    `${short}
     union all
     select c.id from callbacks c where c.company_id = $1 and $2::timestamptz is not null and c.search_cut and not ${search.short} and ${search.long}
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
  /** What has to be found, as the statement names it: all words, or the digits. */
  readonly words: readonly string[];
  readonly digits: string | null;
  /** Whether the index can tell. */
  readonly indexed: boolean;
}

/** null: nothing is searched for. strpos and not LIKE, which costs twice as much for each row that is read. */
function conditions(q: string | undefined, p: Parameters): Search | null {
  // the longest first: mostly it is the rarest, and the others are not looked for where it is missing
  const typed = searchWords(q).toSorted((a, b) => b.length - a.length);
  if (typed.length === 0) return null;
  // the words are made small by the same rules as the text
  const words = typed.map((word) => `lower(${p.add(word)})`);
  const all = (text: string): string => words.map((word) => `strpos(${text}, ${word}) > 0`).join(' and ');
  const number = numberDigits(q);
  const digits = number === null ? null : p.add(number);
  return {
    short: digits === null ? `(${all('c.search_text')})` : `(${all('c.search_text')} or strpos(c.search_text, ${digits}) > 0)`,
    long: `(${all("lower(concat_ws(' ', c.customer_name, c.customer_email, c.phone_number, c.phone_raw, c.notes))")})`,
    words,
    digits,
    indexed: typed.some((word) => [...word].length >= GRAM),
  };
}
