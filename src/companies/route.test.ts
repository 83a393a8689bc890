import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import type { Branch, Company, Connection } from './company.ts';
import type { Directory } from './directory.ts';
import { route } from './route.ts';

const operator: Company = { ...salon({ staff: {} }).company, kind: 'operator', branches: [] };

function company(numbers: readonly (readonly string[])[]): Company {
  const { company: one } = salon({ staff: {} });
  return { ...one, branches: numbers.map((phoneNumbers, index): Branch => ({ ...one.branches[0]!, id: `${one.id} ${index}`, phoneNumbers })) };
}

function directory(...companies: Company[]): Directory {
  return { connection: () => null, company: (id) => companies.find((c) => c.id === id) ?? null, companyBySlug: () => null, operator: () => operator, companies: () => companies };
}

function connection(...members: (readonly [Company, ...string[]])[]): Connection {
  return { name: 'retell', platform: 'retell', apiKeys: [], members: members.map(([{ id }, ...agents]) => ({ companyId: id, agents })) };
}

const [north, south] = [company([['+4930111'], ['+4930222']]), company([['+4930333']])];

test('the called number finds company and branch, whatever the agent', () => {
  const found = route(directory(north, south), connection([north, 'agent_a'], [south, 'agent_b']), { toNumber: '+4930222', agentId: 'agent_b' });
  expect(found).toMatchObject({ company: north, branch: north.branches[1], by: 'number' });
});

test('without a number that is known, the agent does; the branch only where there is one', () => {
  const both = connection([north, 'agent_a'], [south, 'agent_b']);
  expect(route(directory(north, south), both, { toNumber: '+4930999', agentId: 'agent_b' })).toMatchObject({ company: south, branch: south.branches[0], by: 'agent' });
  expect(route(directory(north, south), both, { toNumber: null, agentId: 'agent_a' })).toMatchObject({ company: north, branch: null, by: 'agent' });
});

test('a connection with one company needs neither', () => {
  expect(route(directory(south), connection([south]), { toNumber: null, agentId: null })).toMatchObject({ company: south, branch: south.branches[0], by: 'only_company' });
});

test('never a guess: two companies that share connection and agent leave the call to the operator', () => {
  const shared = connection([north, 'agent_a'], [south, 'agent_a']);
  for (const dialled of [{ toNumber: null, agentId: 'agent_a' }, { toNumber: '+4930999', agentId: null }, { toNumber: null, agentId: null }]) {
    expect(route(directory(north, south), shared, dialled)).toEqual({ company: operator, branch: null, by: 'nobody' });
  }
  expect(route(directory(), connection(), { toNumber: null, agentId: null }).by).toBe('nobody');
});

test('a company that is not loaded makes no other one the only one', () => {
  const both = connection([north], [south]);
  expect(route(directory(south), both, { toNumber: null, agentId: null }).by).toBe('nobody');
  expect(route(directory(south), both, { toNumber: '+4930333', agentId: null }).by).toBe('number');
  expect(route(directory(), connection([north]), { toNumber: null, agentId: null }).by).toBe('nobody');
});
