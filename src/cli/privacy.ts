import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Company } from '../companies/company.ts';
import type { Person } from '../companies/actor.ts';
import { readCompanies, readVersions } from '../companies/read-companies.ts';
import { realDisk } from '../journal/real-disk.ts';
import { peek } from '../journal/replay.ts';
import { disclosureText, openDisclosure } from '../privacy/disclose.ts';
import { erasePerson, previewErasure, type Erased, type Erasing, type Erasure } from '../privacy/erase.ts';
import { identify } from '../privacy/identify.ts';
import { mentionedIn } from '../privacy/in-journal.ts';
import { forgetMailFiles } from '../privacy/mail-files.ts';
import { patternsOf, type Identifiers } from '../privacy/person.ts';
import { commandArgs, PLACE_HELP, type CommandArgs } from './command-args.ts';
import { withCompanyDatabase, type CommandMeans } from './with-company-database.ts';

export const help = `fangnetz privacy export --company SLUG --phone NUMBER|--email ADDRESS [--out FILE]   everything that is stored of a person, as JSON
fangnetz privacy erase --company SLUG --phone NUMBER|--email ADDRESS                 shows what would be erased, and erases nothing
    --confirm LÖSCHEN (or DELETE)   erases it
    --appointments ID,ID            appointments to come that are known to lose their name; each has to be named

Both --phone and --email may be given. What lies elsewhere (bookings at the calendar, calls at the voice platform) is named;
see docs/privacy.md.

${PLACE_HELP}`;

const BUDGET = { budgetMs: 120_000 };

export async function run(args: readonly string[]): Promise<number> {
  const given = commandArgs(args, ['company', 'phone', 'email', 'out', 'confirm', 'appointments'], process.env);
  const [action, ...rest] = given.operands;
  const known = action === 'export' || action === 'erase';
  if (!known || rest.length > 0 || given.flag('company') === null || (given.flag('phone') === null && given.flag('email') === null)) {
    console.error(help);
    return 2;
  }
  return await withCompanyDatabase(given.config, async (means) => {
    const company = await companyOf(means, given.flag('company') ?? '');
    if (company === null) return failed(`There is no company "${given.flag('company')}".`);
    const identified = await means.database.inCompany(company.id, async (tx) => await identify(tx, company, { phone_number: given.flag('phone') ?? undefined, email: given.flag('email') ?? undefined }));
    if (identified.kind !== 'known') return failed(identified.kind === 'unreadable' ? identified.why : 'There is no such customer.');
    const of = { company, who: identified.who };
    return action === 'export' ? await disclose(means, given, of) : await erase(means, given, of);
  });
}

interface Of {
  readonly company: Company;
  readonly who: Identifiers;
}

/** The command has no sign-in; whoever may run it owns the database anyway. */
const OPERATOR: Person = { kind: 'link', id: 'command', name: 'fangnetz privacy', staffId: null, role: 'owner' };
const ACTOR = 'link:command';

async function disclose({ database, world, secrets }: CommandMeans, given: CommandArgs, { company, who }: Of): Promise<number> {
  const disclosing = { companyId: company.id, who, actor: ACTOR, now: world.clock.now(), ids: world.ids, secrets };
  const opened = await database.inCompany(company.id, async (tx) => await openDisclosure(tx, disclosing), BUDGET);
  if (opened === null) return failed('Nothing is stored under this number or address.');
  const text = Readable.from(disclosureText(disclosing, opened, async (work) => await database.inCompany(company.id, work, BUDGET)));
  const out = given.flag('out');
  if (out === null) await pipeline(text, process.stdout, { end: false });
  else await pipeline(text, createWriteStream(out, { flags: 'wx', mode: 0o600 }));
  return 0;
}

async function erase(means: CommandMeans, given: CommandArgs, { company, who }: Of): Promise<number> {
  const { database, world, secrets } = means;
  const erasing: Erasing = { company, who, actor: OPERATOR, now: world.clock.now(), ids: world.ids, secrets };
  // Beside a running server: what only its journal has would write the person down again.
  const unsettled = await peek({ disk: realDisk, directory: join(given.config.dataDirectory, 'journal'), log: world.log });
  const pending = mentionedIn(unsettled, patternsOf(who));
  const confirm = given.flag('confirm');
  if (confirm === null) {
    const { erasure, obstacle } = await database.inCompany(company.id, async (tx) => await previewErasure(tx, erasing), BUDGET);
    for (const line of linesOf(erasure)) console.log(line);
    if (pending > 0 || obstacle !== null) console.log(`It could not be erased at this moment: ${pending > 0 ? 'the journal has something of this person that is not in the database yet' : reasonOf(obstacle!)}`);
    console.log('Nothing was erased. Add --confirm LÖSCHEN to erase it.');
    return 0;
  }
  if (!['LÖSCHEN', 'DELETE'].includes(confirm.trim().normalize('NFC'))) return failed('--confirm has to be LÖSCHEN or DELETE.');
  if (pending > 0) return failed('The journal has something of this person that is not in the database yet. Try again once it is drained, normally within seconds.');
  const confirmed = new Set((given.flag('appointments') ?? '').split(',').map((id) => id.trim()));
  const erased = await database.inCompany(company.id, async (tx) => await erasePerson(tx, erasing, confirmed), BUDGET);
  // where an erasure broke off behind its commit, only the mails are left of him
  const found = erased.kind === 'erased' || erased.kind === 'unknown';
  const mailFiles = found ? await forgetMailFiles(join(given.config.dataDirectory, 'mail'), { patterns: patternsOf(who), names: erased.kind === 'erased' ? erased.erasure.names : [] }) : 0;
  if (erased.kind !== 'erased') return failed(reasonOf(erased));
  for (const line of linesOf({ ...erased.erasure, counts: { ...erased.erasure.counts, mail_files: mailFiles } })) console.log(line);
  console.log(`Erased; run ${erased.runId}.`);
  return 0;
}

function reasonOf(erased: Exclude<Erased, { kind: 'erased' }>): string {
  switch (erased.kind) {
    case 'unknown':
      return 'Nothing is stored under this number or address.';
    case 'busy':
      return `A ${erased.why} of this person is under way. Try again in a few minutes.`;
    case 'held':
      return `It is held: ${erased.holds.map(({ id, reason }) => `${reason} (${id})`).join('; ')}`;
    case 'appointments_unconfirmed':
      return `Appointments are still to come:\n${erased.appointments.map(({ id, start }) => `  ${id}  ${start}`).join('\n')}\nTell or cancel them first, then name them: --appointments ${erased.appointments.map(({ id }) => id).join(',')}`;
  }
}

function linesOf({ counts, names, besides, appointments, remains }: Erasure): string[] {
  const beside = [...besides.numbers, ...besides.emails];
  return [
    ...Object.entries(counts).filter(([, count]) => count > 0).map(([kind, count]) => `${kind}: ${count}`),
    `known as: ${names.join(', ') || 'nobody'}`,
    ...(beside.length === 0 ? [] : [`beside it stand ${beside.join(', ')}: ask for them too where they are this person's`]),
    ...appointments.map(({ id, start, provider }) => `appointment to come: ${id}  ${start}  ${provider}`),
    ...remains.calendar.map(({ booking_uid: uid, start, status }) => `remains at Cal.com: booking ${uid}, ${start}, ${status}`),
    ...(remains.mails === 0 ? [] : [`remains in the mailboxes of staff: ${remains.mails} mails about these callbacks`]),
    ...remains.mentions.map(({ table, id }) => `the name also stands in ${table} ${id}`),
  ];
}

async function companyOf({ database, secrets, world }: CommandMeans, slug: string): Promise<Company | null> {
  const records = await database.asMachine(async (tx) => await readCompanies(tx, [...(await readVersions(tx)).keys()], { secrets, log: world.log }), BUDGET);
  return records.find(({ company }) => company.slug === slug)?.company ?? null;
}

function failed(why: string): number {
  console.error(why);
  return 1;
}
