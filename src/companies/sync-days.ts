// Makes the exceptions and absences that came from a company file equal to what it lists now. What a person entered at
// the desk is not in the file, and stays. An entry's id is made of what it says, so an unchanged one keeps it.
import type { Tx } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { Json } from '../journal/journal.ts';
import type { CompanyFile } from './company-file.ts';
import { canonical } from './sync-rows.ts';

interface Means {
  readonly tx: Tx;
  readonly companyId: string;
  readonly now: string;
}

interface Day {
  readonly id: string;
  readonly values: readonly (string | null)[];
  /** For whoever applied the file. */
  readonly said: string;
}

export interface IdBySlug {
  readonly branch: (slug: string) => string;
  readonly staff: (slug: string) => string;
}

export async function syncDays(means: Means, file: CompanyFile, idOf: IdBySlug): Promise<string[]> {
  const exceptions = [
    ...file.company.exceptions.map((entry) => ({ entry, branch: null })),
    ...file.branches.flatMap((branch) => branch.exceptions.map((entry) => ({ entry, branch: branch.slug }))),
  ].map(({ entry, branch }): Day => ({
    id: uuidFrom('exception', means.companyId, branch ?? '', canonical(entry)),
    values: [branch === null ? null : idOf.branch(branch), entry.kind, entry.from, entry.to, json(entry.hours), entry.reason],
    said: `${entry.kind === 'closed' ? 'closed' : `open (${entry.kind})`} ${days(entry)}${branch === null ? '' : ` at ${branch}`}`,
  }));
  const absences = file.staff.flatMap((member) =>
    member.absences.map((entry): Day => ({
      id: uuidFrom('absence', means.companyId, member.slug, canonical(entry)),
      values: [idOf.staff(member.slug), entry.from, entry.to, json(entry.hours), entry.reason],
      said: `absence of ${member.slug} ${days(entry)}`,
    })),
  );
  return [
    ...(await syncTable(means, { table: 'branch_exceptions', columns: 'branch_id, kind, from_day, to_day, hours, reason', wanted: exceptions, noun: 'exception' })),
    ...(await syncTable(means, { table: 'staff_absences', columns: 'staff_id, from_day, to_day, hours, reason', wanted: absences, noun: 'absence' })),
  ];
}

interface Table {
  readonly table: 'branch_exceptions' | 'staff_absences';
  readonly columns: string;
  readonly wanted: readonly Day[];
  readonly noun: string;
}

async function syncTable({ tx, companyId, now }: Means, { table, columns, wanted, noun }: Table): Promise<string[]> {
  const stored = await tx.rows<{ id: string; from_day: string; to_day: string }>(`select id, from_day, to_day from ${table} where company_id = $1 and origin = 'file' order by from_day, id`, [companyId]);
  const known = new Set(stored.map(({ id }) => id));
  const listed = new Set(wanted.map(({ id }) => id));
  const added = wanted.filter(({ id }) => !known.has(id));
  const gone = stored.filter(({ id }) => !listed.has(id));
  const places = columns.split(', ').map((_, i) => `$${i + 4}`).join(', ');
  for (const { id, values } of added) {
    await tx.run(`insert into ${table} (company_id, id, created_at, origin, ${columns}) values ($1, $2, $3, 'file', ${places})`, [companyId, id, now, ...values]);
  }
  if (gone.length > 0) await tx.run(`delete from ${table} where company_id = $1 and id = any($2::uuid[])`, [companyId, gone.map(({ id }) => id)]);
  return [...added.map(({ said }) => `+ ${said}`), ...gone.map((row) => `- ${noun} ${days({ from: row.from_day, to: row.to_day })}`)];
}

function json(hours: Json): string | null {
  return hours === null ? null : JSON.stringify(hours);
}

function days({ from, to }: { readonly from: string; readonly to: string }): string {
  return from === to ? from : `${from} to ${to}`;
}
