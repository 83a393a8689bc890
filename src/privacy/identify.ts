// Who is meant, as somebody types it: a number in any spelling, an address, or a customer of the list.
import { readPhone } from '../companies/phone.ts';
import type { Company } from '../companies/company.ts';
import type { Tx } from '../platform/database.ts';
import type { Identifiers } from './person.ts';

export interface Given {
  readonly phone_number?: string | undefined;
  readonly email?: string | undefined;
  /** Id of a customer. */
  readonly customer?: string | undefined;
}

export type Identified = { readonly kind: 'known'; readonly who: Identifiers } | { readonly kind: 'unreadable'; readonly why: string } | { readonly kind: 'no_customer' };

export async function identify(tx: Tx, company: Pick<Company, 'id' | 'region'>, given: Given): Promise<Identified> {
  const customer = given.customer === undefined ? null : await tx.maybe<{ phone_number: string | null; email: string | null }>('select phone_number, email from customers where company_id = $1 and id = $2', [company.id, given.customer]);
  if (given.customer !== undefined && customer === null) return { kind: 'no_customer' };
  const phone = given.phone_number === undefined ? null : readPhone(given.phone_number, company.region).e164;
  if (given.phone_number !== undefined && phone === null) return { kind: 'unreadable', why: 'phone_number: cannot be read as a telephone number' };
  const email = given.email?.trim().toLowerCase() ?? null;
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email)) return { kind: 'unreadable', why: 'email: is no mail address' };
  const numbers = [phone, customer?.phone_number ?? null].filter((number) => number !== null);
  // beside a number, an address of the list may be another's who shares the line: it is shown, and taken only where it is asked for
  const emails = [email, customer?.phone_number == null ? (customer?.email?.toLowerCase() ?? null) : null].filter((address) => address !== null);
  if (numbers.length + emails.length === 0) return { kind: 'unreadable', why: 'name a phone_number, an email or a customer' };
  return { kind: 'known', who: { numbers: [...new Set(numbers)], emails: [...new Set(emails)] } };
}
