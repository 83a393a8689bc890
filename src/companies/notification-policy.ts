// How a company wants its people to be told. It may stand in the company file, or be chosen in the program.
import type { Tx } from '../platform/database.ts';
import type { MailTexts } from './mail-texts.ts';

export interface NotificationPolicy {
  /**
   * No name, no concern, no service in what leaves the program: mails, push, SMS. The default, because a mail lies on
   * servers of others, and of a practice the bare fact that somebody is a patient is a secret (§ 203 StGB).
   */
  readonly neutral: boolean;
  /** Local wall time; null: none. Urgent escalations pass. */
  readonly quietHours: readonly [from: string, until: string] | null;
  /** Mobile numbers, E.164, that an escalation reaches when it has come up to the owner. */
  readonly escalationPhones: readonly string[];
  readonly mailTexts: MailTexts;
  readonly digest: DigestTime;
}

export interface DigestTime {
  /** Local wall time, for everybody; null: when somebody begins to work. */
  readonly at: string | null;
  /** On closed days nobody begins to work: without a time there is none. */
  readonly closedDays: boolean;
}

export type NotificationChoice = { readonly [Name in keyof NotificationPolicy]?: NotificationPolicy[Name] | undefined };

const DEFAULTS: NotificationPolicy = { neutral: true, quietHours: ['20:00', '07:00'], escalationPhones: [], mailTexts: {}, digest: { at: null, closedDays: false } };

export const DIGEST_AS_WORK_BEGINS: DigestTime = DEFAULTS.digest;

/** What was chosen, and the program's own where nothing was. */
export function notificationPolicy(choice: NotificationChoice): NotificationPolicy {
  const { neutral = DEFAULTS.neutral, quietHours = DEFAULTS.quietHours, escalationPhones = DEFAULTS.escalationPhones, mailTexts = DEFAULTS.mailTexts, digest = DEFAULTS.digest } = choice;
  return { neutral, quietHours, escalationPhones, mailTexts, digest };
}

/** Changes what is named. False: it was so already. */
export async function writeNotificationChoice(tx: Tx, companyId: string, choice: NotificationChoice): Promise<boolean> {
  return (await tx.run('update companies set notification_policy = notification_policy || $2::jsonb where id = $1 and notification_policy || $2::jsonb <> notification_policy', [companyId, JSON.stringify(choice)])) > 0;
}

/** For a change of parts of it: whoever else changes them waits until this transaction is over. */
export async function lockMailTexts(tx: Tx, companyId: string): Promise<MailTexts> {
  const row = await tx.maybe<{ texts: MailTexts | null }>(`select notification_policy -> 'mailTexts' as texts from companies where id = $1 for update`, [companyId]);
  return row?.texts ?? DEFAULTS.mailTexts;
}

/** Of all companies, by their id; those that have chosen nothing are not in it. */
export async function readDigestTimes(tx: Tx): Promise<ReadonlyMap<string, DigestTime>> {
  const rows = await tx.rows<{ id: string; digest: DigestTime }>(`select id, notification_policy -> 'digest' as digest from companies where notification_policy -> 'digest' is not null`, []);
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}
