import { expect, test } from 'vitest';
import { Fault } from './errors.ts';
import { createLog } from './log.ts';
import { isHidden, redact } from './redact.ts';

function written(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('writes one JSON object per line with level as a word, ISO time, event and the message verbatim', () => {
  const [line, ...rest] = written((log) => {
    log.debug({ event: 'below' }, 'not written');
    log.warn({ event: 'failsafe', callback_id: '01', priority: 'high' }, '⚠️ Creating failsafe callback for error');
  });
  expect(rest).toEqual([]);
  expect(line).toEqual({ level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), event: 'failsafe', callback_id: '01', priority: 'high', msg: '⚠️ Creating failsafe callback for error' });
});

test('hides who called, what was said and keys, however the field is written and however deep it lies', () => {
  const [line] = written((log) =>
    log.info({ event: 'x', from_number: '+49301', metadata: { customerPhone: '030 1', list: [{ 'X-Api-Key': 'k', customer_email: 'a@b' }] }, call: { transcript: [{ role: 'user', content: 'secret words' }] }, authorization: 'Bearer x', DATABASE_URL: 'postgres://a:b@c/d' }, 'm'),
  );
  expect(JSON.stringify(line)).not.toMatch(/\+49301|030 1|"k"|a@b|secret words|Bearer|postgres:/);
  expect(line).toMatchObject({ event: 'x', from_number: '[redacted]', call: { transcript: '[redacted]' } });
});

test('a phone number that arrives as a JSON number is hidden as well; that there is one may be said', () => {
  expect(redact({ phone_number: 493012345, phone: null, has_email: true })).toEqual({ phone_number: '[redacted]', phone: null, has_email: true });
});

test('leaves the fields alone that only look similar', () => {
  for (const name of ['event', 'call_id', 'callback_id', 'emails_sent', 'error_type', 'phones', 'tokens_used', 'secretary', 'company']) expect([name, isHidden(name)]).toEqual([name, false]);
});

test('an error keeps code, message and cause but not the row that PostgreSQL repeats in its detail', () => {
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (phone)=(+49301) already exists.' });
  const [line] = written((log) => log.error({ event: 'x', err: new Fault('DATABASE_UNAVAILABLE', 'no answer', { cause }) }, 'm'));
  expect(JSON.stringify(line)).not.toContain('+49301');
  expect(line?.['err']).toMatchObject({ name: 'Fault', code: 'DATABASE_UNAVAILABLE', message: 'no answer', cause: { code: '23505', message: 'duplicate key' } });
});

test('what cannot be written as JSON is no reason to fail: circles, big integers, bytes, bad dates', () => {
  const circle: Record<string, unknown> = { name: 'c' };
  circle['self'] = circle;
  const shared = { a: 1 };
  expect(redact({ circle, big: 10n, bytes: new Uint8Array(3), bad: new Date(Number.NaN), twice: [shared, shared] })).toEqual({
    circle: { name: 'c', self: '[circular]' }, big: '10', bytes: '[3 bytes]', bad: null, twice: [{ a: 1 }, { a: 1 }],
  });
});
