// What has to change at Retell so that an agent uses our functions: computed from what is there, shown, then done
// (sync.ts). Pure. What is not ours stays as it is, and is named.
import type { Engine, PhoneNumberPatch } from './client.ts';
import type { WantedTool } from './functions.ts';
import type { Agent, PhoneNumber, Tool } from './shapes.ts';

export interface Wanted {
  readonly connection: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly tools: readonly WantedTool[];
}

export interface Current {
  readonly agent: Agent;
  readonly engine: Engine;
}

/** `line` is for a person who knows Retell; the rest is for a page that says it in words of its own. Nothing is ever removed. */
export interface PlannedChange {
  readonly kind: 'add' | 'change';
  readonly what: 'function' | 'webhook' | 'events' | 'inbound' | 'version';
  /** Of a function; null else. */
  readonly name: string | null;
  /** What of a function changes, as Retell calls it. */
  readonly fields: readonly string[];
  readonly line: string;
}

/** What was found and left alone, and what that means. */
export interface PlannedNote {
  readonly about: 'other_tools' | 'other_kind' | 'in_state' | 'foreign_webhook' | 'account_webhook' | 'foreign_inbound' | 'tagged';
  /** Which tools, or whose address. */
  readonly names: readonly string[];
  readonly line: string;
}

export interface AgentPlan {
  /** Empty: nothing to do. */
  readonly changes: readonly PlannedChange[];
  readonly notes: readonly PlannedNote[];
  /** The whole list, because Retell replaces it as a whole; null: unchanged. */
  readonly tools: readonly Tool[] | null;
  readonly webhook: { readonly webhook_url: string; readonly webhook_events: readonly string[] } | null;
}

export interface NumberPlan {
  readonly number: string;
  readonly changes: readonly PlannedChange[];
  readonly notes: readonly PlannedNote[];
  /** Null: nothing to do. */
  readonly patch: PhoneNumberPatch | null;
}

/** Those that the aftercare of calls lives on; Retell sends the first three by default (voice-platforms.md A5). */
const EVENTS = ['call_started', 'call_ended', 'call_analyzed', 'transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'];
const EVENTS_BY_DEFAULT = EVENTS.slice(0, 3);

export type Surface = 'functions' | 'webhook' | 'inbound';

export function hookUrl({ publicUrl, connection }: Pick<Wanted, 'publicUrl' | 'connection'>, surface: Surface): string {
  return `${publicUrl}/hooks/retell/${connection}/${surface}`;
}

export function planAgent(current: Current, wanted: Wanted): AgentPlan {
  const tools = planTools(current.engine, wanted);
  const webhook = planWebhook(current.agent, wanted);
  return {
    changes: [...tools.changes, ...webhook.changes],
    notes: [...tools.notes, ...webhook.notes],
    tools: tools.changes.length === 0 ? null : tools.list,
    webhook: webhook.patch,
  };
}

function planTools(engine: Engine, wanted: Wanted) {
  const byName = new Map(wanted.tools.map((tool) => [tool.name, tool]));
  const list: Tool[] = [];
  const changes: PlannedChange[] = [];
  const notes: PlannedNote[] = [];
  const kept: Tool[] = [];
  for (const there of engine.tools) {
    const ours = there.name === undefined ? undefined : byName.get(there.name);
    if (ours === undefined) {
      list.push(there);
      kept.push(there);
      continue;
    }
    byName.delete(ours.name);
    if (there.type !== 'custom') {
      list.push(there);
      notes.push({ about: 'other_kind', names: [ours.name], line: `tool ${ours.name} is kept as it is: it is of the kind "${there.type ?? 'unknown'}", not a custom function. Remove it at Retell to let Fangnetz serve it` });
      continue;
    }
    // What we do not set (tool_id, headers of the owner's) stays.
    const merged = { ...there, ...ours };
    const fields = Object.keys(ours).filter((key) => !isSame(there[key], ours[key]));
    list.push(merged);
    if (fields.length > 0) changes.push({ kind: 'change', what: 'function', name: ours.name, fields, line: `~ tool ${ours.name}: ${fields.map((key) => changeOf(key, there[key], ours[key])).join(', ')}` });
  }
  if (kept.length > 0) notes.push({ about: 'other_tools', names: kept.map(({ name }) => name ?? '–'), line: `other tools are kept: ${kept.map(({ name, type }) => `${name ?? '(unnamed)'} (${type ?? 'of unknown kind'})`).join(', ')}` });
  for (const { name, where } of engine.elsewhere) {
    if (!byName.delete(name)) continue;
    notes.push({ about: 'in_state', names: [name], line: `tool ${name} stands in the state "${where}" and is not registered a second time: a name must be unique. Let it point to ${hookUrl(wanted, 'functions')}, or remove it there` });
  }
  for (const ours of byName.values()) {
    // A flow's nodes name their tool by an id; one that is derived is the same after a crash.
    list.push(engine.type === 'conversation-flow' ? { ...ours, tool_id: `fangnetz_${ours.name}` } : ours);
    changes.push({ kind: 'add', what: 'function', name: ours.name, fields: [], line: `+ tool ${ours.name}` });
  }
  return { list, changes, notes };
}

function changeOf(key: string, before: unknown, after: unknown): string {
  const isShort = (value: unknown): boolean => value === undefined || typeof value === 'number' || typeof value === 'boolean' || key === 'url';
  return isShort(before) && isShort(after) ? `${key} ${before === undefined ? 'not set' : String(before)} → ${String(after)}` : `${key} changed`;
}

function planWebhook(agent: Agent, wanted: Wanted): { changes: PlannedChange[]; notes: PlannedNote[]; patch: AgentPlan['webhook'] } {
  const url = hookUrl(wanted, 'webhook');
  const there = agent.webhook_url;
  if (there !== null && !isOurs(there, wanted, 'webhook')) {
    const line = `webhook_url ${there} is kept. Let whoever receives it forward the unchanged bytes and the header x-retell-signature to ${url}; until then the ends of calls are found by comparing with Retell`;
    return { changes: [], notes: [{ about: 'foreign_webhook', names: [there], line }], patch: null };
  }
  const events = agent.webhook_events ?? EVENTS_BY_DEFAULT;
  const missing = EVENTS.filter((event) => !events.includes(event));
  const changes: PlannedChange[] = [
    ...(there === url ? [] : [addressChange('webhook', 'webhook_url', { there, url })]),
    ...(missing.length === 0 ? [] : [{ kind: 'change' as const, what: 'events' as const, name: null, fields: missing, line: `~ webhook_events + ${missing.join(', ')}` }]),
  ];
  const notes: PlannedNote[] = there === null ? [{ about: 'account_webhook', names: [], line: 'a webhook of the whole Retell account no longer gets the events of this agent' }] : [];
  return { changes, notes, patch: changes.length === 0 ? null : { webhook_url: url, webhook_events: [...events, ...missing] } };
}

function addressChange(what: 'webhook' | 'inbound', called: string, { there, url }: { readonly there: string | null; readonly url: string }): PlannedChange {
  return { kind: there === null ? 'add' : 'change', what, name: null, fields: [], line: `${there === null ? '+' : '~'} ${called} ${there === null ? url : `${there} → ${url}`}` };
}

/** `live`: the version that is to answer; it takes the place of any other pinned number of this agent. Null: nothing was published. */
export function planNumber(number: PhoneNumber, wanted: Wanted, agents: ReadonlyMap<string, number | null>): NumberPlan {
  const changes: PlannedChange[] = [];
  const notes: PlannedNote[] = [];
  const url = hookUrl(wanted, 'inbound');
  const there = number.inbound_webhook_url;
  const isKept = there !== null && !isOurs(there, wanted, 'inbound');
  if (isKept) notes.push({ about: 'foreign_inbound', names: [there], line: `${number.phone_number}: inbound_webhook_url ${there} is kept; calls that never arrive are noticed only if ${url} is asked too` });
  else if (there !== url) changes.push(addressChange('inbound', `${number.phone_number}: inbound_webhook_url`, { there, url }));
  const webhookChanges = changes.length > 0;
  let pinned = false;
  const bound = number.inbound_agents.map((agent) => {
    const live = agents.get(agent.agent_id) ?? null;
    if (live === null || agent.agent_version === live) return agent;
    if (typeof agent.agent_version === 'number') {
      changes.push({ kind: 'change', what: 'version', name: null, fields: [], line: `~ ${number.phone_number}: version of ${agent.agent_id} ${agent.agent_version} → ${live}` });
      pinned = true;
      return { ...agent, agent_version: live };
    }
    if (typeof agent.agent_version === 'string' && !MOVING.has(agent.agent_version)) {
      notes.push({ about: 'tagged', names: [agent.agent_version], line: `${number.phone_number} takes the version tagged "${agent.agent_version}" of ${agent.agent_id}: move the tag to version ${live} at Retell` });
    }
    return agent;
  });
  const patch = { ...(webhookChanges ? { inbound_webhook_url: url } : {}), ...(pinned ? { inbound_agents: bound } : {}) };
  return { number: number.phone_number, changes, notes, patch: changes.length === 0 ? null : patch };
}

const MOVING = new Set(['latest', 'latest_published']);

/** Ours, whatever the host: the server may have moved. */
function isOurs(url: string, wanted: Wanted, surface: Surface): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith(`/hooks/retell/${wanted.connection}/${surface}`);
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The order of keys says nothing; Retell may give them back in another. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
