// Whether this installation is one for the demo, and the demo company in it.
import { applyCompanyFile } from '../../src/companies/apply.ts';
import type { ApplyMeans } from '../../src/companies/apply.ts';
import { readCompanyFile } from '../../src/companies/company-file.ts';
import type { Company } from '../../src/companies/company.ts';
import type { Directory } from '../../src/companies/directory.ts';
import { CONNECTION, SALON, salonNord } from '../salon-nord/company-file.ts';
import type { Access } from '../salon-nord/company-file.ts';
import { barbierSued, SECOND } from '../salon-nord/second-company.ts';

export type Ground =
  | { readonly kind: 'empty' }
  | { readonly kind: 'demo'; readonly company: Company }
  /** Somebody's real companies: the demo has no business there. */
  | { readonly kind: 'taken' };

/** The demo company is known by its key, which only this data directory has: a real „salon-nord“ is somebody else's. */
export function groundOf(directory: Directory, retellKey: string | null): Ground {
  const companies = directory.companies().filter((company) => company.kind === 'company');
  const first = companies.find(({ slug }) => slug === SALON) ?? companies[0];
  const others = companies.filter((company) => company !== first);
  if (first === undefined) return { kind: 'empty' };
  const ours = retellKey !== null && first.slug === SALON && directory.connection(CONNECTION)?.apiKeys.includes(retellKey) === true;
  return ours && others.every(({ slug }) => slug === SECOND) ? { kind: 'demo', company: first } : { kind: 'taken' };
}

export async function applyDemoCompanies(means: ApplyMeans, access: Access): Promise<void> {
  for (const text of [salonNord(access), barbierSued()]) await applyDemoCompany(means, text);
}

async function applyDemoCompany(means: ApplyMeans, text: string): Promise<void> {
  const read = readCompanyFile(text, {});
  if (!read.ok) throw new Error(`the demo company file is wrong: ${read.errors.map((error) => `${error.path} ${error.reason}`).join('; ')}`);
  const applied = await applyCompanyFile(means, read.file);
  if (applied.kind === 'refused') throw new Error(`the demo company was refused: ${applied.problems.map((problem) => problem.reason).join('; ')}`);
}
