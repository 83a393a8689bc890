// Who is calling and how to reach him, from what stands in the arguments. What is certain is used, what is not is kept in
// the caller's words for staff; a name that is none is asked for again (predecessor.md 4.1 items 20, 21, 23, 24).
import { findStaff, type FoundStaff } from '../companies/find-staff.ts';
import { readPhone, type Phone } from '../companies/phone.ts';
import type { Company } from '../companies/company.ts';
import { readEmail } from '../language/understand/understand-email.ts';
import { readName, type NameRead } from '../language/understand/understand-name.ts';
import { readDictatedPhone } from '../language/understand/understand-phone.ts';
import type { Requested } from '../wishes/wish.ts';
import type { Arguments } from './arguments.ts';

const SAID_MAX = 300;

/** What the arguments tell of the caller himself. */
export function readCaller(company: Company, args: Pick<Arguments, 'customerName' | 'phone' | 'email'>): Requested {
  const name = callerName(company, args.customerName);
  const phone = args.phone === null ? null : readSaidPhone(args.phone, company.region);
  return {
    ...(name === null ? {} : { customerName: name }),
    ...(phone === null || phone.withheld ? {} : { phoneRaw: phone.raw, ...(phone.e164 === null ? {} : { phone: phone.e164 }) }),
    ...emailOf(args.email),
  };
}

/** The name as it was said, or null where what was said is none. */
export function callerName(company: Company, said: string | null): string | null {
  const read = nameRead(company, said);
  return read.kind === 'name' ? read.name : null;
}

/** Whom the caller wants to come to: as it was said, else from a "bei Anna" that stands in the field of his own name. */
export function staffWished(company: Company, args: Pick<Arguments, 'staff' | 'customerName'>): FoundStaff {
  const said = findStaff(company, args.staff);
  const read = said.kind === 'not_said' ? nameRead(company, args.customerName) : null;
  if (read?.kind !== 'not_a_name' || read.why !== 'staff_wish') return said;
  const wished = findStaff(company, args.customerName);
  return wished.kind === 'found' ? wished : said;
}

function nameRead(company: Company, said: string | null): NameRead {
  return readName(said, {
    staffNames: company.staff.map(({ name }) => name),
    serviceNames: company.services.flatMap(({ name, aliases }) => [name, ...aliases]),
    companyName: company.name,
  });
}

/** A number as it is written or dictated; `raw` is always as it was given. */
export function readSaidPhone(said: string, region: string | null): Phone {
  const dictated = readDictatedPhone(said);
  if (dictated.kind === 'doubtful') return { e164: null, raw: said, withheld: false };
  return dictated.kind === 'as_written' ? readPhone(said, region) : { ...readPhone(dictated.digits, region), raw: said };
}

/** An address that is not certain is nobody's: the calendar would write to a stranger. */
function emailOf(said: string | null): Requested {
  if (said === null) return {};
  const { email, doubtful } = readEmail(said);
  if (doubtful) return { emailSaid: said.slice(0, SAID_MAX).toWellFormed() };
  return email === null ? {} : { email, emailSaid: null };
}
