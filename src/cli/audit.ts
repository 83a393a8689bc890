import { join } from 'node:path';
import { namesAWish } from '../intake/resume.ts';
import { realDisk } from '../journal/real-disk.ts';
import { peek } from '../journal/replay.ts';
import { Fault } from '../platform/errors.ts';
import type { EpochMs } from '../platform/world.ts';
import { FATES, readLedger, type Ledger } from '../wishes/ledger.ts';
import { commandArgs, PLACE_HELP, type CommandArgs } from './command-args.ts';
import { withCompanyDatabase, type CommandMeans } from './with-company-database.ts';

export const help = `Counts every wish under the fate for which there is evidence; exit code 0 where the difference is 0, else 1.
--company SLUG   one company instead of all
--from, --to     ISO 8601; wishes opened in [from, to)
--json           the ledger as JSON

${PLACE_HELP}`;

interface Audited extends Ledger {
  readonly company: string;
}

export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const given = commandArgs(args.filter((arg) => arg !== '--json'), ['company', 'from', 'to'], process.env);
  const period = { from: instant(given, 'from'), to: instant(given, 'to') };
  const audited = await withCompanyDatabase(given.config, async (means) => await auditAll(means, given, period));
  if (audited === null) {
    console.error(`There is no company "${given.flag('company')}".`);
    return 1;
  }
  if (json) console.log(JSON.stringify(given.flag('company') === null ? audited : audited[0], null, 2));
  else for (const ledger of audited) console.log(lineOf(ledger));
  return audited.every((ledger) => ledger.difference === 0) ? 0 : 1;
}

async function auditAll({ database, world }: CommandMeans, given: CommandArgs, period: { from: EpochMs | null; to: EpochMs | null }): Promise<Audited[] | null> {
  // Read beside a running server: nothing is written, and what it settles meanwhile is recognised by its receipt.
  const found = await peek({ disk: realDisk, directory: join(given.config.dataDirectory, 'journal'), log: world.log });
  const slug = given.flag('company');
  return await database.asMachine(async (tx) => {
    const companies = await tx.rows<{ id: string; slug: string }>('select id, slug from companies where $1::text is null or slug = $1 order by slug', [slug]);
    if (companies.length === 0) return null;
    const audited: Audited[] = [];
    for (const company of companies) {
      const journalPending = found.filter((entry) => namesAWish(entry.body, company.id));
      audited.push({ company: company.slug, ...(await readLedger(tx, { companyId: company.id, ...period, now: world.clock.now(), journalPending })) });
    }
    return audited;
  }, { budgetMs: 60_000 });
}

function instant(given: CommandArgs, name: 'from' | 'to'): EpochMs | null {
  const text = given.flag(name);
  if (text === null) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Fault('CONFIG_INVALID', `--${name} has to be an instant as ISO 8601, not ${JSON.stringify(text)}.`, { next: 'For example --from 2026-12-01T00:00:00+01:00' });
  return at;
}

function lineOf(ledger: Audited): string {
  const parts = FATES.map((fate) => `${ledger.fates[fate]} ${fate}`).join(' + ');
  const pending = ledger.journal_pending === 0 ? '' : ` (${ledger.journal_pending} still in the journal)`;
  const unexplained = ledger.unexplained.length === 0 ? '' : `\n  unexplained: ${ledger.unexplained.join(', ')}`;
  return `${ledger.company}: ${ledger.wishes} wishes = ${parts}, difference ${ledger.difference}${pending}${unexplained}`;
}
