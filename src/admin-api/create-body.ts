import type { ByHand } from '../callbacks/create-by-hand.ts';
import type { Company } from '../companies/company.ts';
import { readPhone } from '../companies/phone.ts';
import type { Phone } from '../companies/phone.ts';
import type { z } from 'zod';
import type { CreateBody } from './contract/desk-actions.ts';
import { Problem } from './problem.ts';

/** Throws Problem REQUEST_INVALID for what cannot be meant: a person is there to correct it. */
export function byHand(body: z.output<typeof CreateBody>, company: Company): ByHand {
  const wanted: ByHand = {
    customerName: body.customer_name || null,
    phone: phoneOf(body.phone_number || null, company),
    customerEmail: body.customer_email || null,
    branch: one('branch', body.branch || null, company.branches) ?? (company.branches.length === 1 ? company.branches[0]! : null),
    service: one('service', body.service || null, company.services),
    priority: body.priority ?? 'normal',
    preferredTimeWindow: body.preferred_time_window || null,
    notes: body.notes || null,
  };
  if (wanted.customerName === null && wanted.phone === null && wanted.customerEmail === null && wanted.notes === null) {
    throw new Problem('REQUEST_INVALID', 'phone_number: nothing says whom to call; send phone_number, or at least customer_name, customer_email or notes');
  }
  return wanted;
}

function phoneOf(given: string | null, { region }: Company): Phone | null {
  if (given === null) return null;
  const phone = readPhone(given, region);
  if (phone.e164 === null) throw new Problem('REQUEST_INVALID', 'phone_number: is no telephone number; write it as it is dialled (030 1234567) or with its country (+49 30 1234567), and leave it out where it is not known');
  return phone;
}

function one<T extends { readonly id: string; readonly slug: string }>(name: string, given: string | null, items: readonly T[]): T | null {
  if (given === null) return null;
  const item = items.find(({ id, slug }) => id === given || slug === given);
  if (item === undefined) throw new Problem('REQUEST_INVALID', `${name}: this company has none with the id or slug ${JSON.stringify(given)}; it has ${items.slice(0, 20).map(({ slug }) => slug).join(', ') || 'none'}`);
  return item;
}
