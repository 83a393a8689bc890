import { readPhone } from '../companies/phone.ts';
import type { Company } from '../companies/company.ts';
import { saidBy } from '../calls/transcript.ts';
import type { Requested } from '../wishes/wish.ts';
import type { SettledCall } from './read-call.ts';
import { fold, NAMED } from './wish-words.ts';

/** What the caller said of himself and his wish, where no function was called that would have told it. Only what is certain. */
export function understoodFrom(company: Company, call: SettledCall): Requested {
  const said = saidBy(call.transcript, 'user');
  const name = said.map((text) => NAMED.exec(text)?.[1]?.trim()).find((found) => found !== undefined);
  const number = call.otherNumber === null ? said.map((text) => dictatedNumber(text, company.region)).find((found) => found !== null) : null;
  const services = company.services.filter((service) => said.some((text) => [service.name, ...service.aliases].some((known) => fold(text).includes(fold(known)))));
  return {
    ...(name === undefined ? {} : { customerName: name.slice(0, 100).toWellFormed() }),
    ...(number == null ? {} : { phone: number, phoneRaw: number }),
    ...(services.length === 1 ? { serviceId: services[0]!.id } : {}),
  };
}

function dictatedNumber(text: string, region: string | null): string | null {
  const digits = /\+?\d[\d /().-]{5,}\d/.exec(text)?.[0];
  return digits === undefined ? null : readPhone(digits, region).e164;
}
