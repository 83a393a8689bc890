import type { z } from 'zod';
import { readPhone } from '../companies/phone.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { clearTestCalls } from '../rehearsal/clear.ts';
import type { Line, Rehearsal } from '../rehearsal/rehearse.ts';
import { listWishes } from '../wishes/list-wishes.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { ClearedTestCalls, EndTestCallBody, SayBody, StartTestCallBody, TestCall, TestCallById } from './contract/test-calls.ts';
import { deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

type Body = z.input<typeof TestCall>;

export function testCallRoutes(api: Api, { world, testCalls }: AdminApiOptions): void {
  const answers = { response: { 200: TestCall, ...PROBLEM_RESPONSES } };
  api.post(
    '/test-calls',
    { config: { needs: 'manage_company' }, schema: { tags: ['test calls'], summary: 'Begins a test call: real intake and database, a calendar of its own', querystring: CompanyQuery, body: StartTestCallBody, ...answers } },
    async (request) => {
      const company = companyOf(request);
      const { fault, customer_name: customerName, phone_number: given } = request.body;
      const phone = given == null || given === '' ? null : readPhone(given, company.region).e164;
      if (phone === null && given) throw new Problem('REQUEST_INVALID', 'phone_number: this is no telephone number; leave it out for a caller who hides it');
      return body(testCalls.start({ company, fault, customerName: customerName ?? null, phone }), []);
    },
  );
  api.get(
    '/test-calls/:id',
    { config: { needs: 'read' }, schema: { tags: ['test calls'], summary: 'A test call as it is now, with what has become of its wishes', params: TestCallById, querystring: CompanyQuery, ...answers } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const found = must(testCalls.read(companyId, request.params.id));
      return await inScope(request, async (tx) => body(found, await wishesOf(tx, companyId, found.id)));
    },
  );
  api.post(
    '/test-calls/:id/say',
    { config: { needs: 'manage_company' }, schema: { tags: ['test calls'], summary: 'The caller says something; the agent answers', params: TestCallById, querystring: CompanyQuery, body: SayBody, ...answers } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const said = must(await testCalls.say(companyId, request.params.id, request.body.text));
      return await inScope(request, async (tx) => body(said, await wishesOf(tx, companyId, said.id)));
    },
  );
  api.post(
    '/test-calls/:id/end',
    { config: { needs: 'manage_company' }, schema: { tags: ['test calls'], summary: 'The caller hangs up, or the agent breaks off', params: TestCallById, querystring: CompanyQuery, body: EndTestCallBody, ...answers } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const ended = must(await testCalls.end(companyId, request.params.id, request.body.how));
      return await inScope(request, async (tx) => body(ended, await wishesOf(tx, companyId, ended.id)));
    },
  );
  api.post(
    '/test-calls/clear',
    { config: { needs: 'manage_company' }, schema: { tags: ['test calls'], summary: 'Takes away what test calls have left behind', querystring: CompanyQuery, response: { 200: ClearedTestCalls, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => await clearTestCalls(tx, deskOf(request, world), null)),
  );
}

function must(found: Rehearsal | null): Rehearsal {
  if (found === null) throw new Problem('NOT_FOUND', 'There is no such test call, or it is over.');
  return found;
}

async function wishesOf(tx: Tx, companyId: string, retellCallId: string): Promise<Body['wishes']> {
  const { items } = await listWishes(tx, { companyId, retellCallId, limit: 20, after: null });
  return items.map(({ id, fate, callback_id, appointment_id }) => ({ id, fate, callback_id, appointment_id }));
}

function body({ id, fault, over, booked, lines }: Rehearsal, wishes: Body['wishes']): Body {
  return { id, fault, over, booked, lines: lines.map(lineOf), wishes };
}

function lineOf(line: Line): Body['lines'][number] {
  const at = iso(line.at);
  if (line.who !== 'function') return { who: line.who, at, text: line.text, function: null };
  return { who: 'function', at, text: null, function: { name: line.name, args: { ...line.args }, answer: { ...line.answer }, ms: line.ms } };
}
