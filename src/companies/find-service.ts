import type { Company, Service } from './company.ts';
import { matchName, tokens } from './match-name.ts';

export type FoundService =
  | { readonly kind: 'found'; readonly service: Service }
  | { readonly kind: 'not_said' }
  | { readonly kind: 'not_found' }
  /** One or more that may be meant; with one it is a "do you mean …?". */
  | { readonly kind: 'ambiguous'; readonly services: readonly Service[] };

// Words around a service that say nothing about which one it is.
const FILLERS = new Set(
  'ein eine einen einer eines einem einmal mich mir der die das den dem des fuer zum zur bitte mal mit und with ich moechte haette gern gerne brauche termin buchen a an the for please appointment'.split(' '),
);

const LONGEST = 200;

/**
 * By id, slug, name or alias, as spoken. Only where nothing was said and there is exactly one service is it taken
 * unasked; where something else was said there is never a default. A caller's text longer than 200 characters is no
 * name, counted as it is compared: one character of it may stand for eighteen.
 */
export function findService(company: Pick<Company, 'services'>, said: string | null): FoundService {
  const only = company.services.length === 1 ? company.services[0]! : null;
  if (saysNothing(said)) return only === null ? { kind: 'not_said' } : { kind: 'found', service: only };
  if (said.normalize('NFKD').length > LONGEST) return { kind: 'not_found' };
  const candidates = company.services.map((service) => ({ item: service, ids: [service.id, service.slug], names: [service.name, ...service.aliases] }));
  const match = matchName(said, candidates, FILLERS);
  if (match.kind === 'found') return { kind: 'found', service: match.item };
  return match.kind === 'ambiguous' ? { kind: 'ambiguous', services: match.items } : match;
}

// What language models write for "no value", and templates that the platform left unresolved.
const NOTHING = new Set(['', 'null', 'none', 'undefined', 'na', 'nan', 'unknown', 'unbekannt']);

export function saysNothing(said: string | null): said is null {
  return said === null || /^\s*\{\{.*\}\}\s*$/s.test(said) || NOTHING.has(tokens(said).join(''));
}
