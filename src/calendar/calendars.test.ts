import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import { silentLog } from '../../test/silent-log.ts';
import { steeredClock } from '../../test/steered-clock.ts';
import type { CalComAccount, Company, Service } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { AssertionError } from '../platform/assert.ts';
import type { Database } from '../platform/database.ts';
import { realRandom } from '../platform/real-world.ts';
import type { HttpRequest, World } from '../platform/world.ts';
import { calendars, calendarService } from './calendars.ts';
import type { Calendar } from './port.ts';

const ACCOUNT: CalComAccount = { baseUrl: 'https://cal.example/v2', profile: 'hosted', apiKey: 'cal_one', webhookSecret: null };
const HAIRCUT: Service = { id: 'haircut', slug: 'haircut', name: 'Haircut', aliases: [], minutes: 30, calendar: { provider: 'cal.com', eventTypeId: 101 } };
const LOCAL: Service = { ...HAIRCUT, calendar: { provider: 'local' } };
const company = (id: string, calCom: CalComAccount | null = ACCOUNT): Company => ({ ...salon({ staff: { anna: null } }).company, id, calCom });
const query = { service: calendarService(HAIRCUT, company('x').branches[0]!), fromAt: 0, untilAt: 1, timeZone: 'Europe/Berlin', staffId: null, budgetMs: 1000 };

function setUp(current: Company | null = null) {
  const sent: HttpRequest[] = [];
  const seen: string[] = [];
  const scopes: string[] = [];
  const world: World = {
    clock: steeredClock({ startAt: 0, sleeps: 'jump' }), random: realRandom, log: silentLog,
    ids: { next: () => { throw new AssertionError('no ids are drawn here'); } },
    http: async (request) => {
      sent.push(request);
      return { ok: false, failure: { kind: 'connection', sent: false, message: 'refused' } };
    },
  };
  const nothing = () => { throw new AssertionError('not asked here'); };
  const database: Database = {
    inCompany: async (companyId, work) => {
      scopes.push(companyId);
      return work({ rows: async () => [], maybe: async () => null, run: async () => 0 });
    },
    asMachine: nothing, listen: nothing, state: () => 'up', close: nothing,
  };
  const directory: Directory = { company: () => current, connection: nothing, companyBySlug: nothing, operator: nothing, companies: nothing };
  const all = calendars({ world, database, directory, observe: (operation, outcome) => seen.push(`${operation} ${outcome}`) });
  return { all, sent, seen, scopes };
}

async function failUntilOpen(calendar: Calendar): Promise<void> {
  for (let i = 0; i < 50; i += 1) {
    const outcome = await calendar.slots(query);
    if (outcome.kind === 'unknown' && outcome.cause === 'not_tried' && outcome.detail.includes('circuit')) return;
  }
  throw new Error('the circuit never opened');
}

test('a company without account or key has no Cal.com calendar, and the built-in one all the same', () => {
  const { all } = setUp();
  expect(all.for(company('a', null), HAIRCUT)).toBeNull();
  expect(all.for(company('a', { ...ACCOUNT, apiKey: null }), HAIRCUT)).toBeNull();
  expect(all.for(company('a', null), LOCAL)?.provider).toBe('local');
});

test('the circuit that one call opened spares the next one, also of another company with the same account', async () => {
  const { all, sent } = setUp();
  await failUntilOpen(all.for(company('a'), HAIRCUT)!);
  const before = sent.length;
  expect(await all.for(company('a'), HAIRCUT)!.slots(query)).toMatchObject({ cause: 'not_tried' });
  expect(await all.for(company('b'), HAIRCUT)!.slots(query)).toMatchObject({ cause: 'not_tried' });
  expect(sent).toHaveLength(before);
});

test('a changed key is tried at once, and nobody else\'s circuit is touched by it', async () => {
  const { all, sent } = setUp();
  await failUntilOpen(all.for(company('a'), HAIRCUT)!);
  all.for(company('b'), HAIRCUT);
  const before = sent.length;
  await all.for(company('a', { ...ACCOUNT, apiKey: 'cal_two' }), HAIRCUT)!.slots(query);
  expect(sent).toHaveLength(before + 1);
  expect(sent.at(-1)!.headers).toMatchObject({ authorization: 'Bearer cal_two' });
  expect(await all.for(company('b'), HAIRCUT)!.slots(query)).toMatchObject({ cause: 'not_tried' });
});

test('an account that its last company left is forgotten', async () => {
  const { all, sent } = setUp();
  const first = all.for(company('a'), HAIRCUT)!;
  await failUntilOpen(first);
  expect(all.for(company('a', null), HAIRCUT)).toBeNull();
  const before = sent.length;
  expect(all.for(company('a'), HAIRCUT)).not.toBe(first);
  await all.for(company('a'), HAIRCUT)!.slots(query);
  expect(sent).toHaveLength(before + 1);
});

test('the built-in calendar follows the company as the directory has it now, and is observed', async () => {
  const place = salon({ staff: { anna: null } });
  const { all, seen, scopes } = setUp({ ...place.company, staff: [] });
  const local = all.for(place.company, place.company.services[0]!)!;
  const service = calendarService(place.company.services[0]!, place.company.branches[0]!);
  expect(await local.slots({ ...query, service })).toMatchObject({ reason: 'service_not_found' });
  expect(await local.lookUp({ service, startAt: 0, attendee: { name: 'Ada', email: null, phone: null, language: 'de' }, budgetMs: 1000 })).toEqual({ kind: 'done', value: [] });
  expect(seen).toEqual(['slots service_not_found', 'look_up done']);
  expect(scopes).toEqual([place.company.id]);
});

test('a service is called by its event type at Cal.com, and by our own ids here', () => {
  const branch = company('a').branches[0]!;
  expect(calendarService(HAIRCUT, branch)).toEqual({ provider: 'cal.com', serviceId: 'haircut', eventTypeId: 101, minutes: 30 });
  expect(calendarService(LOCAL, branch)).toEqual({ provider: 'local', serviceId: 'haircut', branchId: branch.id, minutes: 30 });
});
