// The people of the demo, each with another role, so that one can see what it looks like to each of them. One password for
// all, made once per installation: a known one would open a demo that somebody lets others reach.
import { randomBytes } from 'node:crypto';
import type { Directory } from '../../src/companies/directory.ts';
import { accountByEmail, createAccount } from '../../src/people/accounts.ts';
import { addMember } from '../../src/people/change-member.ts';
import { hashPassword } from '../../src/people/identity.ts';
import type { MemberRole } from '../../src/people/member.ts';
import { must } from '../../src/platform/assert.ts';
import type { Database, IdentityDatabase } from '../../src/platform/database.ts';
import type { World } from '../../src/platform/world.ts';
import { SALON } from '../salon-nord/company-file.ts';
import { SECOND } from '../salon-nord/second-company.ts';

interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly companies: readonly string[];
  /** Slug of the member of staff. */
  readonly staff?: string;
  readonly branches?: readonly string[];
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: 'Anna Berger', email: 'anna@salon-nord.example', role: 'owner', companies: [SALON], staff: 'anna' },
  { name: 'Jana Krüger', email: 'jana@salon-nord.example', role: 'manager', companies: [SALON], staff: 'jana', branches: ['prenzlauer-berg'] },
  { name: 'Mehmet Yılmaz', email: 'mehmet@salon-nord.example', role: 'staff', companies: [SALON], staff: 'mehmet', branches: ['mitte'] },
  { name: 'Lena Hoffmann', email: 'lena@salon-nord.example', role: 'staff', companies: [SALON], staff: 'lena' },
  { name: 'Vera Klein', email: 'buchhaltung@salon-nord.example', role: 'viewer', companies: [SALON] },
  { name: 'Yusuf Aydın', email: 'yusuf@barbier-sued.example', role: 'owner', companies: [SECOND], staff: 'yusuf' },
  { name: 'Agentur Sprachwerk', email: 'team@sprachwerk.example', role: 'agency', companies: [SALON, SECOND] },
];

export interface PeopleMeans {
  readonly database: Database & IdentityDatabase;
  readonly directory: Directory;
  readonly world: Pick<World, 'clock' | 'ids'>;
}

/** Twelve letters and digits that are not mistaken for each other when they are typed. */
export function newDemoPassword(): string {
  return `demo-${Array.from(randomBytes(10), (byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('')}`;
}

/** Once; whoever changed his password since keeps it. */
export async function keepDemoPeople({ database, directory, world }: PeopleMeans, password: string): Promise<void> {
  for (const person of DEMO_PEOPLE) {
    const { name, email, role, companies } = person;
    let userId = (await accountByEmail(database, email))?.id;
    if (userId === undefined) {
      userId = world.ids.next();
      await createAccount(database, { id: userId, name, email, operator: false, passwordHash: await hashPassword(password) }, world.clock.now());
    }
    for (const slug of companies) {
      const company = must(directory.companyBySlug(slug), `the demo has the company ${slug}`);
      const staffId = company.staff.find((one) => one.slug === person.staff)?.id ?? null;
      const branchIds = company.branches.filter((branch) => person.branches?.includes(branch.slug)).map(({ id }) => id);
      const member = { userId, name, email, role, staffId, branchIds };
      await database.inCompany(company.id, (tx) => addMember(tx, { companyId: company.id, now: world.clock.now() }, member));
    }
  }
}
