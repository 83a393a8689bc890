import { expect, test } from 'vitest';
import { retellBench, type RetellBench } from '../../test/retell.ts';
import type { FaultRule } from '../../demo/retell/stand-in.ts';
import type { Json } from '../../demo/retell/state.ts';
import type { RetellClient } from './client.ts';
import { FUNCTIONS, toolOf } from './functions.ts';
import { hookUrl, type Wanted } from './plan-sync.ts';
import { doSync, planSync, type SyncPlan } from './sync.ts';
import type { Territory } from './survey.ts';

const NUMBER = '+493012345678';
const AT = { connection: 'nord', publicUrl: 'https://fangnetz.example' };
const WANTED: Wanted = { ...AT, tools: FUNCTIONS.map((definition) => toolOf(definition, { url: hookUrl(AT, 'functions'), timeoutMs: 12_000 })) };
const TERRITORY: Territory = { agents: ['agent_a'], ownNumbers: [NUMBER], foreignNumbers: ['+4940999999'] };
const END_CALL = { type: 'end_call', name: 'end_call' };

async function planned({ client }: RetellBench, territory = TERRITORY): Promise<SyncPlan> {
  const plan = await planSync(client, WANTED, territory);
  if (plan.kind !== 'done') throw new Error(plan.detail);
  return plan.value;
}

async function run(bench: RetellBench, territory = TERRITORY) {
  return await doSync({ client: bench.client, wanted: WANTED, say: () => undefined }, await planned(bench, territory));
}

const liveOf = ({ standIn }: RetellBench, number = NUMBER) => {
  const [bound] = standIn.state.numbers.get(number)!['inbound_agents'] as { agent_id: string; agent_version?: number }[];
  const versions = standIn.state.agents.get(bound!.agent_id)!;
  return versions.find(({ version }) => version === (bound!.agent_version ?? versions.at(-1)!.version))!;
};

const toolsOf = ({ standIn }: RetellBench, agent: ReturnType<typeof liveOf>): Json[] => {
  const { llm_id: llm, conversation_flow_id: flow, version } = agent.response_engine;
  const engine = standIn.state.engines.get(llm ?? flow ?? '')!.find((e) => e.version === version)!;
  return (engine['general_tools'] ?? engine['tools']) as Json[];
};

test.each(['retell-llm', 'conversation-flow'] as const)('a %s agent gets functions, webhooks and its new version on the phone; the second run finds nothing to do', async (engine) => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine, tools: [END_CALL] });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  expect(await run(bench)).toEqual({ kind: 'done', value: null });
  const live = liveOf(bench);
  expect(live).toMatchObject({ version: 1, is_published: true, webhook_url: hookUrl(AT, 'webhook') });
  expect(toolsOf(bench, live).map(({ name }) => name)).toEqual(['end_call', ...FUNCTIONS.map(({ name }) => name)]);
  expect(bench.standIn.state.numbers.get(NUMBER)).toMatchObject({ inbound_webhook_url: hookUrl(AT, 'inbound') });
  expect(bench.standIn.state.agents.get('agent_a')![0]).toMatchObject({ webhook_url: null });
  bench.standIn.forgetRequests();
  expect((await planned(bench)).isEmpty).toBe(true);
  expect(await run(bench)).toEqual({ kind: 'done', value: null });
  expect(bench.standIn.writes()).toEqual([]);
});

test('planning changes nothing', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  const plan = await planned(bench);
  expect(plan.isEmpty).toBe(false);
  expect(plan.numbers[0]!.changes.map(({ line }) => line)).toContain(`~ ${NUMBER}: version of agent_a 0 → 1`);
  expect(bench.standIn.writes()).toEqual([]);
});

test('a webhook of somebody else is kept, and the functions come all the same', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm', webhookUrl: 'https://crm.example/retell' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', weight: 1 }], { inbound_webhook_url: 'https://crm.example/in' });
  expect(await run(bench)).toMatchObject({ kind: 'done' });
  expect(liveOf(bench)).toMatchObject({ version: 1, webhook_url: 'https://crm.example/retell' });
  expect(bench.standIn.state.numbers.get(NUMBER)).toMatchObject({ inbound_webhook_url: 'https://crm.example/in' });
});

// Publishing and what writes before it, each broken before and after it had its effect.
const STEPS = ['create-agent-version', 'update-agent/', 'update-retell-llm', 'publish-agent-version', 'update-phone-number'];
const CRASHES = STEPS.flatMap((step) => (['drop', 'lost_reply'] as const).map((kind) => ({ step, kind })));

test.each(CRASHES)('cut off at $step ($kind), the phone is answered as before or as wanted, and the next run ends the work', async ({ step, kind }) => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm', tools: [END_CALL] });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  const rule: FaultRule = { on: new RegExp(step), times: 1, fault: { kind } };
  bench.standIn.setFaults([rule]);
  expect((await run(bench)).kind).not.toBe('done');
  const between = liveOf(bench);
  expect(between.is_published).toBe(true);
  expect([1, FUNCTIONS.length + 1]).toContain(toolsOf(bench, between).length);
  expect(await run(bench)).toEqual({ kind: 'done', value: null });
  expect(toolsOf(bench, liveOf(bench)).length).toBe(FUNCTIONS.length + 1);
  expect((await planned(bench)).isEmpty).toBe(true);
  // Only a version whose making was never heard of may be left over; those of later steps are taken up again.
  expect(bench.standIn.state.agents.get('agent_a')!.length).toBeLessThanOrEqual(step === 'create-agent-version' || step === 'update-agent/' ? 3 : 2);
});

test('an owner\'s unfinished draft is neither changed nor published', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  await run(bench);
  const created = await bench.client.createAgentVersion('agent_a', 1);
  if (created.kind !== 'done') throw new Error('no draft');
  const engines = bench.standIn.state.engines.get('llm_agent_a')!;
  engines.at(-1)!['general_tools'] = [];
  bench.standIn.state.numbers.get(NUMBER)!['inbound_webhook_url'] = null;
  const before = structuredClone(bench.standIn.state.agents.get('agent_a')!);
  expect(await run(bench)).toMatchObject({ kind: 'done' });
  expect(bench.standIn.state.agents.get('agent_a')).toEqual(before);
  expect(engines.at(-1)).toMatchObject({ is_published: false, general_tools: [] });
});

test('an agent that answers from a server of its own is refused with the reason, and nothing is written', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'custom-llm' });
  expect(await planSync(bench.client, WANTED, TERRITORY)).toMatchObject({ kind: 'refused', detail: expect.stringContaining('custom-llm') as string });
  expect(bench.standIn.writes()).toEqual([]);
});

test('numbers that take different versions are refused: either would be surprised', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  await bench.client.createAgentVersion('agent_a', 0);
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  bench.standIn.addNumber('+493011111111', [{ agent_id: 'agent_a', agent_version: 'latest', weight: 1 }]);
  expect(await planSync(bench.client, WANTED, TERRITORY)).toMatchObject({ kind: 'refused', detail: expect.stringContaining('different versions') as string });
});

test('a number of another company is not touched, although the same agent answers there', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  bench.standIn.addNumber('+4940999999', [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  await run(bench);
  expect(bench.standIn.state.numbers.get('+4940999999')).toMatchObject({ inbound_webhook_url: null, inbound_agents: [{ agent_version: 0 }] });
});

test('without agents in the company file those of its numbers are meant; without either it says so', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_b', engine: 'conversation-flow' });
  const territory = { ...TERRITORY, agents: [] };
  expect(await planSync(bench.client, WANTED, territory)).toMatchObject({ kind: 'refused', detail: expect.stringContaining('no agent is known') as string });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_b', weight: 1 }]);
  expect(await run(bench, territory)).toMatchObject({ kind: 'done' });
  expect(liveOf(bench)).toMatchObject({ agent_id: 'agent_b', webhook_url: hookUrl(AT, 'webhook') });
});

test('a version that does not show what was written into it is not published, and no number takes it', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  const client: RetellClient = { ...bench.client, updateTools: async () => await Promise.resolve({ kind: 'done', value: null }) };
  const outcome = await doSync({ client, wanted: WANTED, say: () => undefined }, await planned(bench));
  expect(outcome).toMatchObject({ kind: 'refused', detail: expect.stringContaining('shows something else: + tool check_availability') as string });
  expect(liveOf(bench)).toMatchObject({ version: 0, is_published: true });
  expect(bench.standIn.state.agents.get('agent_a')!.at(-1)).toMatchObject({ version: 1, is_published: false });
});

test('the number takes the new version also where the list of versions tells nothing but their numbers', async () => {
  const bench = await retellBench();
  bench.standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  bench.standIn.addNumber(NUMBER, [{ agent_id: 'agent_a', agent_version: 0, weight: 1 }]);
  const agentVersions: RetellClient['agentVersions'] = async (id) => {
    const outcome = await bench.client.agentVersions(id);
    return outcome.kind === 'done' ? { kind: 'done', value: outcome.value.map(({ version, is_published }) => ({ version, is_published, version_title: null })) } : outcome;
  };
  expect(await run({ ...bench, client: { ...bench.client, agentVersions } })).toMatchObject({ kind: 'done' });
  expect(liveOf(bench)).toMatchObject({ version: 1, is_published: true });
});
