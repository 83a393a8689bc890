import type { Secrets } from '../platform/secrets.ts';

/** null: nothing is to stand in for a number, and what did so far goes too. */
export type RefOf = ((number: string) => string) | null;

/**
 * Stands in for a number that is not kept: the same number has the same one, so that a caller who rings often still counts as
 * one, and without the master key nobody finds the number to it by trying them all. Another company's is another one.
 */
export function callerRef(secrets: Pick<Secrets, 'mac'>, companyId: string): (number: string) => string {
  return (number) => secrets.mac(number, { owner: companyId, field: 'caller' }).slice(0, 32);
}

export interface Referred {
  readonly id: string;
  readonly number: string | null;
  /** What stood in for it before: a row is cleared again once it was opened again. */
  readonly before: string | null;
}

/** In the order of the rows; as the parameter of a statement, which takes null among texts. */
export function refsOf(rows: readonly Referred[], refOf: RefOf): readonly string[] {
  return rows.map(({ number, before }) => (refOf === null ? null : number === null ? before : refOf(number))) as readonly string[];
}
