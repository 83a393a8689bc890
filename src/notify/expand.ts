// The second step of the outbox: notices → who gets them, on which way, from when. One transaction; a notice that two
// nodes find at once is taken by one of them, because the other skips what is locked.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notifying } from './means.ts';
import { nextAbove, planNotice } from './plan.ts';
import type { Around, Plan, StoredNotice } from './plan.ts';
import { readPreferences } from './preferences.ts';
import type { Employer } from './read-company.ts';
import { readEmployers } from './read-company.ts';
import { peopleOf, readColleagues } from './read-people.ts';

const BATCH = 100;
const BUDGET_MS = 15_000;

/** Returns how many were taken. */
export async function expandNotices(notify: Notifying): Promise<number> {
  const waiting = await notify.database.asMachine(async (tx) => await tx.rows<{ kind: string }>(`select recipient->>'kind' as kind from notices where expanded_at is null order by at, id limit ${BATCH}`));
  if (waiting.length === 0) return 0;
  // Before the transaction: accounts are read under a role of their own.
  const operators = waiting.some(({ kind }) => kind === 'operator') ? await notify.operatorAccounts() : [];
  const unreachable: StoredNotice[] = [];
  const taken = await notify.database.asMachine(async (tx) => {
    unreachable.length = 0; // the transaction may run again
    const notices = await lockWaiting(tx);
    const employers = await readEmployers(tx, [...new Set(notices.map(({ companyId }) => companyId))]);
    for (const [companyId, own] of Map.groupBy(notices, (notice) => notice.companyId)) {
      const employer = employers.get(companyId);
      if (employer !== undefined) unreachable.push(...(await expandForCompany(tx, notify, { employer, notices: own, operators })));
    }
    return notices.length;
  }, { budgetMs: BUDGET_MS });
  for (const notice of unreachable) shout(notify, notice);
  return taken;
}

async function lockWaiting(tx: Tx): Promise<StoredNotice[]> {
  return await tx.rows<StoredNotice>(
    `select n.company_id as "companyId", n.id, n.kind, n.recipient, n.callback_id as "callbackId", n.at, n.facts, c.priority
     from notices n left join callbacks c on c.company_id = n.company_id and c.id = n.callback_id
     where n.expanded_at is null order by n.at, n.id limit ${BATCH} for update of n skip locked`,
  );
}

interface Batch {
  readonly employer: Employer;
  readonly notices: readonly StoredNotice[];
  readonly operators: readonly string[];
}

/** Returns those behind which there is nobody any more. */
async function expandForCompany(tx: Tx, notify: Notifying, { employer, notices, operators }: Batch): Promise<StoredNotice[]> {
  const now = notify.world.clock.now();
  const colleagues = await readColleagues(tx, employer.id);
  const keyStaff = await readKeyStaff(tx, employer.id);
  const peopleFor = (notice: StoredNotice) => peopleOf(notice.recipient, { colleagues, keyStaff, notifyEmails: employer.notifyEmails, operatorMail: [...notify.operator.mail, ...operators] });
  const persons = [...new Set(notices.flatMap((notice) => peopleFor(notice).map(({ person }) => person)))];
  const around: Omit<Around, 'people'> = {
    preferences: await readPreferences(tx, employer.id, persons), pushable: await readPushable(tx, employer.id, persons),
    company: employer, operator: notify.operator, canSms: notify.sms !== null, now,
  };
  const plans = notices.map((notice) => ({ notice, plan: planNotice(notice, { ...around, people: peopleFor(notice) }) }));
  await writeInApp(tx, employer.id, plans);
  await writeDeliveries(tx, employer.id, plans, iso(now));
  await tx.run('update notices set expanded_at = $2 where company_id = $1 and id = any($3::uuid[])', [employer.id, iso(now), notices.map(({ id }) => id)]);
  for (const { notice, plan } of plans) if (plan.climbs !== null) await climb(tx, notice, now);
  return plans.filter(({ plan }) => plan.climbs !== null && plan.climbs.to === null).map(({ notice }) => notice);
}

interface Planned {
  readonly notice: StoredNotice;
  readonly plan: Plan;
}

async function writeInApp(tx: Tx, companyId: string, plans: readonly Planned[]): Promise<void> {
  const rows = plans.flatMap(({ notice, plan }) => plan.inApp.map((person) => ({ id: uuidFrom('in-app', notice.id, person), notice_id: notice.id, person, at: iso(notice.at) })));
  if (rows.length === 0) return;
  await tx.run(
    `insert into in_app_notices (company_id, id, notice_id, person, at)
     select $1, id, notice_id, person, at from jsonb_to_recordset($2) as r (id uuid, notice_id uuid, person text, at timestamptz) on conflict do nothing`,
    [companyId, JSON.stringify(rows)],
  );
  // Pages ask again; whose it is does not travel.
  await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'notification', 'id', $2::text)::text)`, [companyId, rows[0]!.notice_id]);
}

async function writeDeliveries(tx: Tx, companyId: string, plans: readonly Planned[], createdAt: string): Promise<void> {
  const rows = plans.flatMap(({ notice, plan }) =>
    plan.deliveries.map(({ person, channel, address, locale, dueAt }) => ({
      id: uuidFrom('delivery', notice.id, person, channel, address ?? ''), notice_id: notice.id, kind: notice.kind, person, channel, address, locale, due_at: iso(dueAt),
    })));
  if (rows.length === 0) return;
  await tx.run(
    `insert into deliveries (company_id, id, notice_id, kind, person, channel, address, locale, due_at, created_at)
     select $1, id, notice_id, kind, person, channel, address, locale, due_at, $3
     from jsonb_to_recordset($2) as r (id uuid, notice_id uuid, kind text, person text, channel text, address text, locale text, due_at timestamptz) on conflict do nothing`,
    [companyId, JSON.stringify(rows), createdAt],
  );
}

/** Says the same to whoever is above. Returns false where nobody is. */
export async function climb(tx: Tx, notice: Pick<StoredNotice, 'companyId' | 'id' | 'kind' | 'recipient' | 'callbackId' | 'facts'>, now: number): Promise<boolean> {
  const to = nextAbove(notice.recipient);
  if (to === null) return false;
  await enqueueNotices(tx, notice.companyId, [
    { kind: notice.kind, to, callbackId: notice.callbackId, dedupeKey: `climb:${notice.id}:${to.kind}`, at: now, facts: { ...notice.facts, unreached: true } },
  ]);
  return true;
}

/** The end of the chain is outside the program; where that is missing too, the log and the metric are all there is. */
export function shout(notify: Pick<Notifying, 'world' | 'metrics'>, notice: Pick<StoredNotice, 'companyId' | 'id' | 'kind' | 'callbackId'>): void {
  notify.metrics.notification('none', 'unreachable');
  notify.world.log.error(
    { event: 'notice.unreachable', company_id: notice.companyId, notice_id: notice.id, kind: notice.kind, callback_id: notice.callbackId },
    'a notice reached nobody, and there is nobody above; set FANGNETZ_OPERATOR_MAIL',
  );
}

async function readKeyStaff(tx: Tx, companyId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ id: string; staff_id: string }>('select id, staff_id from api_keys where company_id = $1 and staff_id is not null', [companyId]);
  return new Map(rows.map((row) => [row.id, row.staff_id]));
}

async function readPushable(tx: Tx, companyId: string, persons: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ person: string }>('select distinct person from push_subscriptions where company_id = $1 and person = any($2::text[])', [companyId, persons]);
  return new Set(rows.map(({ person }) => person));
}
