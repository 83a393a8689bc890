import { listAppointments } from '../booking/list-appointments.ts';
import type { Looking } from '../callbacks/callback-query.ts';
import { listCallbacks } from '../callbacks/list-callbacks.ts';
import { attemptsOfCustomer } from '../callbacks/read-efforts.ts';
import { listCalls } from '../calls/list-calls.ts';
import { changeCustomer } from '../customers/change-customer.ts';
import { listCustomers, readCustomer } from '../customers/list-customers.ts';
import type { Tx } from '../platform/database.ts';
import { listWishes } from '../wishes/list-wishes.ts';
import { actorOf, companyOf, may } from './access.ts';
import { idOf, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { looking } from './callback-filters-asked.ts';
import { callbackItem } from './callback-item.ts';
import { ById, CompanyQuery, listOf } from './contract.ts';
import { Customer, CustomerChangeBody, CustomerDetail, CustomerListQuery } from './contract/customers.ts';
import { inScope } from './in-scope.ts';
import { SORTS } from './list-sorts.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = 'customers:-last_seen_at';

export function customerRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/customers',
    { config: { needs: 'read' }, schema: { tags: ['customers'], summary: 'Customers, who was heard of last first', querystring: CustomerListQuery, response: { 200: listOf(Customer), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { q, limit, cursor } = request.query;
      const query = { companyId: companyOf(request).id, q, limit, now: world.clock.now(), after: placeIn(SORT, 1, cursor) };
      const page = pageBody(SORT, await inScope(request, (tx) => listCustomers(tx, query)));
      return { ...page, items: page.items.map(customerItem) };
    },
  );
  api.get(
    '/customers/:id',
    { config: { needs: 'read' }, schema: { tags: ['customers'], summary: 'A customer with what he wished for, what became of it, and how often he was called', params: ById, querystring: CompanyQuery, response: { 200: CustomerDetail, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const of = { ...looking(request, world.clock.now()), id: idOf(request, 'customer'), withTranscript: may(request, 'transcripts') };
      return await inScope(request, async (tx) => await detailOf(tx, of));
    },
  );
  api.patch(
    '/customers/:id',
    { config: { needs: 'work' }, schema: { tags: ['customers'], summary: 'Writes down what is known about a customer', params: ById, querystring: CompanyQuery, body: CustomerChangeBody, response: { 200: Customer, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const companyId = companyOf(request).id;
      const id = idOf(request, 'customer');
      const now = world.clock.now();
      return await inScope(request, async (tx) => {
        const outcome = await changeCustomer(tx, companyId, { id, change: request.body, actor: actorOf(request), now });
        const customer = outcome === 'not_found' ? null : await readCustomer(tx, { companyId, id, now });
        if (customer === null) throw new Problem('NOT_FOUND', 'There is no such customer.');
        return customerItem(customer);
      });
    },
  );
}

const FIRST = 20;

async function detailOf(tx: Tx, of: Looking & { readonly id: string; readonly withTranscript: boolean }) {
  const { companyId, id, withTranscript } = of;
  const customer = await readCustomer(tx, of);
  if (customer === null) throw new Problem('NOT_FOUND', 'There is no such customer.');
  const list = { companyId, customerId: id, limit: FIRST, after: null };
  const callbacks = pageBody('-created_at', await listCallbacks(tx, { ...of, filters: { customer: id }, sort: '-created_at', limit: FIRST, after: null }));
  return {
    ...customerItem(customer),
    calls: pageBody(SORTS.calls, await listCalls(tx, { ...list, withTranscript })),
    wishes: pageBody(SORTS.wishes, await listWishes(tx, list)),
    callbacks: { ...callbacks, items: callbacks.items.map(callbackItem) },
    appointments: pageBody(SORTS.appointments, await listAppointments(tx, list)),
    attempts: [...(await attemptsOfCustomer(tx, companyId, id))],
  };
}

function customerItem<C extends { readonly names: readonly string[] }>(customer: C): C & { names: string[] } {
  return { ...customer, names: [...customer.names] };
}
