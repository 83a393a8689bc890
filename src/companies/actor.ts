// Who did something. Written to timelines and to the audit log as a short text that names no person: 'machine',
// 'user:<id>', 'key:<id>', 'link'. Names are looked up when somebody reads it, so that an erasure needs no rewriting.
import type { Role } from './api-key.ts';

export type Actor =
  /** `by`: which part of the machine, for example 'sweep' or 'intake'. */
  | { readonly kind: 'machine'; readonly by: string }
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly staffId: string | null; readonly role: Role }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly staffId: string | null; readonly role: Role }
  /** Whoever opened the sign-in link that the server printed at its start; `id` tells two such sessions apart. */
  | { readonly kind: 'link'; readonly id: string; readonly name: string; readonly staffId: string | null; readonly role: Role };

export type Person = Exclude<Actor, { kind: 'machine' }>;
export function actorText(actor: Actor): string {
  return actor.kind === 'machine' ? 'machine' : `${actor.kind}:${actor.id}`;
}
