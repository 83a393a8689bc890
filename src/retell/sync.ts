// Registers functions and webhooks with the company's agents: survey, plan, show, do. A published version cannot be
// changed, so a new one is made from the one that answers, and takes its place only once it is complete. Cut off
// anywhere, the agent goes on answering as before, and the next run ends the work.
import type { RetellClient } from './client.ts';
import type { Outcome } from './exchange.ts';
import { planAgent, planNumber, type AgentPlan, type NumberPlan, type Wanted } from './plan-sync.ts';
import type { PhoneNumber } from './shapes.ts';
import { engineRef, ourTitle, refused, survey, type SurveyedAgent, type Territory } from './survey.ts';

export interface SyncPlan {
  readonly agents: readonly (AgentPlan & { readonly of: SurveyedAgent })[];
  readonly numbers: readonly NumberPlan[];
  readonly found: readonly PhoneNumber[];
  readonly isEmpty: boolean;
}

/** Reads only. */
export async function planSync(client: RetellClient, wanted: Wanted, territory: Territory): Promise<Outcome<SyncPlan>> {
  const surveyed = await survey(client, territory);
  if (surveyed.kind !== 'done') return surveyed;
  const { numbers: found } = surveyed.value;
  const agents = surveyed.value.agents.map((of) => ({ ...planAgent(of, wanted), of }));
  // Retell numbers versions one by one; the number that it really gives is used when it is done.
  const live = new Map(agents.map((plan) => [plan.of.agentId, isDone(plan) || plan.of.isOurDraft ? plan.of.agent.version : plan.of.newest + 1]));
  const numbers = found.map((number) => planNumber(number, wanted, live));
  return { kind: 'done', value: { agents, numbers, found, isEmpty: agents.every(isDone) && numbers.every(({ patch }) => patch === null) } };
}

function isDone({ changes, of }: SyncPlan['agents'][number]): boolean {
  return changes.length === 0 && !of.isOurDraft;
}

export interface Doing {
  readonly client: RetellClient;
  readonly wanted: Wanted;
  /** Hears of each step once it is done. */
  readonly say: (line: string) => void;
}

/** Does what `planSync` found. No number takes a version before it was read back and has everything. */
export async function doSync(doing: Doing, plan: SyncPlan): Promise<Outcome<null>> {
  const live = new Map<string, number>();
  for (const agent of plan.agents) {
    const version = isDone(agent) ? { kind: 'done' as const, value: agent.of.agent.version } : await doAgent(doing, agent);
    if (version.kind !== 'done') return version;
    live.set(agent.of.agentId, version.value);
  }
  for (const number of plan.found) {
    const { patch } = planNumber(number, doing.wanted, live);
    if (patch === null) continue;
    const outcome = await doing.client.updatePhoneNumber(number.phone_number, patch);
    if (outcome.kind !== 'done') return at(outcome, `number ${number.phone_number}`);
    doing.say(`number ${number.phone_number} is updated`);
  }
  return { kind: 'done', value: null };
}

/** The version that is to answer from now on. */
async function doAgent({ client, wanted, say }: Doing, plan: SyncPlan['agents'][number]): Promise<Outcome<number>> {
  const { agentId, agent: from, isOurDraft } = plan.of;
  const draft = isOurDraft ? { kind: 'done' as const, value: from } : await client.createAgentVersion(agentId, from.version);
  if (draft.kind !== 'done') return at(draft, `new version of ${agentId}`);
  const { version } = draft.value;
  say(isOurDraft ? `${agentId}: version ${version} of a run that was cut off is taken up again` : `${agentId}: version ${version} is made from version ${from.version}`);
  const named = `${agentId}, version ${version}`;
  const ref = engineRef(draft.value);
  if (ref === null) return refused(`${named}: it has no engine that Fangnetz knows`);
  const title = ourTitle(isOurDraft ? (from.base_version ?? from.version) : from.version);
  const marked = await client.updateAgent(agentId, version, { version_title: title, ...plan.webhook });
  if (marked.kind !== 'done') return at(marked, `webhook of ${named}`);
  if (plan.tools !== null) {
    const updated = await client.updateTools(ref, plan.tools);
    if (updated.kind !== 'done') return at(updated, `tools of ${named}`);
    say(`${agentId}: ${plan.tools.length} tools are written`);
  }
  const missing = await missingIn({ client, wanted }, { agentId, version });
  if (missing.kind !== 'done') return at(missing, named);
  if (missing.value.length > 0) return refused(`${named}: Retell took the changes, but shows something else: ${missing.value.join('; ')}`);
  const published = await client.publishAgentVersion(agentId, version, title);
  if (published.kind !== 'done') return at(published, `publishing ${named}`);
  say(`${agentId}: version ${version} is published`);
  return { kind: 'done', value: version };
}

async function missingIn({ client, wanted }: Pick<Doing, 'client' | 'wanted'>, of: { agentId: string; version: number }): Promise<Outcome<readonly string[]>> {
  const agent = await client.agent(of.agentId, of.version);
  if (agent.kind !== 'done') return agent;
  const ref = engineRef(agent.value);
  if (ref === null) return refused('its engine is gone');
  const engine = await client.engine(ref);
  return engine.kind === 'done' ? { kind: 'done', value: planAgent({ agent: agent.value, engine: engine.value }, wanted).changes.map(({ line }) => line) } : engine;
}

function at<T>(outcome: Exclude<Outcome<T>, { kind: 'done' }>, what: string): Exclude<Outcome<never>, { kind: 'done' }> {
  return { ...outcome, detail: `${what}: ${outcome.detail}` };
}
