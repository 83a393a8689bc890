import PostalMime from 'postal-mime';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { notifyRig, tellingSalon } from '../../test/notify-rig.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { enqueueMail } from '../outbox/enqueue-mail.ts';
import type { EnqueuedMail } from '../outbox/enqueue-mail.ts';
import { deliverDue } from './deliver.ts';
import { mailFiles } from './mail/mail-files.ts';

const { database } = await testDatabase();
const LINK = 'https://fangnetz.example/invitation?token=geheim';

async function invited(given: Partial<EnqueuedMail> = {}) {
  const salon = await tellingSalon(database);
  const rig = notifyRig(database);
  const mail: EnqueuedMail = { template: 'invitation', to: 'neu@salon.example', locale: 'de', dedupeKey: 'i1', at: NOW, link: LINK, validUntil: NOW + 48 * HOUR, from: 'Salon Nord', ...given };
  const enqueue = async (): Promise<void> => await database.inCompany(salon.companyId, async (tx) => await enqueueMail(tx, { companyId: salon.companyId, secrets: rig.notify.secrets }, mail));
  await enqueue();
  return { ...salon, ...rig, enqueue, stored: async () => await salon.read<{ sealed: string | null; state: string }>('select sealed, state from deliveries where company_id = $1') };
}

test('an invitation keeps its link sealed until it is sent, and forgets it then', async () => {
  const { notify, mails, stored, enqueue } = await invited();
  await enqueue(); // again: nothing
  const [before] = await stored();
  expect(before?.sealed).toMatch(/^v1:/);
  expect(before?.sealed).not.toContain('geheim');
  await deliverDue(notify, 'mail');
  expect(mails).toHaveLength(1);
  const mail = await PostalMime.parse(mails[0]!.raw);
  expect(mail).toMatchObject({ subject: 'Einladung zu Fangnetz von Salon Nord', to: [{ address: 'neu@salon.example' }] });
  expect(mail.text).toContain(LINK);
  expect(mail.text).toContain('Das geht bis Do., 3. Dezember, 10:00 Uhr.');
  expect(await stored()).toEqual([{ sealed: null, state: 'sent' }]);
});

test('one that cannot be delivered for good is over, its link is forgotten too, and nobody else gets it', async () => {
  const { notify, mails, mailAnswers, stored } = await invited({ template: 'password_reset', locale: 'en' });
  mailAnswers.push({ kind: 'refused', message: '550' });
  await deliverDue(notify, 'mail');
  expect(await stored()).toEqual([{ sealed: null, state: 'failed' }]);
  expect((await PostalMime.parse(mails[0]!.raw)).subject).toBe('New password for Fangnetz');
  expect(mails).toHaveLength(1);
});

test('without a mail server a mail is a file, whole or not there, readable by nobody else', async () => {
  const directory = join(await mkdtemp(join(tmpdir(), 'fangnetz-mail-')), 'mail');
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  const { notify } = await invited();
  expect(await deliverDue({ ...notify, mailer: mailFiles(directory) }, 'mail')).toBe(1);
  const files = await readdir(directory);
  expect(files).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.eml$/)]);
  expect((await PostalMime.parse(await readFile(join(directory, files[0]!)))).subject).toBe('Einladung zu Fangnetz von Salon Nord');
});

test('a directory that cannot be written is a failure that is tried again, and no crash', async () => {
  const { notify, stored } = await invited();
  await deliverDue({ ...notify, mailer: mailFiles('/dev/null/mail') }, 'mail');
  expect(await stored()).toMatchObject([{ state: 'due' }]);
});
