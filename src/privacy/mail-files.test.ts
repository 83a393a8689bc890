import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, test } from 'vitest';
import { scratchDirectory } from '../../test/scratch.ts';
import { forgetMailFiles } from './mail-files.ts';
import { patternsOf } from './person.ts';

const mail = async (subject: string, text: string): Promise<Buffer> => await new MailComposer({ from: 'a@salon.example', to: 'b@salon.example', subject, text, html: `<p>${text}</p>` }).compile().build();

test('mails that tell of somebody go, in whatever way they are encoded; those of others stay', async () => {
  const directory = join(await scratchDirectory(), 'mail');
  await mkdir(directory);
  const files: Readonly<Record<string, Buffer>> = {
    'number.eml': await mail('Rückruf', 'Bitte anrufen: 0151 / 123 456 78'),
    'name.eml': await mail('Übersicht', 'Offen: Jürgen Müßig-Öhlenschläger und andere'),
    'subject.eml': await mail('Rückruf für Jürgen Müßig-Öhlenschläger', 'Näheres auf der Seite'),
    'mostly-umlauts.eml': await mail('x', `${'äöüß'.repeat(60)} jürgen müßig-öhlenschläger`),
    'address.eml': await mail('Rückruf', 'an JM@oehle.example'),
    'half-written.eml.tmp': await mail('Rückruf', 'an jm@oehle.example'),
    'other.eml': await mail('Rückruf', 'Bitte anrufen: 0151 / 123 456 789, Jürgen Maier'),
    'note.txt': Buffer.from('jm@oehle.example'),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  const removed = await forgetMailFiles(directory, { patterns: patternsOf({ numbers: ['+4915112345678'], emails: ['jm@oehle.example'] }), names: ['Jürgen Müßig-Öhlenschläger', 'Jo'] });
  expect(removed).toBe(6);
  expect((await readdir(directory)).sort()).toEqual(['note.txt', 'other.eml']);
});

test('where no mail was ever written there is nothing to remove', async () => {
  expect(await forgetMailFiles(join(await scratchDirectory(), 'none'), { patterns: ['x'], names: [] })).toBe(0);
});
