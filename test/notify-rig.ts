// The delivery of notices over a real database, with a clock that is moved by hand and a mailer and HTTP that only take notes.
import { randomUUID } from 'node:crypto';
import type { Notifying } from '../src/notify/means.ts';
import type { Notice } from '../src/outbox/notice.ts';
import { enqueueNotices } from '../src/outbox/enqueue.ts';
import { createAccount, operatorAddresses } from '../src/people/accounts.ts';
import type { Database, IdentityDatabase, Tx, Value } from '../src/platform/database.ts';
import type { Mailer, MailMessage, MailOutcome } from '../src/platform/mail.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import { realWorld } from '../src/platform/real-world.ts';
import { deriveKey, secretsOf } from '../src/platform/secrets.ts';
import type { EpochMs, HttpOutcome, HttpRequest } from '../src/platform/world.ts';
import { companyWithRows, NOW } from './read-side-rows.ts';
import { silentLog } from './silent-log.ts';
import { steeredClock } from './steered-clock.ts';

export interface NotifyRig {
  readonly notify: Notifying;
  readonly clock: ReturnType<typeof steeredClock>;
  /** Every message that was handed over, in order. */
  readonly mails: MailMessage[];
  readonly requests: HttpRequest[];
  /** What the other side answers next; when none is left, it takes everything. */
  readonly mailAnswers: MailOutcome[];
  readonly httpAnswers: HttpOutcome[];
}

export function notifyRig(database: Database & IdentityDatabase, given: Partial<Notifying> & { readonly startAt?: EpochMs } = {}): NotifyRig {
  const { startAt = NOW, ...rest } = given;
  const clock = steeredClock({ startAt, sleeps: 'jump' });
  const real = realWorld(silentLog);
  const [mails, mailAnswers, requests, httpAnswers] = [[] as MailMessage[], [] as MailOutcome[], [] as HttpRequest[], [] as HttpOutcome[]];
  const http = async (request: HttpRequest): Promise<HttpOutcome> => {
    requests.push(request);
    return httpAnswers.shift() ?? answered(204);
  };
  const mailer: Mailer = {
    send: async (message) => {
      mails.push(message);
      return mailAnswers.shift() ?? { kind: 'accepted' };
    },
    close: () => undefined,
  };
  const notify: Notifying = {
    world: { ...real, clock, http },
    database, mailer,
    secrets: secretsOf(deriveKey('00'.repeat(32)), real.random),
    metrics: createMetrics(),
    mailFrom: 'Fangnetz <fangnetz@post.example>',
    sms: null,
    operator: { mail: ['betrieb@operator.example'], phone: [] },
    baseUrl: () => 'https://fangnetz.example',
    operatorAccounts: async () => await operatorAddresses(database),
    ending: new AbortController().signal,
    allowPrivate: false,
    ...rest,
  };
  return { notify, clock, mails, requests, mailAnswers, httpAnswers };
}

export function answered(status: number, body = ''): HttpOutcome {
  return { ok: true, reply: { status, headers: {}, body } };
}

/** A salon with an owner, a manager and Anna, each with an address, and a way to tell them something. */
export async function tellingSalon(database: Database & IdentityDatabase) {
  const rows = await companyWithRows(database, randomUUID().slice(0, 8));
  const set = async (text: string, values: readonly Value[]): Promise<number> => await database.asMachine(async (tx) => await tx.run(text, values));
  const member = async (slug: string, name: string, role: string): Promise<string> => {
    const id = await rows.staff(slug, name);
    await set('update staff set email = $3, role = $4 where company_id = $1 and id = $2', [rows.companyId, id, `${slug}@salon.example`, role]);
    return id;
  };
  const branch = await rows.branch('mitte', 'Filiale Mitte');
  const [owner, manager, anna] = [await member('olga', 'Olga Inhaber', 'owner'), await member('mara', 'Mara Leitung', 'manager'), await member('anna', 'Anna Berger', 'staff')];
  const read = async <R extends object>(text: string): Promise<R[]> => await database.asMachine(async (tx: Tx) => await tx.rows<R>(text, [rows.companyId]));
  return {
    ...rows, member, branchId: branch, owner, manager, anna, set, read,
    /** An account that belongs to the company; returns its id. */
    account: async (email: string, role: string, staffId: string | null = null): Promise<string> => {
      const id = randomUUID();
      await createAccount(database, { id, name: email, email, operator: false, passwordHash: 'x' }, NOW);
      await set('insert into members (company_id, user_id, name, email, role, staff_id, created_at, updated_at) values ($1, $2, $3, $3, $4, $5, now(), now())', [rows.companyId, id, email, role, staffId]);
      return id;
    },
    open: async (columns: Parameters<typeof rows.callback>[1] = {}) =>
      await rows.callback(await rows.wish(), { customer_name: 'Petra Schmidt', phone_number: '+493012345678', branch_id: branch, assigned_to: anna, status: 'assigned', ...columns }),
    policy: async (policy: object) => await set('update companies set notification_policy = $2::jsonb where id = $1', [rows.companyId, JSON.stringify(policy)]),
    tell: async (notice: Omit<Notice, 'dedupeKey' | 'at'> & Partial<Notice>) =>
      await database.inCompany(rows.companyId, async (tx) => await enqueueNotices(tx, rows.companyId, [{ dedupeKey: randomUUID(), at: NOW, ...notice }])),
    deliveries: async () => await read<{ channel: string; address: string | null; state: string; tries: number; due_at: number | null; last_error: string | null; kind: string }>(
      'select channel, address, state, tries, due_at, last_error, kind from deliveries where company_id = $1 order by created_at, channel, address'),
    bell: async () => await read<{ person: string; kind: string }>('select i.person, n.kind from in_app_notices i join notices n on n.company_id = i.company_id and n.id = i.notice_id where i.company_id = $1 order by 1'),
  };
}
