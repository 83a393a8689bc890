// What leaves the adapter, and how it reads lists and slots.
import { afterEach, describe, expect, test } from 'vitest';
import { ADA, API_KEY, DAY, TEN, calComService, startCalComBench } from '../../../test/cal-com.ts';
import { unexpected, word } from '../../../test/outcome.ts';
import { realHttp } from '../../platform/real-http.ts';
import type { BenchOptions, CalComBench } from '../../../test/cal-com.ts';
import type { HttpReply, HttpRequest } from '../../platform/world.ts';

let bench: CalComBench;
const start = async (options: BenchOptions = {}) => {
  bench = await startCalComBench(options);
  return bench;
};
afterEach(() => bench.close());

describe('versions', () => {
  test.each([
    ['hosted', { slots: '2024-09-04', book: '2026-02-25', list: '2026-05-01', me: undefined }],
    ['cal.diy', { slots: '2024-09-04', book: '2024-08-13', list: '2024-08-13', me: undefined }],
  ] as const)('sends the exact cal-api-version of each operation (%s) and the key as a bearer', async (profile, expected) => {
    const { calendar, standIn, request, slotQuery, lookUpQuery } = await start({ profile });
    await calendar.slots(slotQuery());
    await calendar.book(request());
    await calendar.lookUp(lookUpQuery());
    await calendar.me({ budgetMs: 1000 });
    const sent = Object.fromEntries(standIn.requests().map((asked) => [asked.operation, asked.headers['cal-api-version']]));
    expect(sent).toEqual(expected);
    expect(new Set(standIn.requests().map((asked) => asked.headers['authorization']))).toEqual(new Set([`Bearer ${API_KEY}`]));
  });

  test('takes "Cannot GET" for a mistake of ours, never for a missing service', async () => {
    const { calendar, slotQuery } = await start({ world: { http: (request) => realHttp({ ...request, headers: { ...request.headers, 'cal-api-version': '2026-05-01' } }) } });
    const outcome = await calendar.slots(slotQuery());
    expect(word(outcome)).toBe('rejected');
    expect(outcome.kind === 'refused' ? outcome.detail : '').toContain('check baseUrl and profile');
  });

  test('notices the wrong profile by the format it falls back to: bookings are rejected, look-ups prove nothing', async () => {
    const { calendar, standIn, request, lookUpQuery } = await start({ profile: 'cal.diy', account: { profile: 'hosted' } });
    expect(word(await calendar.book(request()))).toBe('rejected');
    expect(word(await calendar.lookUp(lookUpQuery()))).toBe('server_error');
    expect(standIn.bookings()).toEqual([]);
  });

  test('says not allowed for a wrong key, in every operation', async () => {
    const { calendar, request, slotQuery, lookUpQuery } = await start({ account: { apiKey: 'cal_wrong' } });
    const outcomes = [await calendar.me({ budgetMs: 1000 }), await calendar.slots(slotQuery()), await calendar.book(request()), await calendar.lookUp(lookUpQuery())];
    expect(outcomes.map(word)).toEqual(['not_allowed', 'not_allowed', 'not_allowed', 'not_allowed']);
  });

  test('takes a base URL with a slash at its end', async () => {
    const plain = await start();
    const { origin } = plain.standIn;
    const seen: string[] = [];
    const { calendar, close } = await startCalComBench({
      account: { baseUrl: `${origin}/v2/` },
      world: {
        http: (request) => {
          seen.push(request.url);
          return realHttp(request);
        },
      },
    });
    expect(word(await calendar.me({ budgetMs: 1000 }))).toBe('done');
    expect(seen).toEqual([`${origin}/v2/me`]);
    await close();
  });
});

describe('slots', () => {
  test('asks for whole local days and cuts what comes back to the range', async () => {
    const { calendar, standIn, slotQuery } = await start();
    const outcome = await calendar.slots(slotQuery({ fromAt: TEN + 60_000, untilAt: TEN + 3_600_000 }));
    expect(outcome.kind === 'done' ? outcome.value : unexpected(outcome)).toEqual([{ startAt: TEN + 1_800_000, endAt: TEN + 3_600_000, staffId: null }]);
    expect(standIn.requests()[0]?.query).toEqual({ eventTypeId: '101', start: '2026-11-30T23:00:00Z', end: '2026-12-01T22:59:59Z', timeZone: 'Europe/Berlin', format: 'range' });
  });

  test('finds slots it cannot read absurd instead of saying that nothing is free', async () => {
    const { calendar, standIn, slotQuery } = await start();
    standIn.setFaults([{ operation: 'slots', fault: { kind: 'garbage', text: '{"status":"success","data":{"slots":{"2026-12-01":[{"time":"2026-12-01T09:00:00Z"}]}}}' } }]);
    expect(word(await calendar.slots(slotQuery()))).toBe('absurd');
    standIn.setFaults([{ operation: 'slots', fault: { kind: 'garbage' } }]);
    expect(word(await calendar.slots(slotQuery()))).toBe('server_error');
  });

  test('refuses a time zone nobody knows without asking', async () => {
    const { calendar, standIn, slotQuery } = await start();
    expect(word(await calendar.slots(slotQuery({ timeZone: 'Europe/Bielefeld' })))).toBe('rejected');
    expect(standIn.requests()).toEqual([]);
  });
});

describe('look-ups', () => {
  test('list twice: everybody at that time, and the attendee by his lower-case or synthesized address', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    await calendar.lookUp(lookUpQuery({ attendee: { ...ADA, email: 'ADA@example.com' } }));
    await calendar.lookUp(lookUpQuery({ attendee: { ...ADA, email: null, phone: '+4915123456789' } }));
    const emails = standIn.requests().map((asked) => asked.query['attendeeEmail']);
    expect(emails.sort()).toEqual(['4915123456789@sms.cal.com', 'ada@example.com', undefined, undefined]);
    expect(standIn.requests()[0]?.query).toMatchObject({ eventTypeId: '101', afterStart: '2026-12-01T09:00:00Z', beforeEnd: '2026-12-02T09:00:00Z' });
  });

  test('show a booking that was cancelled meanwhile, as cancelled', async () => {
    const { calendar, standIn, request, lookUpQuery } = await start();
    const asked = request();
    const booked = await calendar.book(asked);
    standIn.setStatus(booked.kind === 'done' ? booked.value.uid : unexpected(booked), 'cancelled');
    expect(await calendar.lookUp(lookUpQuery())).toMatchObject({ kind: 'done', value: [{ status: 'cancelled', intentId: asked.intentId }] });
  });

  test('find a booking of an event type that lasts longer than we think', async () => {
    const { calendar, request, lookUpQuery } = await start();
    const service = calComService(102, 15);
    const asked = request({ service });
    await calendar.book(asked);
    expect(await calendar.lookUp(lookUpQuery({ service }))).toMatchObject({ kind: 'done', value: [{ intentId: asked.intentId }] });
  });

  test.each(['hosted', 'cal.diy'] as const)('read on to the page on which the booking is (%s)', async (profile) => {
    const { calendar, standIn, request, lookUpQuery } = await start({ profile });
    for (let i = 0; i < 230; i++) standIn.addBooking({ eventTypeId: 103, start: TEN, status: 'pending', email: `other${i}@example.com` });
    const service = calComService(103);
    const asked = request({ service });
    await calendar.book(asked);
    const outcome = await calendar.lookUp(lookUpQuery({ service, attendee: { ...ADA, email: 'spelt-wrong@example.com' } }));
    const found = outcome.kind === 'done' ? outcome.value : unexpected(outcome);
    expect([found.length, found.some((booking) => booking.intentId === asked.intentId)]).toEqual([231, true]);
  });

  test('do not call a list empty that did not end', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    for (let i = 0; i < 501; i++) standIn.addBooking({ eventTypeId: 101, start: TEN + 1_800_000, status: 'pending' });
    expect(word(await calendar.lookUp(lookUpQuery()))).toBe('absurd');
    expect(standIn.requests().filter((asked) => asked.query['attendeeEmail'] === undefined)).toHaveLength(5);
  });

  test('check every item although the list was filtered: dates were ignored before (issue 18010)', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    const ours = standIn.addBooking({ eventTypeId: 101, start: TEN });
    const others = [standIn.addBooking({ eventTypeId: 101, start: DAY }), standIn.addBooking({ eventTypeId: 102, start: TEN })];
    const text = JSON.stringify({ status: 'success', data: [...others, ours], pagination: { nextCursor: null, hasMore: false } });
    standIn.setFaults([{ operation: 'list', fault: { kind: 'garbage', text } }]);
    expect(await calendar.lookUp(lookUpQuery())).toMatchObject({ kind: 'done', value: [{ uid: ours['uid'] }] });
  });

  test('do not call a list empty that held something unreadable', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    const text = JSON.stringify({ status: 'success', data: [{ uid: 'x' }], pagination: { nextCursor: null, hasMore: false } });
    standIn.setFaults([{ operation: 'list', fault: { kind: 'garbage', text } }]);
    expect(word(await calendar.lookUp(lookUpQuery()))).toBe('absurd');
  });

  test('in which something unreadable stands are no answer for whoever seeks his own among the others', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    const [other, ours] = [standIn.addBooking({ eventTypeId: 101, start: TEN, metadata: { fangnetz_intent: 'theirs' } }), { ...standIn.bookings()[0], uid: 'ours', metadata: { fangnetz_intent: 'ours' } }];
    const listed = (data: readonly unknown[]) => standIn.setFaults([{ operation: 'list', fault: { kind: 'garbage', text: JSON.stringify({ status: 'success', data, pagination: { nextCursor: null, hasMore: false } }) } }]);
    listed([other, { uid: 'x' }]);
    expect(word(await calendar.lookUp({ ...lookUpQuery(), intentId: 'ours' }))).toBe('absurd');
    listed([other, ours, { uid: 'x' }]);
    expect(await calendar.lookUp({ ...lookUpQuery(), intentId: 'ours' })).toMatchObject({ kind: 'done', value: [{}, { uid: 'ours' }] });
    listed([other]);
    expect(await calendar.lookUp({ ...lookUpQuery(), intentId: 'ours' })).toMatchObject({ kind: 'done', value: [{}] });
  });

  test('are unknown after a 404 or a 500, and while one of the two lists failed and the other found nothing', async () => {
    const { calendar, standIn, lookUpQuery } = await start();
    for (const status of [404, 500]) {
      standIn.setFaults([{ operation: 'list', fault: { kind: 'status', status, body: { statusCode: status, message: 'x' } } }]);
      expect(word(await calendar.lookUp(lookUpQuery()))).toBe('server_error');
    }
    standIn.setFaults([{ operation: 'list', times: 1, fault: { kind: 'status', status: 500 } }]);
    expect(word(await calendar.lookUp(lookUpQuery()))).toBe('server_error');
  });

  test('find the booking even if only the attendee’s own list answers', async () => {
    const failing = (request: HttpRequest) => (request.url.includes('attendeeEmail') ? realHttp(request) : Promise.resolve({ ok: true as const, reply: brokenReply }));
    const { calendar, standIn, lookUpQuery } = await start({ world: { http: failing } });
    const booking = standIn.addBooking({ eventTypeId: 101, start: TEN, email: 'ada@example.com' });
    expect(await calendar.lookUp(lookUpQuery())).toMatchObject({ kind: 'done', value: [{ uid: booking['uid'] }] });
  });
});

const brokenReply: HttpReply = { status: 502, headers: {}, body: '<html></html>' };
