import type { Company, StaffMember } from './company.ts';
import { saysNothing } from './find-service.ts';
import { matchName, tokens } from './match-name.ts';

export type FoundStaff =
  | { readonly kind: 'found'; readonly member: StaffMember }
  /** Nothing, or that it does not matter who. */
  | { readonly kind: 'not_said' }
  | { readonly kind: 'not_found' }
  /** One or more that may be meant; with one it is a "do you mean …?". */
  | { readonly kind: 'ambiguous'; readonly members: readonly StaffMember[] };

const FILLERS = new Set('bei beim mit von vom zu zum zur der die dem den frau herr herrn fraeulein bitte gern gerne am liebsten wieder with by at mr mrs ms dr doktor prof professor please'.split(' '));

const ANYBODY =
  /^(egal(wer|beiwem|werfreiist)?|((wer|wem)?ist)?(mir)?egal|beliebig|irgend(wer|jemand|einer)|jede[rn]?|werfreiist|werzeithat|keine?(praeferenz|vorliebe|wunsch|bestimmter?|angabe)?|any(one|body)?|whoever|nopreference|doesntmatter)$/;

const LONGEST = 200;

/** By id, slug or name: „bei Anna“, "mit Frau Berger". Never somebody else where the one named is unknown. */
export function findStaff(company: Pick<Company, 'staff'>, said: string | null): FoundStaff {
  if (saysNothing(said)) return { kind: 'not_said' };
  if (said.normalize('NFKD').length > LONGEST) return { kind: 'not_found' };
  const words = tokens(said).filter((word) => !FILLERS.has(word));
  if (ANYBODY.test(words.join(''))) return { kind: 'not_said' };
  const candidates = company.staff.map((member) => ({ item: member, ids: [member.id, member.slug], names: [member.name, ...spokenNames(member.name)] }));
  const match = matchName(said, candidates, FILLERS);
  if (match.kind === 'found') return { kind: 'found', member: match.item };
  return match.kind === 'ambiguous' ? { kind: 'ambiguous', members: match.items } : match;
}

/** Each name of a person alone, so that a misheard one is compared with its like: 'Anne' with 'Anna', not with 'Anna Berger'. */
function spokenNames(name: string): string[] {
  return name.split(/[\s-]+/).filter((word) => /^\p{L}{2,}$/u.test(word));
}
