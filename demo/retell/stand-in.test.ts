// The stand-in judged by the vendor's own library: what retell-sdk sends has to arrive, and what it is answered has to
// be what it expects. So a wrong path or method in our client cannot be right here by agreement among ourselves.
import Retell from 'retell-sdk';
import { expect, onTestFinished, test } from 'vitest';
import { FUNCTIONS, toolOf } from '../../src/retell/functions.ts';
import { startRetellStandIn } from './stand-in.ts';

const NUMBER = '+493012345678';

async function bench() {
  const standIn = await startRetellStandIn();
  onTestFinished(async () => await standIn.close());
  standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  standIn.addAgent({ id: 'agent_f', engine: 'conversation-flow' });
  standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  return { standIn, sdk: new Retell({ apiKey: standIn.apiKey, baseURL: standIn.url, maxRetries: 0 }) };
}

test('a draft is made, changed, published and bound to a number by retell-sdk', async () => {
  const { sdk, standIn } = await bench();
  const draft = await sdk.agent.createVersion('agent_a', { base_version: 0 });
  expect(draft).toMatchObject({ version: 1, is_published: false, base_version: 0, response_engine: { type: 'retell-llm', version: 1 } });
  await sdk.agent.update('agent_a', { version: 1, version_title: 'Neu', webhook_url: 'https://x.example/hook' });
  await sdk.llm.update('llm_agent_a', { version: 1, general_tools: [{ type: 'end_call', name: 'end_call' }] });
  await sdk.agent.publish('agent_a', { version: 1 });
  await sdk.phoneNumber.update(NUMBER, { inbound_webhook_url: 'https://x.example/in', inbound_agents: [{ agent_id: 'agent_a', agent_version: 1, weight: 1 }] });
  expect(await sdk.agent.retrieve('agent_a', { version: 1 })).toMatchObject({ is_published: true, version_title: 'Neu' });
  expect(await sdk.llm.retrieve('llm_agent_a', { version: 1 })).toMatchObject({ general_tools: [{ name: 'end_call' }] });
  expect((await sdk.agent.listVersions('agent_a')).items.map(({ version, is_published: live }) => [version, live])).toEqual([[0, true], [1, true]]);
  expect((await sdk.phoneNumber.list()).items).toMatchObject([{ inbound_agents: [{ agent_version: 1 }] }]);
  expect(standIn.requests().every(({ path }) => !path.includes('undefined'))).toBe(true);
});

test('our tools go through retell-sdk into a flow as they are', async () => {
  const { sdk } = await bench();
  await sdk.agent.createVersion('agent_f', { base_version: 0 });
  const tools = FUNCTIONS.map((definition) => toolOf(definition, { url: 'https://x.example/f', timeoutMs: 12_000 }));
  // Compiled against the library's own type: a key that it does not know cannot stand here.
  const KNOWN: (keyof Retell.LlmResponse.CustomTool)[] = [
    'type', 'name', 'description', 'url', 'method', 'args_at_root', 'timeout_ms', 'max_retry', 'speak_during_execution', 'execution_message_type',
    'execution_message_description', 'enable_typing_sound', 'speak_after_execution', 'response_variables', 'parameters',
  ];
  expect([...new Set(tools.flatMap(Object.keys))].toSorted()).toEqual(KNOWN.toSorted());
  await sdk.conversationFlow.update('conversation_flow_agent_f', { version: 1, tools: tools as unknown as Retell.ConversationFlowResponse.CustomTool[] });
  expect((await sdk.conversationFlow.retrieve('conversation_flow_agent_f', { version: 1 })).tools).toEqual(tools);
});

test('what is published cannot be changed any more', async () => {
  const { sdk } = await bench();
  await expect(sdk.agent.update('agent_a', { version: 0, webhook_url: 'https://x.example' })).rejects.toThrow('400');
  await expect(sdk.llm.update('llm_agent_a', { version: 0, general_tools: [] })).rejects.toThrow('400');
});

test('calls are listed by time and page, without transcripts; one call has its transcript', async () => {
  const { sdk, standIn } = await bench();
  for (let n = 0; n < 5; n++) standIn.addCall({ call_id: `call_${n}`, agent_id: 'agent_a', call_status: 'ended', start_timestamp: 1_000 + n, transcript: 'User: Hallo' });
  const filter_criteria = { start_timestamp: { type: 'range' as const, op: 'bt' as const, value: [1_001, 1_004] } };
  const first = await sdk.call.list({ filter_criteria, limit: 3, sort_order: 'ascending', include_total: true });
  expect(first).toMatchObject({ has_more: true, total: 4 });
  const second = await sdk.call.list({ filter_criteria, limit: 3, sort_order: 'ascending', pagination_key: first.pagination_key! });
  expect([...first.items, ...second.items].map(({ call_id: id }) => id)).toEqual(['call_1', 'call_2', 'call_3', 'call_4']);
  expect(first.items.some((item) => 'transcript' in item)).toBe(false);
  expect(await sdk.call.retrieve('call_1')).toMatchObject({ transcript: 'User: Hallo' });
});

test('a wrong key is 401', async () => {
  const { standIn } = await bench();
  const stranger = new Retell({ apiKey: 'key_of_a_stranger', baseURL: standIn.url, maxRetries: 0 });
  await expect(stranger.phoneNumber.list()).rejects.toThrow('401');
});
