// Registers functions and webhooks with the company's agents: survey, plan, show, do. A published version cannot be
// changed, so a new one is made from the one that answers, and takes its place only once it is complete. Cut off
// anywhere, the agent goes on answering as before, and the next run ends the work.
import type { RetellClient } from './client.ts';
import type { Outcome } from './exchange.ts';
import { planAgent, planNumber, type AgentPlan, type NumberPlan, type Wanted } from './plan-sync.ts';
import { engineRef, ourTitle, refused, survey, type SurveyedAgent, type Territory } from './survey.ts';

export interface SyncPlan {
  readonly agents: readonly (AgentPlan & { readonly of: SurveyedAgent })[];
  readonly numbers: readonly NumberPlan[];
  readonly isEmpty: boolean;
}

/** Reads only. */
export async function planSync(client: RetellClient, wanted: Wanted, territory: Territory): Promise<Outcome<SyncPlan>> {
  const surveyed = await survey(client, territory);
  if (surveyed.kind !== 'done') return surveyed;
  const agents = surveyed.value.agents.map((of) => ({ ...planAgent(of, wanted), of }));
  const live = new Map(agents.map((plan) => [plan.of.agentId, versionAfter(plan)]));
  const numbers = surveyed.value.numbers.map((number) => planNumber(number, wanted, live));
  const isEmpty = agents.every((plan) => plan.changes.length === 0 && !plan.of.isOurDraft) && numbers.every(({ patch }) => patch === null);
  return { kind: 'done', value: { agents, numbers, isEmpty } };
}

/** Retell numbers versions one by one; the number that it really gives is used when it is done. */
function versionAfter({ changes, of }: SyncPlan['agents'][number]): number {
  return changes.length === 0 || of.isOurDraft ? of.agent.version : of.newest + 1;
}

/** Does what `planSync` found. `say` hears of each step once it is done. */
export async function doSync(client: RetellClient, wanted: Wanted, given: { territory: Territory; plan: SyncPlan; say: (line: string) => void }): Promise<Outcome<null>> {
  for (const plan of given.plan.agents) {
    if (plan.changes.length === 0 && !plan.of.isOurDraft) continue;
    const outcome = await doAgent(client, plan, given.say);
    if (outcome.kind !== 'done') return outcome;
  }
  // Read anew: what the numbers are to take is the version that is there now.
  const now = await planSync(client, wanted, given.territory);
  if (now.kind !== 'done') return now;
  const unfinished = now.value.agents.flatMap(({ changes }) => changes);
  if (unfinished.length > 0) return refused(`Retell took the changes, but shows something else: ${unfinished.join('; ')}`);
  for (const { number, patch } of now.value.numbers) {
    if (patch === null) continue;
    const outcome = await client.updatePhoneNumber(number, patch);
    if (outcome.kind !== 'done') return of(outcome, `number ${number}`);
    given.say(`number ${number} is updated`);
  }
  return { kind: 'done', value: null };
}

async function doAgent(client: RetellClient, plan: SyncPlan['agents'][number], say: (line: string) => void): Promise<Outcome<null>> {
  const { agentId } = plan.of;
  const draft = plan.of.isOurDraft ? { kind: 'done' as const, value: plan.of.agent } : await client.createAgentVersion(agentId, plan.of.agent.version);
  if (draft.kind !== 'done') return of(draft, `new version of ${agentId}`);
  const { version } = draft.value;
  const title = ourTitle(plan.of.isOurDraft ? (draft.value.base_version ?? plan.of.agent.version) : plan.of.agent.version);
  say(plan.of.isOurDraft ? `${agentId}: version ${version} of a run that was cut off is taken up again` : `${agentId}: version ${version} is made from version ${plan.of.agent.version}`);
  const ref = engineRef(draft.value);
  if (ref === null) return refused(`${agentId}: version ${version} has no engine that Fangnetz knows`);
  const marked = await client.updateAgent(agentId, version, { version_title: title, ...plan.webhook });
  if (marked.kind !== 'done') return of(marked, `webhook of ${agentId}, version ${version}`);
  if (plan.tools !== null) {
    const updated = await client.updateTools(ref, plan.tools);
    if (updated.kind !== 'done') return of(updated, `tools of ${agentId}, version ${version}`);
    say(`${agentId}: ${plan.tools.length} tools are written`);
  }
  const published = await client.publishAgentVersion(agentId, version, title);
  if (published.kind !== 'done') return of(published, `publishing ${agentId}, version ${version}`);
  say(`${agentId}: version ${version} is published`);
  return published;
}

function of<T>(outcome: Exclude<Outcome<T>, { kind: 'done' }>, what: string): Exclude<Outcome<never>, { kind: 'done' }> {
  return { ...outcome, detail: `${what}: ${outcome.detail}` };
}
