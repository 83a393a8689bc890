import { expect, test } from 'vitest';
import type { Engine } from './client.ts';
import { FUNCTIONS, toolOf } from './functions.ts';
import { hookUrl, planAgent, planNumber, type AgentPlan, type Wanted } from './plan-sync.ts';
import { agentShape, phoneNumberShape, type Tool } from './shapes.ts';

const base = { connection: 'nord', publicUrl: 'https://fangnetz.example' };
const tools = FUNCTIONS.slice(0, 3).map((definition) => toolOf(definition, { url: hookUrl(base, 'functions'), timeoutMs: 12_000 }));
const WANTED: Wanted = { ...base, tools };
const [CHECK, ALTERNATIVES, BOOK] = tools as [Tool, Tool, Tool];
const END_CALL = { type: 'end_call', name: 'end_call', description: 'Auflegen' };
const ALL_EVENTS = ['call_started', 'call_ended', 'call_analyzed', 'transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'];
const OUR_WEBHOOK = 'https://fangnetz.example/hooks/retell/nord/webhook';

function agent(more: object = {}) {
  return agentShape.parse({ agent_id: 'agent_a', version: 4, is_published: true, response_engine: { type: 'retell-llm', llm_id: 'llm_a', version: 4 }, webhook_url: OUR_WEBHOOK, webhook_events: ALL_EVENTS, ...more });
}

function engine(list: readonly Tool[], more: Partial<Engine> = {}): Engine {
  return { type: 'retell-llm', id: 'llm_a', version: 4, tools: list, elsewhere: [], ...more };
}

const plan = (list: readonly Tool[], more: Partial<Engine> = {}, of: object = {}) => said(planAgent({ agent: agent(of), engine: engine(list, more) }, WANTED));
/** As whoever knows Retell reads it. */
const said = <P extends Pick<AgentPlan, 'changes' | 'notes'>>(planned: P) => ({ ...planned, changes: planned.changes.map(({ line }) => line), notes: planned.notes.map(({ line }) => line) });
const number = (more: object) => phoneNumberShape.parse({ phone_number: '+493012345678', inbound_webhook_url: hookUrl(base, 'inbound'), ...more });

test('an agent that has everything is left alone', () => {
  expect(plan(tools)).toEqual({ changes: [], notes: [], tools: null, webhook: null });
});

test('the order of keys, and keys that Retell adds, are no difference', () => {
  const reordered = Object.fromEntries(Object.entries(BOOK).toReversed()) as Tool;
  expect(plan([CHECK, ALTERNATIVES, { ...reordered, tool_id: 'tool_7', parameter_type: 'json' }]).changes).toEqual([]);
});

test('foreign tools stay where they are, before what is new', () => {
  const planned = plan([END_CALL, CHECK]);
  expect(planned.tools?.map(({ name }) => name)).toEqual(['end_call', 'check_availability', 'get_alternatives', 'book_appointment']);
  expect(planned.tools?.[0]).toEqual(END_CALL);
  expect(planned.changes).toEqual(['+ tool get_alternatives', '+ tool book_appointment']);
  expect(planned.notes).toEqual(['other tools are kept: end_call (end_call)']);
});

test('a custom function of our name that points elsewhere is taken over, with the owner\'s headers', () => {
  const planned = plan([CHECK, ALTERNATIVES, { ...BOOK, url: 'https://old.example/book', headers: { 'x-branch': 'mitte' } }]);
  expect(planned.changes).toEqual(['~ tool book_appointment: url https://old.example/book → https://fangnetz.example/hooks/retell/nord/functions']);
  expect(planned.tools?.[2]).toEqual({ ...BOOK, headers: { 'x-branch': 'mitte' } });
});

test('arguments at the root, which would cut off who is calling, are switched off', () => {
  expect(plan([CHECK, ALTERNATIVES, { ...BOOK, args_at_root: true }]).changes).toEqual(['~ tool book_appointment: args_at_root true → false']);
});

test('a tool of our name of another kind is kept, and its name not given twice', () => {
  const calCom = { type: 'book_appointment_cal', name: 'book_appointment', event_type_id: 1 };
  const planned = plan([CHECK, ALTERNATIVES, calCom]);
  expect(planned).toMatchObject({ changes: [], tools: null });
  expect(planned.notes.join()).toContain('book_appointment is kept');
});

test('a name that a state of the LLM has to itself is not registered beside it', () => {
  const planned = plan([CHECK, ALTERNATIVES], { elsewhere: [{ name: 'book_appointment', where: 'buchen' }] });
  expect(planned.changes).toEqual([]);
  expect(planned.notes.join()).toContain('state "buchen"');
});

test('a flow\'s tools keep the ids that its nodes name, and new ones get one that is always the same', () => {
  const planned = plan([{ ...CHECK, tool_id: 'tool_17', timeout_ms: 120_000 }], { type: 'conversation-flow' });
  expect(planned.tools?.map((tool) => tool['tool_id'])).toEqual(['tool_17', 'fangnetz_get_alternatives', 'fangnetz_book_appointment']);
  expect(planned.changes[0]).toBe('~ tool check_availability: timeout_ms 120000 → 12000');
});

test.each([
  ['none', { webhook_url: null, webhook_events: null }, [`+ webhook_url ${OUR_WEBHOOK}`, '~ webhook_events + transfer_started, transfer_bridged, transfer_cancelled, transfer_ended'], ALL_EVENTS],
  ['ours at an old host', { webhook_url: 'https://old.example/hooks/retell/nord/webhook' }, [`~ webhook_url https://old.example/hooks/retell/nord/webhook → ${OUR_WEBHOOK}`], ALL_EVENTS],
  ['ours, with an event of the owner\'s own', { webhook_events: ['transcript_updated', ...ALL_EVENTS.slice(0, 6)] }, ['~ webhook_events + transfer_ended'], ['transcript_updated', ...ALL_EVENTS]],
])('webhook: %s', (_what, of, changes, events) => {
  const planned = plan(tools, {}, of);
  expect(planned.changes).toEqual(changes);
  expect(planned.webhook).toEqual({ webhook_url: OUR_WEBHOOK, webhook_events: events });
});

test.each(['https://crm.example/retell', 'https://fangnetz.example/hooks/retell/another/webhook'])('an existing webhook of somebody else is kept with its events, and said so: %s', (url) => {
  const planned = plan(tools, {}, { webhook_url: url, webhook_events: ['call_ended'] });
  expect(planned).toMatchObject({ changes: [], webhook: null });
  expect(planned.notes.join()).toContain(`${url} is kept`);
});

test.each([
  ['follows by itself', { agent_id: 'agent_a', weight: 1 }, [], null],
  ['follows what is published', { agent_id: 'agent_a', agent_version: 'latest_published', weight: 1 }, [], null],
  ['pinned, and already there', { agent_id: 'agent_a', agent_version: 5, weight: 1 }, [], null],
  ['pinned to the version before', { agent_id: 'agent_a', agent_version: 4, weight: 1 }, ['~ +493012345678: version of agent_a 4 → 5'], { inbound_agents: [{ agent_id: 'agent_a', agent_version: 5, weight: 1 }] }],
])('number: %s', (_what, bound, changes, patch) => {
  expect(said(planNumber(number({ inbound_agents: [bound] }), WANTED, new Map([['agent_a', 5]])))).toMatchObject({ changes, patch });
});

test('a number keeps the other agents that share its calls, and their weights', () => {
  const bound = [{ agent_id: 'agent_a', agent_version: 4, weight: 0.7 }, { agent_id: 'agent_of_others', agent_version: 4, weight: 0.3 }];
  const { patch } = planNumber(number({ inbound_agents: bound }), WANTED, new Map([['agent_a', 5]]));
  expect(patch).toEqual({ inbound_agents: [{ ...bound[0], agent_version: 5 }, bound[1]] });
});

test('a number that takes a tagged version is named, because a tag cannot be moved from here', () => {
  const planned = said(planNumber(number({ inbound_agents: [{ agent_id: 'agent_a', agent_version: 'prod', weight: 1 }] }), WANTED, new Map([['agent_a', 5]])));
  expect(planned.patch).toBeNull();
  expect(planned.notes.join()).toContain('"prod"');
});

test('an inbound webhook of somebody else is kept', () => {
  const planned = said(planNumber(number({ inbound_webhook_url: 'https://crm.example/in' }), WANTED, new Map()));
  expect(planned.patch).toBeNull();
  expect(planned.notes.join()).toContain('https://crm.example/in is kept');
});

test('what a page says in its own words is told apart from the line: which function, whether it is new, and what of it changes', () => {
  const { changes, notes } = planAgent({ agent: agent({ webhook_url: null, webhook_events: null }), engine: engine([END_CALL, CHECK, { ...BOOK, timeout_ms: 1, url: 'https://old.example' }]) }, WANTED);
  expect(changes.map(({ line: _line, ...rest }) => rest)).toEqual([
    { kind: 'change', what: 'function', name: 'book_appointment', fields: ['url', 'timeout_ms'] },
    { kind: 'add', what: 'function', name: 'get_alternatives', fields: [] },
    { kind: 'add', what: 'webhook', name: null, fields: [] },
    { kind: 'change', what: 'events', name: null, fields: ['transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'] },
  ]);
  expect(notes.map(({ about, names }) => [about, ...names])).toEqual([['other_tools', 'end_call'], ['account_webhook']]);
});
