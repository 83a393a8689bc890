// Makes the stored company equal to its file, in one transaction. Applying the same file again changes nothing.
import { appendAudit } from '../audit/append-audit.ts';
import { must } from '../platform/assert.ts';
import type { Database, Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { World } from '../platform/world.ts';
import type { CompanyFile, FileProblem } from './company-file.ts';
import { announceChange } from './announce-change.ts';
import { writeNotificationChoice } from './notification-policy.ts';
import { writePrivacyChoice } from './privacy-policy.ts';
import { BRANCH_ROWS, branchRows, SERVICE_ROWS, serviceRows, shown, STAFF_ROWS, staffRows } from './row-shapes.ts';
import { syncDays } from './sync-days.ts';
import { syncCalendar, syncVoice } from './sync-accounts.ts';
import { canonical, syncRows } from './sync-rows.ts';
import type { Json } from '../journal/journal.ts';

export interface ApplyMeans extends ApplyingMeans {
  readonly database: Database;
}

interface ApplyingMeans {
  readonly world: Pick<World, 'clock' | 'ids'>;
  readonly secrets: Secrets;
  /** Who is written down as having done it; absent: the command. */
  readonly by?: string;
  /** `keep`: exceptions and absences are not what is changed. */
  readonly days?: 'sync' | 'keep';
  /** `entered`: by somebody who manages the company (entered-address.ts). */
  readonly addresses?: 'entered';
  /** Under which it is to be new: another company of this slug stays as it is, and the file is refused. */
  readonly newId?: string;
}

export type Applied =
  | {
      readonly kind: 'applied';
      readonly companyId: string;
      /** One line each, for a person: `+ new`, `~ changed`, `- gone`, or the single line `= nothing changed`. Never a secret. */
      readonly changes: readonly string[];
      readonly changed: boolean;
    }
  /** The file contradicts another company, or one is there already; nothing was changed. */
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

const APPLY_BUDGET_MS = 30_000;
/** Any number that no other advisory lock of ours takes: 'appl' as bytes. */
const APPLY_LOCK = 0x6170706c;

/** Throws Fault DATABASE_UNAVAILABLE; then it may be applied or not, and applying it again settles that. */
export function applyCompanyFile(means: ApplyMeans, file: CompanyFile): Promise<Applied> {
  return means.database.asMachine((tx) => applyInside(means, tx, file), { budgetMs: APPLY_BUDGET_MS });
}

/** One at a time: two companies applied at once must not both find the same telephone number free, or the same connection. */
export async function lockApplying(tx: Tx): Promise<void> {
  await tx.run('select pg_advisory_xact_lock($1)', [APPLY_LOCK]);
}

export async function applyInside(means: ApplyingMeans, tx: Tx, file: CompanyFile): Promise<Applied> {
  await lockApplying(tx);
  const stored = await findCompany(tx, file.company.slug);
  if (stored !== null && stored.id === means.newId) return { kind: 'applied', companyId: stored.id, changes: ['= nothing changed'], changed: false };
  if (stored !== null && means.newId !== undefined) return { kind: 'refused', problems: [{ path: ['company', 'slug'], reason: 'belongs to another company', remedy: 'choose another one' }] };
  const companyId = stored?.id ?? means.newId ?? means.world.ids.next();
  const problems = await numbersOfOthers(tx, companyId, file);
  if (problems.length > 0) return { kind: 'refused', problems };
  const changes = await syncCompany(means, tx, { file, companyId, stored });
  const base = { tx, ids: means.world.ids, companyId };
  const branches = await syncRows(base, BRANCH_ROWS, branchRows(file));
  const services = await syncRows(base, SERVICE_ROWS, serviceRows(file));
  const idOf = (ids: ReadonlyMap<string, string>) => (slug: string) => must(ids.get(slug), `the file was checked, yet "${slug}" is not in it`);
  const staff = await syncRows(base, STAFF_ROWS, staffRows(file, { branch: idOf(branches.idBySlug), service: idOf(services.idBySlug) }));
  const sealing = { tx, secrets: means.secrets, companyId, now: iso(means.world.clock.now()), entered: means.addresses === 'entered' };
  const days = means.days === 'keep' ? [] : await syncDays({ tx, companyId, now: iso(means.world.clock.now()) }, file, { branch: idOf(branches.idBySlug), staff: idOf(staff.idBySlug) });
  changes.push(...branches.changes, ...services.changes, ...staff.changes, ...days, ...(await syncCalendar(sealing, file)), ...(await syncVoice(sealing, file)));
  changes.push(...(await syncPrivacy(tx, companyId, file)), ...(await syncNotifications(tx, companyId, file)));
  if (changes.length === 0) return { kind: 'applied', companyId, changes: ['= nothing changed'], changed: false };
  const now = means.world.clock.now();
  await announceChange(tx, companyId, iso(now));
  await appendAudit(tx, companyId, { at: now, actor: means.by ?? 'machine', action: 'company.apply', subject: { kind: 'company', id: companyId }, detail: { by: means.by === undefined ? 'command' : 'settings', changes: changes.length } });
  return { kind: 'applied', companyId, changes, changed: true };
}

type StoredCompany = { readonly id: string } & Readonly<Record<string, Json>>;

const COMPANY_COLUMNS = [
  { name: 'name', said: 'name' },
  { name: 'time_zone', said: 'time zone' },
  { name: 'locale', said: 'locale' },
  { name: 'region', said: 'region' },
  { name: 'municipality', said: 'municipality' },
  { name: 'closed_on_holidays', said: 'closed on holidays' },
  { name: 'notify_emails', said: 'notify e-mails' },
  { name: 'callback_policy', said: 'callback policy' },
  { name: 'appointment_policy', said: 'appointment policy' },
] as const;

function findCompany(tx: Tx, slug: string): Promise<StoredCompany | null> {
  return tx.maybe<StoredCompany>(
    `select id, name, time_zone, locale, region, municipality, closed_on_holidays, notify_emails, callback_policy, appointment_policy from companies where slug = $1 and kind = 'company'`,
    [slug],
  );
}

async function syncCompany(
  means: ApplyingMeans,
  tx: Tx,
  { file, companyId, stored }: { file: CompanyFile; companyId: string; stored: StoredCompany | null },
): Promise<string[]> {
  const { company, callbacks, appointments } = file;
  const wanted: Readonly<Record<string, Json>> = {
    name: company.name,
    time_zone: company.timeZone,
    locale: company.locale,
    region: company.region,
    municipality: company.municipality,
    closed_on_holidays: company.closedOnHolidays,
    notify_emails: company.notifyEmails,
    callback_policy: callbacks,
    appointment_policy: appointments,
  };
  const changed = COMPANY_COLUMNS.filter(({ name }) => canonical(stored?.[name] ?? null) !== canonical(wanted[name] ?? null));
  if (stored !== null && changed.length === 0) return [];
  await tx.run(
    `insert into companies (id, slug, name, time_zone, locale, region, notify_emails, callback_policy, appointment_policy, created_at, updated_at, municipality, closed_on_holidays)
     values ($1, $2, $3, $4, $5, $6, $7::text[], $8::jsonb, $9::jsonb, $10, $10, $11, $12)
     on conflict (id) do update set name = excluded.name, time_zone = excluded.time_zone, locale = excluded.locale, region = excluded.region,
       notify_emails = excluded.notify_emails, callback_policy = excluded.callback_policy,
       appointment_policy = excluded.appointment_policy, municipality = excluded.municipality, closed_on_holidays = excluded.closed_on_holidays`,
    [
      companyId,
      company.slug,
      company.name,
      company.timeZone,
      company.locale,
      company.region,
      company.notifyEmails,
      JSON.stringify(callbacks),
      JSON.stringify(appointments),
      iso(means.world.clock.now()),
      company.municipality,
      company.closedOnHolidays,
    ],
  );
  if (stored === null) return [`+ company ${company.slug}`];
  const words = changed.map(({ name, said }) =>
    name.endsWith('_policy') ? `${said} changed` : `${said} ${shown(stored[name] ?? null)} → ${shown(wanted[name] ?? null)}`,
  );
  return [`~ company ${company.slug}: ${words.join(', ')}`];
}

// A file that says nothing of it leaves what the owner chose in the program.
async function syncNotifications(tx: Tx, companyId: string, { notifications }: CompanyFile): Promise<string[]> {
  if (notifications === undefined) return [];
  return (await writeNotificationChoice(tx, companyId, notifications)) ? ['~ notifications changed'] : [];
}

async function syncPrivacy(tx: Tx, companyId: string, { privacy }: CompanyFile): Promise<string[]> {
  if (privacy === undefined) return [];
  return (await writePrivacyChoice(tx, companyId, privacy)) === null ? [] : ['~ data protection changed'];
}

// A called number decides to which company a call belongs; two companies with the same one would make it a guess.
async function numbersOfOthers(tx: Tx, companyId: string, file: CompanyFile): Promise<FileProblem[]> {
  const numbers = file.branches.flatMap((branch) => branch.phoneNumbers);
  const taken = await tx.rows<{ number: string; slug: string; connection: string }>(
    `select distinct on (number) number, c.slug, v.connection
     from branches b join voice_connections v using (company_id) join companies c on c.id = b.company_id, unnest(b.phone_numbers) as number
     where b.company_id <> $1 and b.active and v.connection = any($2::text[]) and number = any($3::text[])`,
    [companyId, file.voice.map((voice) => voice.connection), numbers],
  );
  const by = new Map(taken.map((row) => [row.number, row]));
  return file.branches.flatMap((branch, i) =>
    branch.phoneNumbers.flatMap((number, j) => {
      const other = by.get(number);
      if (other === undefined) return [];
      return [
        {
          path: ['branches', i, 'phoneNumbers', j],
          reason: `${number} belongs to the company "${other.slug}" on the connection "${other.connection}" already`,
          remedy: 'remove it there first, or correct the number',
        },
      ];
    }),
  );
}
