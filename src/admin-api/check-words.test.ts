import { expect, test } from 'vitest';
import { checkWords } from './check-words.ts';

test('a server that does not get to Cal.com is not told that Cal.com answers nonsense', () => {
  const detail = 'never sent: ENOTFOUND getaddrinfo ENOTFOUND api.cal.com';
  const wordsIn = (locale: 'de' | 'en', facts: Record<string, string>) => checkWords(locale).calCom({ name: 'account', state: 'failed', code: 'no_answer', facts });
  expect(wordsIn('de', { detail })).toEqual({ message: 'Der Server kommt nicht zu Cal.com.', next: `Prüfen Sie die Adresse und ob dieser Server ins Internet darf. Technisch: ${detail}` });
  expect(wordsIn('en', { detail }).message).toBe('The server cannot reach Cal.com.');
  expect(wordsIn('de', { detail: 'HTTP 200 without a JSON object' }).message).toBe('Cal.com antwortet nicht verständlich: HTTP 200 without a JSON object');
});
