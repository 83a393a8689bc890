import { afterEach, expect, test } from 'vitest';
import { API_KEY, DAY, startCalComBench, TEN, type CalComBench } from '../../../test/cal-com.ts';

let bench: CalComBench | null = null;
afterEach(async () => await bench?.close());

async function withBookings(profile: 'hosted' | 'cal.diy', count: number): Promise<CalComBench> {
  bench = await startCalComBench({ profile });
  for (let i = 0; i < count; i++) bench.standIn.addBooking({ eventTypeId: i % 2 === 0 ? 101 : 102, start: TEN + i * 3_600_000 });
  return bench;
}

test.each(['hosted', 'cal.diy'] as const)('turns over every page (%s), and asks for these event types only', async (profile) => {
  const { calendar, standIn } = await withBookings(profile, 450);
  const listed = await calendar.list({ eventTypeIds: [101], fromAt: DAY, untilAt: TEN + 400 * 86_400_000, budgetMs: 60_000 });
  expect(listed).toMatchObject({ kind: 'done', value: { doubt: null } });
  if (listed.kind !== 'done') return;
  expect(listed.value.bookings).toHaveLength(225);
  expect(listed.value.bookings[0]).toMatchObject({ booking: { uid: expect.any(String) as string, status: 'accepted', startAt: TEN }, eventTypeId: 101, hostEmail: 'anna@salon-nord.example', cancelledBy: null });
  expect(standIn.requests()).toHaveLength(3);
});

test('a page that fails leaves what was read, with the doubt', async () => {
  const { calendar, standIn } = await withBookings('hosted', 250);
  standIn.setFaults([{ operation: 'list', times: 1, fault: { kind: 'list_lag', ms: 0 } }, { operation: 'list', fault: { kind: 'status', status: 500 } }]);
  const listed = await calendar.list({ eventTypeIds: [101, 102], budgetMs: 60_000 });
  expect(listed).toMatchObject({ kind: 'done', value: { doubt: expect.stringContaining('500') as string } });
  expect(listed.kind === 'done' && listed.value.bookings.length).toBe(100);
});

test('bookings of event types that were not asked for are dropped, and ones that cannot be read are told', async () => {
  const own = { uid: 'A', status: 'accepted', start: '2026-12-01T09:00:00Z', end: '2026-12-01T09:30:00Z', eventTypeId: 101, attendees: [] };
  const body = JSON.stringify({ status: 'success', data: [own, { ...own, uid: 'B', eventTypeId: 999 }, { uid: 'C' }, { ...own, uid: 'D', eventTypeId: undefined }], pagination: { hasMore: false } });
  bench = await startCalComBench({ world: { http: async () => ({ ok: true, reply: { status: 200, headers: {}, body } }) } });
  const listed = await bench.calendar.list({ eventTypeIds: [101], budgetMs: 1_000 });
  expect(listed).toMatchObject({ kind: 'done', value: { bookings: [{ booking: { uid: 'A' } }], doubt: '2 listed bookings cannot be read' } });
});

test('an account that cannot be listed says why, without its key', async () => {
  bench = await startCalComBench({ account: { apiKey: 'cal_live_wrong' } });
  const listed = await bench.calendar.list({ eventTypeIds: [101], budgetMs: 1_000 });
  expect(listed).toMatchObject({ kind: 'refused', reason: 'not_allowed' });
  expect(JSON.stringify(listed)).not.toContain(API_KEY);
});
