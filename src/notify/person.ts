// Who is told. A person is named by what he is here: 'staff:<id>' where he works as somebody, else 'user:<id>', 'key:<id>',
// 'link:<id>', or only as an address. One person has one name, so that nothing reaches him twice.
import type { Person as Acting } from '../companies/actor.ts';

export interface Reachable {
  readonly person: string;
  readonly role: string | null;
  readonly mail: string | null;
}

export const OPERATOR = 'operator';
/** The bell of whoever signed in as owner without being known as a person: with the link that the server prints. */
export const OWNERS = 'owners';

export function staffPerson(staffId: string): string {
  return `staff:${staffId}`;
}

/** Everything that is meant for whoever asks. The first one is what his preferences are kept under. */
export function personsOf(acting: Acting, isOperator: boolean): readonly [string, ...string[]] {
  const own = `${acting.kind}:${acting.id}`;
  const known = acting.staffId === null ? [] : [staffPerson(acting.staffId)];
  const shared = [...(acting.kind === 'link' && acting.role === 'owner' ? [OWNERS] : []), ...(isOperator ? [OPERATOR] : [])];
  const [first = own, ...rest] = [...known, own, ...shared];
  return [first, ...rest];
}
