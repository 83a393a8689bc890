// Public holidays of Germany, Austria and Switzerland by region and municipality, worked out here: a holiday that is
// looked up elsewhere is missing on the day on which elsewhere does not answer.
import { AUSTRIA } from './austria.ts';
import { GERMANY } from './germany.ts';
import type { HolidayRule, HolidayTable, Spoken } from './rule.ts';
import { SWITZERLAND } from './switzerland.ts';

export interface Holiday {
  readonly date: string;
  readonly name: Spoken;
  /** Only from this time of day on; null: all day. */
  readonly from: string | null;
}

export interface Place {
  /** ISO 3166-2 ('DE-BY'), or a country alone ('DE'): then only what is one everywhere in it. */
  readonly region: string | null;
  /** One of municipalitiesOf the region; null: the first of them. */
  readonly municipality: string | null;
}

const TABLES: Readonly<Record<string, HolidayTable>> = { DE: GERMANY, AT: AUSTRIA, CH: SWITZERLAND };

/** In order of date. Empty for a country that is not in the tables; regionKnown tells that apart. */
export function holidaysOf(place: Place, year: number): Holiday[] {
  const [country = '', part = null] = place.region?.split('-') ?? [];
  const table = TABLES[country];
  if (table === undefined) return [];
  const kinds = part === null ? [] : table.municipalities[part] ?? [];
  const kind = place.municipality !== null && kinds.includes(place.municipality) ? place.municipality : kinds[0];
  const names = part === null ? [] : [part, `${part}:${kind ?? ''}`];
  return table.rules
    .filter((rule) => appliesTo(rule, names))
    .flatMap((rule) => {
      const date = rule.on(year);
      return date === null ? [] : [{ date, name: rule.name, from: rule.from ?? null }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** `names`: what the place is called in the rules; none for a whole country, in which only what has no exception counts. */
function appliesTo({ where, except }: HolidayRule, names: readonly string[]): boolean {
  if (names.length === 0) return where === undefined && except === undefined;
  return (where === undefined || where.some((name) => names.includes(name))) && !(except ?? []).some((name) => names.includes(name));
}

/** The tables have this region's holidays. */
export function regionKnown(region: string): boolean {
  const [country = '', part] = region.split('-');
  const table = TABLES[country];
  return table !== undefined && (part === undefined || table.regions.includes(part));
}

/** The kinds of municipality that differ there, the usual one first; empty where all are alike. */
export function municipalitiesOf(region: string | null): readonly string[] {
  const [country = '', part = ''] = region?.split('-') ?? [];
  return TABLES[country]?.municipalities[part] ?? [];
}
