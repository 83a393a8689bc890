import { describe, expect, test } from 'vitest';
import { lastMessage } from './last-message.ts';
import type { Unreached } from './last-message.ts';

const to: Unreached = { customerName: 'Frau Sommer', sender: 'Praxis Dr. Nord', number: '+49 30 1234567', attempts: 3, voicemail: null };

describe('the last message', () => {
  test.each(['de', 'en'] as const)('in %s says who and where to call, and fits into one SMS', (language) => {
    const { subject, mail, sms } = lastMessage(to, language);
    expect(subject).toContain('Praxis Dr. Nord');
    expect(subject).not.toContain('Sommer');
    for (const text of [mail, sms]) expect([text.includes('Praxis Dr. Nord'), text.includes('+49 30 1234567')]).toEqual([true, true]);
    expect(sms.length).toBeLessThanOrEqual(160);
    expect(sms).not.toContain('Sommer');
  });

  test.each([['none', null], ['no_name', false], [null, false], ['may_identify', true]] as const)('on a mailbox whose owner said %s names the practice: %s', (voicemail, named) => {
    for (const language of ['de', 'en'] as const) {
      const said = lastMessage({ ...to, voicemail }, language).voicemail;
      expect(said === null ? null : said.includes('Praxis')).toBe(named);
      expect(said ?? '').not.toContain('Sommer');
    }
  });

  test('does without a name, a number and a second attempt', () => {
    const { mail, sms } = lastMessage({ ...to, customerName: null, number: null, attempts: 1 }, 'de');
    expect(mail).toMatch(/^Guten Tag,\n\nwir haben versucht, Sie telefonisch zu erreichen, leider ohne Erfolg\. Bitte rufen Sie uns zurück oder/);
    expect(`${mail}${sms}`).not.toMatch(/null|undefined|mehrfach/);
  });
});
