import type { Secrets } from '../platform/secrets.ts';

/**
 * Stands in for a number that is not kept: the same number has the same one, so that a caller who rings often still counts as
 * one, and without the master key nobody finds the number to it by trying them all. Another company's is another one.
 */
export function callerRef(secrets: Pick<Secrets, 'mac'>, companyId: string): (number: string) => string {
  return (number) => secrets.mac(number, { owner: companyId, field: 'caller' }).slice(0, 32);
}
