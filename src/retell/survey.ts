// What is there at Retell before anything is changed: which version of each agent answers the phone, and on which
// numbers. Reads only.
import type { Engine, EngineRef, RetellClient } from './client.ts';
import type { Outcome } from './exchange.ts';
import type { Agent, AgentVersion, PhoneNumber } from './shapes.ts';

/**
 * The title of a version that we made; by it a run that was cut off is recognised and taken up again. It names the base,
 * because a title may be copied: the owner's own draft made from a version of ours must never be published by us.
 */
export function ourTitle(baseVersion: number): string {
  return `Fangnetz: Funktionen und Webhooks (aus Version ${baseVersion})`;
}

export interface SurveyedAgent {
  readonly agentId: string;
  /** What the plan starts from: the version that answers, or the one that an earlier run of ours made from it. */
  readonly agent: Agent;
  readonly engine: Engine;
  /** That earlier run's version is not published yet. */
  readonly isOurDraft: boolean;
  readonly newest: number;
}

export interface Survey {
  readonly agents: readonly SurveyedAgent[];
  readonly numbers: readonly PhoneNumber[];
}

export interface Territory {
  /** From the company file; empty: the agents of the company's numbers. */
  readonly agents: readonly string[];
  readonly ownNumbers: readonly string[];
  /** Of other companies on the same connection: never touched, whatever agent answers there. */
  readonly foreignNumbers: readonly string[];
}

export async function survey(client: RetellClient, territory: Territory): Promise<Outcome<Survey>> {
  const listed = await client.phoneNumbers();
  if (listed.kind !== 'done') return listed;
  const numbers = listed.value.filter(
    ({ phone_number: number, inbound_agents: bound }) =>
      territory.ownNumbers.includes(number) || (!territory.foreignNumbers.includes(number) && bound.some(({ agent_id }) => territory.agents.includes(agent_id))),
  );
  const agentIds = territory.agents.length > 0 ? territory.agents : [...new Set(numbers.flatMap(({ inbound_agents: bound }) => bound.map(({ agent_id }) => agent_id)))];
  if (agentIds.length === 0) return refused('no agent is known: name it in the company file (voice[].agents), or bind it to the company\'s number at Retell');
  const agents: SurveyedAgent[] = [];
  for (const agentId of agentIds) {
    const surveyed = await surveyAgent(client, agentId, numbers);
    if (surveyed.kind !== 'done') return { ...surveyed, detail: `${agentId}: ${surveyed.detail}` };
    agents.push(surveyed.value);
  }
  return { kind: 'done', value: { agents, numbers } };
}

async function surveyAgent(client: RetellClient, agentId: string, numbers: readonly PhoneNumber[]): Promise<Outcome<SurveyedAgent>> {
  const listed = await client.agentVersions(agentId);
  if (listed.kind !== 'done') return listed;
  const live = liveVersion(agentId, listed.value, numbers);
  if (live.kind !== 'done') return live;
  const continued = listed.value.filter((v) => v.base_version === live.value && v.version > live.value && v.version_title === ourTitle(live.value)).map((v) => v.version);
  const agent = await client.agent(agentId, continued.length > 0 ? Math.max(...continued) : live.value);
  if (agent.kind !== 'done') return agent;
  const ref = engineRef(agent.value);
  if (ref === null) {
    return refused(`its answers come from an engine of the kind "${agent.value.response_engine.type}", which keeps its functions itself; let it ask Fangnetz from there`);
  }
  const engine = await client.engine(ref);
  if (engine.kind !== 'done') return engine;
  const newest = Math.max(...listed.value.map(({ version }) => version));
  return { kind: 'done', value: { agentId, agent: agent.value, engine: engine.value, isOurDraft: continued.length > 0 && !agent.value.is_published, newest } };
}

/** The version that answers the phone; where no number says it, the one published last. */
function liveVersion(agentId: string, versions: readonly AgentVersion[], numbers: readonly PhoneNumber[]): Outcome<number> {
  if (versions.length === 0) return refused('it has no version');
  const newest = Math.max(...versions.map(({ version }) => version));
  const published = versions.filter(({ is_published }) => is_published).map(({ version }) => version);
  const newestPublished = published.length === 0 ? newest : Math.max(...published);
  const bound = numbers.flatMap(({ inbound_agents }) => inbound_agents.filter((agent) => agent.agent_id === agentId));
  const answering = bound.flatMap(({ agent_version: version }) => {
    if (typeof version === 'number') return [version];
    if (version == null || version === 'latest') return [newest];
    return version === 'latest_published' ? [newestPublished] : [];
  });
  const distinct = [...new Set(answering)];
  if (distinct.length > 1) return refused(`the company's numbers take different versions of it (${distinct.join(', ')}); let them take the same one at Retell first`);
  return { kind: 'done', value: distinct[0] ?? newestPublished };
}

export function engineRef(agent: Agent): EngineRef | null {
  const { type, version = null, llm_id: llm, conversation_flow_id: flow } = agent.response_engine;
  if (type === 'retell-llm' && llm !== undefined) return { type, id: llm, version };
  if (type === 'conversation-flow' && flow !== undefined) return { type, id: flow, version };
  return null;
}

export function refused(detail: string): Extract<Outcome<never>, { kind: 'refused' }> {
  return { kind: 'refused', status: 0, detail };
}
