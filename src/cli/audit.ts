import { join } from 'node:path';
import { verifyChain } from '../audit/verify-chain.ts';
import type { ChainReport } from '../audit/verify-chain.ts';
import { namesAWish } from '../intake/resume.ts';
import { realDisk } from '../journal/real-disk.ts';
import { peek } from '../journal/replay.ts';
import { Fault } from '../platform/errors.ts';
import type { EpochMs } from '../platform/world.ts';
import { FATES, readLedger, type Ledger } from '../wishes/ledger.ts';
import { readAnchors, writeAnchors, type Anchors } from './audit-anchor.ts';
import { commandArgs, PLACE_HELP, type CommandArgs } from './command-args.ts';
import { withCompanyDatabase, type CommandMeans } from './with-company-database.ts';

export const help = `Counts every wish under the fate for which there is evidence, and verifies the chain of the audit log;
exit code 0 where the difference is 0 and the chain holds, else 1.
--company SLUG   one company instead of all
--from, --to     ISO 8601; wishes opened in [from, to). The chain is always verified as a whole
--anchor FILE    compares the audit logs with the ends that an earlier run wrote there, and where all hold, writes the present
                 ones; kept elsewhere, FILE shows even what somebody who owns the database has cut off
--json           the ledger as JSON

${PLACE_HELP}`;

interface Audited extends Ledger {
  readonly company: string;
  readonly audit_chain: ChainReport;
}

export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const given = commandArgs(args.filter((arg) => arg !== '--json'), ['company', 'from', 'to', 'anchor'], process.env);
  const period = { from: instant(given, 'from'), to: instant(given, 'to') };
  const anchorFile = given.flag('anchor');
  const anchors: Anchors = anchorFile === null ? new Map() : await readAnchors(anchorFile);
  const audited = await withCompanyDatabase(given.config, async (means) => await auditAll(means, given, { ...period, anchors }));
  if (audited === null) {
    console.error(`There is no company "${given.flag('company')}".`);
    return 1;
  }
  if (json) console.log(JSON.stringify(given.flag('company') === null ? audited : audited[0], null, 2));
  else for (const ledger of audited) console.log(`${lineOf(ledger)}\n${chainLine(ledger)}`);
  const holds = audited.every((ledger) => ledger.difference === 0 && ledger.audit_chain.ok);
  if (anchorFile !== null && audited.every((ledger) => ledger.audit_chain.ok)) {
    await writeAnchors(anchorFile, anchors, audited.map(({ company, audit_chain: chain }) => ({ company, chain })));
  }
  return holds ? 0 : 1;
}

interface Asked {
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly anchors: Anchors;
}

async function auditAll({ database, world, secrets }: CommandMeans, given: CommandArgs, asked: Asked): Promise<Audited[] | null> {
  const { anchors, ...period } = asked;
  // Read beside a running server: nothing is written, and what it settles meanwhile is recognised by its receipt.
  const found = await peek({ disk: realDisk, directory: join(given.config.dataDirectory, 'journal'), log: world.log });
  const slug = given.flag('company');
  return await database.asMachine(async (tx) => {
    // One snapshot: while this reads, entries are added to the logs and cut off by retention.
    await tx.run('set transaction isolation level repeatable read');
    const companies = await tx.rows<{ id: string; slug: string }>('select id, slug from companies where $1::text is null or slug = $1 order by slug', [slug]);
    if (companies.length === 0) return null;
    const audited: Audited[] = [];
    for (const company of companies) {
      const journalPending = found.filter((entry) => namesAWish(entry.body, company.id));
      const ledger = await readLedger(tx, { companyId: company.id, ...period, now: world.clock.now(), journalPending });
      const chain = await verifyChain(tx, { companyId: company.id, secrets, kept: anchors.get(company.slug) ?? null });
      audited.push({ company: company.slug, ...ledger, audit_chain: chain });
    }
    return audited;
  }, { budgetMs: 300_000 });
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

function chainLine({ audit_chain: { entries, first, last, problem } }: Audited): string {
  if (problem !== null) return `  audit log: BROKEN at entry ${problem.seq}: ${problem.reason} (${problem.kind})`;
  const cut = first === null || first === 1 ? '' : `, those before ${first} were cut off by retention`;
  return `  audit log: ${entries} entries, unbroken${cut}${last === null ? '' : `, ends at ${last.seq} ${last.hash}`}`;
}
