import type { Fate, Requested } from './wish.ts';

/** An open wish of the call, as far as it matters for the question whose request this is. */
export interface Candidate {
  readonly fate: Fate;
  readonly requested: Requested;
  /** A booking of it is being made right now, by another request. */
  readonly busy: boolean;
}

export interface Told {
  readonly requested: Requested;
  /** A request to book, not a question about times. */
  readonly attempts: boolean;
}

/**
 * Of the open wishes of a call (newest first) the one to which a request belongs, or null for a wish of its own.
 * Another day or hour corrects a wish. Another service or another person is another wish once the first was tried to
 * be booked, or has its callback: the mother who did not get hers must not vanish into the child's appointment. Before
 * that it is a change of mind.
 */
export function wishItBelongsTo<C extends Candidate>(open: readonly C[], told: Told): C | null {
  const possible = open.filter((candidate) => !(told.attempts && candidate.busy) && isSame(candidate, told.requested));
  return possible.find((candidate) => candidate.requested.serviceId === told.requested.serviceId) ?? possible[0] ?? null;
}

function isSame({ requested, fate }: Candidate, told: Requested): boolean {
  const settled = requested.attempted === true || fate === 'open_callback' || fate === 'merged';
  if (!settled) return true;
  return mayBeOne(requested, told);
}

interface Matter {
  readonly serviceId?: string | null;
  readonly customerName?: string | null;
}

/** Neither another service nor another person: a mother who calls for herself and then for her child wants two things. */
export function mayBeOne(one: Matter, other: Matter): boolean {
  const otherService = one.serviceId != null && other.serviceId != null && one.serviceId !== other.serviceId;
  return !otherService && !otherPerson(one.customerName, other.customerName);
}

/** "Ada" and "Ada Beispiel" are one; a name not given says nothing. */
function otherPerson(one: string | null | undefined, other: string | null | undefined): boolean {
  if (one == null || other == null) return false;
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return !a.every((word) => b.includes(word)) && !b.every((word) => a.includes(word));
}

function wordsOf(name: string): string[] {
  return name.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
