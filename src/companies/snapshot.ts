// The directory on this node's disk, so that calls are routed when a start finds no database. It holds the
// companies' credentials, so it is sealed as a whole with the master key.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Secrets } from '../platform/secrets.ts';
import type { Random } from '../platform/world.ts';
import { storedAppointmentPolicy } from './appointment-policy.ts';
import { storedPolicy } from './callback-policy.ts';
import type { Company, StaffMember } from './company.ts';
import type { CompanyRecord } from './company-record.ts';

const CONTEXT = { owner: 'fangnetz', field: 'directory snapshot' };
const FORMAT = 1;

interface Content {
  readonly format: number;
  readonly records: readonly CompanyRecord[];
}

export function sealSnapshot(records: Iterable<CompanyRecord>, secrets: Secrets): string {
  const content: Content = { format: FORMAT, records: [...records] };
  return secrets.seal(JSON.stringify(content), CONTEXT);
}

/** Replaces the file as a whole: after a crash there is the old one or the new one. */
export async function writeSnapshot(path: string, sealed: string, random: Random): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${Buffer.from(random.bytes(6)).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ sealed })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** null where there is none, or one of another version. Throws Fault SECRET_UNREADABLE where it was sealed with another key. */
export async function readSnapshot(path: string, secrets: Secrets): Promise<readonly CompanyRecord[] | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const { sealed } = JSON.parse(text) as { sealed: string };
  const content = JSON.parse(secrets.open(sealed, CONTEXT)) as Content;
  if (content.format !== FORMAT) return null;
  return content.records.map((record) => ({ ...record, company: completed(record.company) }));
}

/** One that an older version wrote lacks what was added since, and a start without a database must not fail for it. */
function completed(company: Company): Company {
  const known: Partial<Company> = company;
  return {
    ...company,
    callbacks: storedPolicy(company.callbacks),
    appointments: storedAppointmentPolicy(company.appointments),
    municipality: known.municipality ?? null,
    closedOnHolidays: known.closedOnHolidays ?? true,
    exceptions: known.exceptions ?? [],
    branches: company.branches.map((branch) => ({ ...branch, region: branch.region ?? null, municipality: branch.municipality ?? null })),
    staff: company.staff.map((member) => ({ ...member, absences: (member as Partial<StaffMember>).absences ?? [] })),
  };
}
