import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { smtpMailer } from '../../platform/real-smtp.ts';
import { sampleLetter } from '../sample-letter.ts';
import { mailOf } from './message.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

async function mailServer(options: Partial<SMTPServerOptions> = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onData: (stream, session, callback) => {
      let raw = '';
      stream.on('data', (part: Buffer) => (raw += part.toString('utf8')));
      stream.on('end', () => {
        received.push({ from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(({ address }) => address), raw });
        callback(null);
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const mailer = (credentials = '') => {
    const made = smtpMailer(`smtp://${credentials}127.0.0.1:${port}`);
    onTestFinished(() => made.close());
    return made;
  };
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, mailer };
}

const letter = sampleLetter('overdue', { company: { name: 'Salon Nørd & Söhne', slug: 'nord', timeZone: 'Europe/Berlin', neutral: false }, locale: 'de', baseUrl: 'https://fangnetz.example', now: Date.UTC(2026, 11, 1, 9) }).letter;
const message = await mailOf(letter, { deliveryId: 'd0000000-0000-7000-8000-000000000001', to: 'anna@salon.example', from: 'Müller & Söhne <post@salon.example>', at: Date.UTC(2026, 11, 1, 9), callbackId: 'c0000000-0000-7000-8000-000000000001' });

const refusal = (code: number): Error => Object.assign(new Error('no'), { responseCode: code });

test('arrives as it was written: both parts, umlauts, the links, a Message-ID made from the delivery', async () => {
  const { received, mailer } = await mailServer();
  expect(await mailer().send(message)).toEqual({ kind: 'accepted' });
  expect(received).toMatchObject([{ from: 'post@salon.example', to: ['anna@salon.example'] }]);
  const mail = await PostalMime.parse(received[0]!.raw);
  expect(mail).toMatchObject({
    messageId: '<d0000000-0000-7000-8000-000000000001@salon.example>', inReplyTo: '<callback.c0000000-0000-7000-8000-000000000001@salon.example>',
    from: { name: 'Müller & Söhne', address: 'post@salon.example' }, date: '2026-12-01T09:00:00.000Z', subject: letter.subject,
  });
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('Petra Beispiel');
    expect(part).toContain('https://fangnetz.example/callbacks/');
    expect(part).toContain('überfällig');
  }
  expect(mail.html).toContain('Salon Nørd &amp; Söhne');
  expect(mail.html).toContain('prefers-color-scheme:dark');
  // nothing is fetched when it is opened, and nobody learns that it was
  expect(mail.html).not.toMatch(/<img|<link|url\(|@import|src=/i);
});

test('the same delivery is the same message on every node and at every try', async () => {
  const again = await mailOf(letter, { deliveryId: message.id, to: 'anna@salon.example', from: 'Müller & Söhne <post@salon.example>', at: Date.UTC(2026, 11, 1, 9), callbackId: 'c0000000-0000-7000-8000-000000000001' });
  expect(Buffer.from(again.raw).equals(Buffer.from(message.raw))).toBe(true);
});

test('an address that the server does not know is refused for good, one that it does not take now is not', async () => {
  const forever = await mailServer({ onRcptTo: (_address, _session, callback) => callback(refusal(550)) });
  expect(await forever.mailer().send(message)).toMatchObject({ kind: 'refused' });
  const greylisted = await mailServer({ onRcptTo: (_address, _session, callback) => callback(refusal(451)) });
  expect(await greylisted.mailer().send(message)).toMatchObject({ kind: 'failed' });
});

test('a server that is not there, and a password that is wrong, are ours to mend: it is tried again', async () => {
  const nobody = smtpMailer('smtp://127.0.0.1:1');
  onTestFinished(() => nobody.close());
  expect(await nobody.send(message)).toMatchObject({ kind: 'failed' });
  const strict = await mailServer({ authOptional: false, allowInsecureAuth: true, onAuth: (auth, _session, callback) => callback(auth.password === 'richtig' ? null : refusal(535), { user: auth.username }) });
  expect(await strict.mailer('post%40salon.example:falsch@').send(message)).toMatchObject({ kind: 'failed' });
  expect(await strict.mailer('post%40salon.example:richtig@').send(message)).toEqual({ kind: 'accepted' });
});
