import { expect, test } from 'vitest';
import { senderOf } from './sender.ts';

const sender = (given: Partial<Parameters<typeof senderOf>[0]>): string => senderOf({ mailFrom: null, smtpUrl: null, publicUrl: null, ...given });

test('mails come from whom it was said, else from whom the mail server lets send, else from our own address', () => {
  expect(sender({ mailFrom: 'Salon <post@salon.example>', smtpUrl: 'smtp://x%40y.example:word@host' })).toBe('Salon <post@salon.example>');
  expect(sender({ smtpUrl: 'smtps://post%40salon.example:word@mail.example', publicUrl: 'https://f.example' })).toBe('Fangnetz <post@salon.example>');
  expect(sender({ smtpUrl: 'smtp://apikey:word@mail.example', publicUrl: 'https://f.example' })).toBe('Fangnetz <fangnetz@f.example>');
  expect(sender({})).toBe('Fangnetz <fangnetz@localhost>');
});
