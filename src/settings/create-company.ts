// A new company: nothing but its name, a first branch and a language. Whatever else it needs is set up afterwards, like a change.
import { appendAudit } from '../audit/append-audit.ts';
import { applyInside } from '../companies/apply.ts';
import { checkCompanyFile } from '../companies/company-file-checks.ts';
import { companyFileSchema } from '../companies/company-file-schema.ts';
import { problemsOf, writtenPath } from '../companies/company-file.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { SettingsMeans, SettingsProblem } from './change-settings.ts';

export interface NewCompany {
  readonly slug: string;
  readonly name: string;
  readonly branch: string;
  readonly timeZone: string;
  readonly locale: 'de' | 'en';
  readonly region: string | null;
  /** As in the audit log. */
  readonly actor: string;
}

export type Created =
  | { readonly kind: 'created'; readonly companyId: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly problems: readonly SettingsProblem[] };

const BUDGET_MS = 30_000;

/**
 * `key`: by which the same wish is known when it comes again; the company that it made then is no other one.
 * Throws Fault DATABASE_UNAVAILABLE; then it may be there or not, and creating it again tells.
 */
export async function createCompany({ database, world, secrets }: SettingsMeans, wanted: NewCompany, key: string | null): Promise<Created> {
  const { slug, name, branch, timeZone, locale, region, actor } = wanted;
  const parsed = companyFileSchema({ environment: {}, region }).safeParse({ company: { slug, name, timeZone, locale, region }, branches: [{ slug: 'hauptfiliale', name: branch }] }, { reportInput: true });
  const problems = parsed.success ? checkCompanyFile(parsed.data) : parsed.error.issues.flatMap(problemsOf);
  if (!parsed.success || problems.length > 0) return { kind: 'refused', problems: problems.map(({ path, reason, remedy }) => ({ place: writtenPath(path), reason, remedy })) };
  const id = key === null ? world.ids.next() : uuidFrom('company', key, actor, slug, name, branch, timeZone, locale, region ?? '');
  return await database.asMachine(async (tx) => {
    const applied = await applyInside({ world, secrets, by: actor, days: 'keep', newId: id }, tx, parsed.data);
    // without numbers and connections there is nothing else in which it could contradict another company
    if (applied.kind === 'refused') return { kind: 'taken' };
    const { companyId } = applied;
    if (applied.changed) await appendAudit(tx, companyId, { at: world.clock.now(), actor, action: 'company.create', subject: { kind: 'company', id: companyId }, detail: {} });
    return { kind: 'created', companyId };
  }, { budgetMs: BUDGET_MS });
}
