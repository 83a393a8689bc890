// Changes parts of a company's settings, or says what would change. The same checks as for a company file, and all or nothing.
import { applyInside, lockApplying } from '../companies/apply.ts';
import { checkCompanyFile } from '../companies/company-file-checks.ts';
import { companyFileSchema } from '../companies/company-file-schema.ts';
import { problemsOf, writtenPath } from '../companies/company-file.ts';
import type { FileProblem } from '../companies/company-file.ts';
import { readCompanies } from '../companies/read-companies.ts';
import type { Json } from '../journal/journal.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { foreignConnections, keysSentElsewhere } from './guard-keys.ts';
import { fileOf, masked, unmasked } from './settings-file.ts';

export interface SettingsMeans {
  readonly database: Database;
  readonly world: Pick<World, 'clock' | 'ids' | 'log'>;
  readonly secrets: Secrets;
}

export interface Settings {
  /** Changes whenever anything of the company does. */
  readonly version: EpochMs;
  readonly file: { readonly [section: string]: Json };
}

export interface SettingsProblem {
  /** As a person writes it: `branches[0].openingHours.tue`. */
  readonly place: string;
  readonly reason: string;
  readonly remedy: string;
}

export type SettingsChange =
  | { readonly kind: 'changed'; readonly changes: readonly string[]; readonly settings: Settings }
  /** Somebody else has changed them since they were read. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly problems: readonly SettingsProblem[] }
  | { readonly kind: 'not_found' };

const BUDGET_MS = 30_000;

/** null: there is no such company. Without the secrets. */
export async function readSettings(means: SettingsMeans, companyId: string): Promise<Settings | null> {
  return await means.database.asMachine(async (tx) => {
    const record = await readRecord(means, tx, companyId);
    return record === null ? null : { version: record.updatedAt, file: masked(fileOf(record)) };
  }, { budgetMs: BUDGET_MS });
}

export interface WantedChange {
  readonly companyId: string;
  /** As it was when it was read. */
  readonly version: EpochMs;
  /** Whole sections, in place of the stored ones; those that are not named stay. */
  readonly sections: { readonly [section: string]: Json };
  /** As in the audit log. */
  readonly actor: string;
  readonly dryRun: boolean;
}

export async function changeSettings(means: SettingsMeans, wanted: WantedChange): Promise<SettingsChange> {
  try {
    return await means.database.asMachine(async (tx) => {
      const change = await changeInside(means, tx, wanted);
      if (wanted.dryRun && change.kind === 'changed') throw new RolledBack(change);
      return change;
    }, { budgetMs: BUDGET_MS });
  } catch (error) {
    if (error instanceof RolledBack) return error.change;
    throw error;
  }
}

/** What a dry run found, carried past the transaction that must not be committed. */
class RolledBack extends Error {
  readonly change: SettingsChange;

  constructor(change: SettingsChange) {
    super('a dry run');
    this.change = change;
  }
}

async function changeInside(means: SettingsMeans, tx: Tx, wanted: WantedChange): Promise<SettingsChange> {
  const { companyId } = wanted;
  // Before the row, as whoever applies a file does: what is looked for at other companies stays true until it is stored.
  await lockApplying(tx);
  // Two people who save at the same moment: the second one is told, instead of undoing the first one's change unseen.
  await tx.run('select 1 from companies where id = $1 for update', [companyId]);
  const record = await readRecord(means, tx, companyId);
  if (record === null) return { kind: 'not_found' };
  if (record.updatedAt !== wanted.version) return { kind: 'stale' };
  const current = fileOf(record);
  const given = { ...current, ...wanted.sections };
  const slug = record.company.slug;
  // "env:NAME" reads the server's environment: somebody who may edit settings is not somebody who may read that.
  const parsed = companyFileSchema({ environment: {}, region: record.company.region }).safeParse(unmasked(given, current), { reportInput: true });
  const problems = parsed.success ? checkCompanyFile(parsed.data) : parsed.error.issues.flatMap(problemsOf);
  if (!parsed.success || problems.length > 0) return refused(problems);
  if (parsed.data.company.slug !== slug) return refused([{ path: ['company', 'slug'], reason: 'cannot be changed, because addresses and keys name it', remedy: `leave it "${slug}"` }]);
  const edit = { before: record, given, file: parsed.data };
  const guarded = [...keysSentElsewhere(edit), ...(await foreignConnections(tx, means.secrets, edit))];
  if (guarded.length > 0) return refused(guarded);
  const applied = await applyInside({ ...means, by: wanted.actor, days: 'keep', addresses: 'entered' }, tx, parsed.data);
  if (applied.kind === 'refused') return refused(applied.problems);
  const after = await readRecord(means, tx, companyId);
  if (after === null) return { kind: 'not_found' };
  return { kind: 'changed', changes: applied.changed ? applied.changes : [], settings: { version: after.updatedAt, file: masked(fileOf(after)) } };
}

async function readRecord(means: SettingsMeans, tx: Tx, companyId: string) {
  const [record] = await readCompanies(tx, [companyId], { secrets: means.secrets, log: means.world.log });
  return record === undefined || record.company.kind === 'operator' ? null : record;
}

function refused(problems: readonly FileProblem[]): SettingsChange {
  return { kind: 'refused', problems: problems.map(({ path, reason, remedy }) => ({ place: writtenPath(path), reason, remedy })) };
}
