// The adapter against a Cal.com that fails in the ways the real one has been seen to fail.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADA, API_KEY, DAY, TEN, calComService, startCalComBench } from '../../../test/cal-com.ts';
import { unexpected, word } from '../../../test/outcome.ts';
import type { CalComBench } from '../../../test/cal-com.ts';
import type { Fault } from '../../../demo/cal-com/faults.ts';

let bench: CalComBench;
beforeEach(async () => {
  bench = await startCalComBench();
});
afterEach(() => bench.close());

const always = (operation: 'book' | 'list' | 'slots' | 'me', fault: Fault) => bench.standIn.setFaults([{ operation, fault }]);
const foundIntents = async () => {
  const found = await bench.calendar.lookUp(bench.lookUpQuery());
  return found.kind === 'done' ? found.value.map((booking) => booking.intentId) : unexpected(found);
};

describe('a booking whose answer says nothing', () => {
  test('keeps one booking when the reply is lost: unknown, one POST, and the look-up finds it', async () => {
    always('book', { kind: 'lost_reply' });
    const asked = bench.request();
    expect(word(await bench.calendar.book(asked))).toBe('no_answer');
    expect(await foundIntents()).toEqual([asked.intentId]);
    expect([bench.standIn.posts(), bench.standIn.bookings().length]).toEqual([1, 1]);
  });

  test('does not say which when the connection breaks before anything happened: unknown, one POST, nothing found', async () => {
    always('book', { kind: 'drop' });
    expect(word(await bench.calendar.book(bench.request()))).toBe('no_answer');
    expect(await foundIntents()).toEqual([]);
    expect(bench.standIn.posts()).toBe(1);
  });

  test('gives up at the end of its budget when nothing comes back', async () => {
    always('book', { kind: 'hang' });
    const outcome = await bench.calendar.book(bench.request({ budgetMs: 80 }));
    expect(outcome).toEqual({ kind: 'unknown', cause: 'no_answer', detail: 'no answer within 80 ms' });
    expect(bench.standIn.posts()).toBe(1);
  });

  test('finds a booking that came into being only after the connection was gone', async () => {
    always('book', { kind: 'late_effect', ms: 20_000 });
    const asked = bench.request();
    expect(word(await bench.calendar.book(asked))).toBe('no_answer');
    await bench.theirClock.sleeping();
    expect(await foundIntents()).toEqual([]);
    bench.theirClock.advance(20_000);
    await bench.standIn.idle();
    expect(await foundIntents()).toEqual([asked.intentId]);
  });

  test('finds a booking that a lagging list did not show at first', async () => {
    bench.standIn.setFaults([
      { operation: 'book', fault: { kind: 'lost_reply' } },
      { operation: 'list', fault: { kind: 'list_lag', ms: 3000 } },
    ]);
    const asked = bench.request();
    expect(word(await bench.calendar.book(asked))).toBe('no_answer');
    expect(await foundIntents()).toEqual([]);
    bench.theirClock.advance(3000);
    expect(await foundIntents()).toEqual([asked.intentId]);
  });

  test.each([500, 502, 503, 504])('takes HTTP %i for unknown, since the booking may stand behind it', async (status) => {
    always('book', { kind: 'error_after_effect', status });
    const asked = bench.request();
    expect(word(await bench.calendar.book(asked))).toBe('server_error');
    expect(await foundIntents()).toEqual([asked.intentId]);
    expect(bench.standIn.posts()).toBe(1);
  });

  test('takes the bare 500 of a collective event type for unknown, although it only means "taken"', async () => {
    const service = calComService(108);
    bench.standIn.addBooking({ eventTypeId: 108, start: TEN });
    expect(word(await bench.calendar.book(bench.request({ service })))).toBe('server_error');
  });

  test('says of a refused connection that the request never left', async () => {
    await bench.standIn.close();
    const outcome = await bench.calendar.book(bench.request());
    expect(word(outcome)).toBe('no_answer');
    expect(outcome.kind === 'unknown' ? outcome.detail : '').toMatch(/^never sent: ECONNREFUSED/);
  });

  test('does not send what has no time left', async () => {
    expect(word(await bench.calendar.book(bench.request({ budgetMs: 0 })))).toBe('not_tried');
    expect(bench.standIn.requests()).toEqual([]);
  });
});

describe('a 201 that is no proof', () => {
  const booking = { id: 1, uid: 'u', status: 'accepted', start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T09:30:00.000Z', eventTypeId: 101 };
  test.each([
    ['half a reply', '{"status":"success","data":{"id"'],
    ['an empty body', ''],
    ['an empty object', '{}'],
    ['no booking', JSON.stringify({ status: 'success', data: null })],
    ['a list of bookings', JSON.stringify({ status: 'success', data: [booking] })],
    ['a booking without uid', JSON.stringify({ status: 'success', data: { ...booking, uid: '' } })],
    ['another start', JSON.stringify({ status: 'success', data: { ...booking, start: '2026-12-01T08:30:00.000Z' } })],
    ['a start without offset', JSON.stringify({ status: 'success', data: { ...booking, start: '2026-12-01T09:00:00' } })],
    ['another event type', JSON.stringify({ status: 'success', data: { ...booking, eventTypeId: 999 } })],
    ['a state nobody knows', JSON.stringify({ status: 'success', data: { ...booking, status: 'awaiting_host' } })],
    ['a booking that is cancelled', JSON.stringify({ status: 'success', data: { ...booking, status: 'cancelled' } })],
    ['metadata without our intent', JSON.stringify({ status: 'success', data: { ...booking, metadata: {} } })],
    ['a bare error that calls itself a success', JSON.stringify({ statusCode: 409, message: 'booking_conflict_error' })],
    ['an error with unknown words', JSON.stringify({ status: 'error', error: { code: 'X', message: 'mystery' } })],
  ])('finds it absurd: %s', async (_what, text) => {
    always('book', { kind: 'garbage', text });
    expect(word(await bench.calendar.book(bench.request()))).toBe('absurd');
    expect(bench.standIn.posts()).toBe(1);
  });

  test('takes a page that calls itself a success for a failure of what stands in front of the calendar', async () => {
    always('book', { kind: 'garbage' });
    expect(word(await bench.calendar.book(bench.request()))).toBe('server_error');
    expect(bench.standIn.posts()).toBe(1);
  });

  test('names the remedy where the event type turns out to be a recurring one', async () => {
    always('book', { kind: 'garbage', text: JSON.stringify({ status: 'success', data: [booking] }) });
    expect(await bench.calendar.book(bench.request())).toMatchObject({ detail: 'a list of bookings: the event type is a recurring one' });
  });

  test('accepts a booking whose metadata did not come back at all', async () => {
    always('book', { kind: 'garbage', text: JSON.stringify({ status: 'success', data: booking }) });
    const outcome = await bench.calendar.book(bench.request());
    expect(outcome).toMatchObject({ kind: 'done', value: { uid: 'u', id: '1', intentId: null } });
  });

  test('does not take somebody’s earlier booking for its own', async () => {
    bench.standIn.addBooking({ eventTypeId: 101, start: TEN, metadata: { fangnetz_intent: 'another' } });
    always('book', { kind: 'old_booking' });
    const outcome = await bench.calendar.book(bench.request());
    expect(word(outcome)).toBe('absurd');
    expect(outcome.kind === 'unknown' ? outcome.detail : '').toContain('another intent');
  });

  test('does not take the booking of its own first call for the second: the resubmission returns the old one', async () => {
    const service = calComService(103);
    expect(word(await bench.calendar.book(bench.request({ service })))).toBe('done');
    expect(word(await bench.calendar.book(bench.request({ service })))).toBe('absurd');
    expect(bench.standIn.bookings()).toHaveLength(1);
  });
});

describe('refusals of the stand-in, which are those of the real one', () => {
  test.each([
    ['outside_window', { service: calComService(105) }],
    ['outside_window', { startAt: TEN + 100 * 86_400_000 }],
    ['email_required', { service: calComService(104), attendee: { ...ADA, email: null, phone: '+4915123456789' } }],
    ['email_required', { attendee: { ...ADA, email: null } }],
    ['missing_field', { service: calComService(106) }],
    ['missing_field', { service: calComService(107) }],
    ['invalid_contact', { attendee: { ...ADA, email: 'ada at example' } }],
    ['invalid_contact', { attendee: { ...ADA, phone: '+49' } }],
    ['rejected', { timeZone: 'Europe/Bielefeld' }],
  ] as const)('%s: %j', async (reason, given) => {
    expect(word(await bench.calendar.book(bench.request(given)))).toBe(reason);
    expect(bench.standIn.bookings()).toEqual([]);
  });
});

describe('429', () => {
  test('waits as long as it is told and sends the booking again: a 429 certainly did not happen', async () => {
    bench.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'rate_limited', retryAfterSec: 2 } }]);
    expect(word(await bench.calendar.book(bench.request()))).toBe('done');
    expect([bench.clock.slept, bench.standIn.posts(), bench.standIn.bookings().length]).toEqual([[2000], 2, 1]);
  });

  test('refuses at once where the wait does not fit into the budget', async () => {
    always('book', { kind: 'rate_limited' });
    const outcome = await bench.calendar.book(bench.request());
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'rate_limited', detail: expect.stringContaining('wait 60 s') as string });
    expect([bench.clock.slept, bench.standIn.posts()]).toEqual([[], 1]);
  });

  test('does not loop on a Retry-After of 0', async () => {
    always('slots', { kind: 'rate_limited', retryAfterSec: 0 });
    expect(word(await bench.calendar.slots(bench.slotQuery()))).toBe('rate_limited');
    expect(bench.standIn.requests()).toHaveLength(4);
  });
});

describe('the circuit', () => {
  test('opens after five failures: neither reads nor bookings are sent until a probe succeeded', async () => {
    always('slots', { kind: 'status', status: 503 });
    for (let i = 0; i < 5; i++) expect(word(await bench.calendar.slots(bench.slotQuery()))).toBe('server_error');
    const before = bench.standIn.requests().length;
    expect(word(await bench.calendar.slots(bench.slotQuery()))).toBe('not_tried');
    expect(word(await bench.calendar.lookUp(bench.lookUpQuery()))).toBe('not_tried');
    expect(word(await bench.calendar.book(bench.request()))).toBe('not_tried');
    expect(bench.standIn.requests()).toHaveLength(before);

    bench.standIn.clearFaults();
    bench.clock.advance(10_000);
    expect(word(await bench.calendar.slots(bench.slotQuery()))).toBe('done');
    expect(word(await bench.calendar.book(bench.request()))).toBe('done');
    expect(bench.logged.filter((line) => line.fields['event'] === 'calendar_circuit').map((line) => line.fields['state'])).toEqual(['open', 'half_open', 'closed']);
  });

  test('opens after lost connections too, but not after any number of refusals', async () => {
    for (let i = 0; i < 20; i++) expect(word(await bench.calendar.slots(bench.slotQuery({ service: calComService(999) })))).toBe('service_not_found');
    expect(word(await bench.calendar.slots(bench.slotQuery()))).toBe('done');
    always('me', { kind: 'drop' });
    for (let i = 0; i < 5; i++) expect(word(await bench.calendar.me({ budgetMs: 5000 }))).toBe('no_answer');
    expect(word(await bench.calendar.me({ budgetMs: 5000 }))).toBe('not_tried');
  });

  test('does not open because our own budget was too small', async () => {
    always('me', { kind: 'hang' });
    for (let i = 0; i < 6; i++) expect(word(await bench.calendar.me({ budgetMs: 20 }))).toBe('no_answer');
    bench.standIn.clearFaults();
    expect(word(await bench.calendar.me({ budgetMs: 5000 }))).toBe('done');
  });
});

describe('what is told of a failure', () => {
  test('never contains the key, is one line and bounded, even where the other side echoes all of it', async () => {
    always('book', { kind: 'status', status: 400, body: { statusCode: 400, message: `bad key\nBearer ${API_KEY} ${'x'.repeat(5000)}` } });
    const outcome = await bench.calendar.book(bench.request());
    const detail = outcome.kind === 'refused' ? outcome.detail : unexpected(outcome);
    expect(detail).toContain('bad key Bearer [key]');
    expect(detail.length).toBeLessThanOrEqual(300);
    await bench.standIn.close();
    const refused = await bench.calendar.me({ budgetMs: 1000 });
    expect(JSON.stringify([outcome, refused, bench.logged, bench.observed])).not.toContain(API_KEY);
    expect(bench.logged.length).toBeGreaterThan(0);
  });

  test('names the request id and tells each operation once to whoever measures', async () => {
    const outcome = await bench.calendar.slots(bench.slotQuery({ service: calComService(999) }));
    expect(outcome.kind === 'refused' ? outcome.detail : '').toMatch(/^HTTP 404 NotFoundException: Event Type not found \(request req_\w+\)$/);
    await bench.calendar.book(bench.request());
    await bench.calendar.lookUp(bench.lookUpQuery({ startAt: DAY }));
    await bench.calendar.me({ budgetMs: 1000 });
    expect(bench.observed).toEqual([
      ['slots', 'service_not_found'],
      ['book', 'done'],
      ['look_up', 'done'],
      ['me', 'done'],
    ]);
  });
});
