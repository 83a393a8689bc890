// Retell's API, as far as registering functions and comparing calls need it (voice-platforms.md A8).
import { z } from 'zod';
import type { Connection } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { createExchange, type ExchangeParts, type Outcome } from './exchange.ts';
import {
  agentShape, agentVersionShape, callShape, flowShape, llmShape, pageOf, phoneNumberShape,
  type Agent, type AgentVersion, type ListedCall, type PhoneNumber, type Tool,
} from './shapes.ts';

const RETELL_API = 'https://api.retellai.com';
const PAGE = 100;
/** More pages than anybody's month; a cursor that leads round in a circle must end somewhere. */
const PAGES_MAX = 5_000;

/** The engine that an agent version answers with. `states`: names of functions that a state of the LLM has to itself. */
export interface Engine {
  readonly type: 'retell-llm' | 'conversation-flow';
  readonly id: string;
  readonly version: number | null;
  readonly tools: readonly Tool[];
  readonly elsewhere: readonly { readonly name: string; readonly where: string }[];
}

export type EngineRef = Pick<Engine, 'type' | 'id' | 'version'>;

export interface RetellClient {
  /** Without `version` the newest there is, published or not. */
  agent(agentId: string, version?: number): Promise<Outcome<Agent>>;
  agentVersions(agentId: string): Promise<Outcome<readonly AgentVersion[]>>;
  /** A new draft that equals `baseVersion`, with a draft of its engine. Not to be repeated blindly. */
  createAgentVersion(agentId: string, baseVersion: number): Promise<Outcome<Agent>>;
  updateAgent(agentId: string, version: number, patch: AgentPatch): Promise<Outcome<Agent>>;
  publishAgentVersion(agentId: string, version: number, title: string): Promise<Outcome<null>>;
  engine(ref: EngineRef): Promise<Outcome<Engine>>;
  updateTools(ref: EngineRef, tools: readonly Tool[]): Promise<Outcome<null>>;
  phoneNumbers(): Promise<Outcome<readonly PhoneNumber[]>>;
  updatePhoneNumber(number: string, patch: PhoneNumberPatch): Promise<Outcome<PhoneNumber>>;
  /** Oldest first, by the instant of their start; page by page, until `onPage` wants no more. Items carry no transcript. */
  listCalls(period: Period, onPage: (calls: readonly ListedCall[]) => Promise<void>): Promise<Outcome<null>>;
  call(callId: string): Promise<Outcome<ListedCall>>;
  /** With transcript and recording. May be repeated: a call that is gone is refused with 404. */
  deleteCall(callId: string): Promise<Outcome<null>>;
}

export interface AgentPatch {
  readonly version_title?: string;
  readonly webhook_url?: string;
  readonly webhook_events?: readonly string[];
}

export interface PhoneNumberPatch {
  readonly inbound_webhook_url?: string;
  readonly inbound_agents?: PhoneNumber['inbound_agents'];
}

export interface Period {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** One client per piece of work: its budget is for all of it together. */
export function retellClient(connection: Pick<Connection, 'apiKeys' | 'apiBaseUrl' | 'reach'>, parts: Omit<ExchangeParts, 'account'>): RetellClient {
  const ask = createExchange({ ...parts, account: { baseUrl: connection.apiBaseUrl ?? RETELL_API, reach: connection.reach, apiKeys: connection.apiKeys } });
  const reads = true;

  async function pages<T>(first: { method: 'GET' | 'POST'; path: string; body?: object; shape: z.ZodType<T> }, onPage: (items: readonly T[]) => Promise<void>): Promise<Outcome<null>> {
    let cursor: string | null = null;
    for (let page = 0; page < PAGES_MAX; page++) {
      const turn: Record<string, string> = cursor === null ? {} : { pagination_key: cursor };
      const asked = first.method === 'GET' ? { query: { limit: String(PAGE), ...turn } } : { body: { ...first.body, limit: PAGE, ...turn } };
      const outcome = await ask({ method: first.method, path: first.path, ...asked, shape: pageOf(first.shape), reads });
      if (outcome.kind !== 'done') return outcome;
      const { items, has_more: more, pagination_key: next } = outcome.value;
      await onPage(items);
      if (!more || next == null || next === cursor) return { kind: 'done', value: null };
      cursor = next;
    }
    return { kind: 'unknown', detail: `more than ${PAGES_MAX} pages` };
  }

  async function all<T>(path: string, shape: z.ZodType<T>): Promise<Outcome<readonly T[]>> {
    const items: T[] = [];
    const outcome = await pages({ method: 'GET', path, shape }, async (page) => void items.push(...page));
    return outcome.kind === 'done' ? { kind: 'done', value: items } : outcome;
  }

  return {
    agent: async (agentId, version) => await ask({ method: 'GET', path: `/get-agent/${part(agentId)}`, ...versioned(version), shape: agentShape, reads }),
    agentVersions: async (agentId) => await all(`/list-agent-versions/${part(agentId)}`, agentVersionShape),
    createAgentVersion: async (agentId, baseVersion) =>
      await ask({ method: 'POST', path: `/create-agent-version/${part(agentId)}`, body: { base_version: baseVersion }, shape: agentShape, reads: false }),
    updateAgent: async (agentId, version, patch) =>
      await ask({ method: 'PATCH', path: `/update-agent/${part(agentId)}`, ...versioned(version), body: patch, shape: agentShape, reads: false }),
    publishAgentVersion: async (agentId, version, title) =>
      await ask({ method: 'POST', path: `/publish-agent-version/${part(agentId)}`, body: { version, version_title: title }, shape: nothing, reads: false }),
    engine: async (ref) => await engineOf(ref, async (path, shape) => await ask({ method: 'GET', path: `/get-${path}`, ...versioned(ref.version), shape, reads })),
    updateTools: async (ref, tools) =>
      await ask({ method: 'PATCH', path: `/update-${pathOf(ref)}`, ...versioned(ref.version), body: ref.type === 'retell-llm' ? { general_tools: tools } : { tools }, shape: nothing, reads: false }),
    phoneNumbers: async () => await all('/v2/list-phone-numbers', phoneNumberShape),
    updatePhoneNumber: async (number, patch) =>
      await ask({ method: 'PATCH', path: `/update-phone-number/${part(number)}`, body: patch, shape: phoneNumberShape, reads: false }),
    listCalls: async ({ from, to }, onPage) => {
      const body = { filter_criteria: { start_timestamp: { type: 'range', op: 'bt', value: [from, to] } }, sort_order: 'ascending' };
      return await pages({ method: 'POST', path: '/v3/list-calls', body, shape: callShape }, onPage);
    },
    call: async (callId) => await ask({ method: 'GET', path: `/v2/get-call/${part(callId)}`, shape: callShape, reads }),
    deleteCall: async (callId) => await ask({ method: 'DELETE', path: `/v2/delete-call/${part(callId)}`, shape: nothing, reads: false }),
  };
}

/** Publishing answers with an empty body. */
const nothing = z.unknown().transform(() => null);

async function engineOf(ref: EngineRef, get: <T>(path: string, shape: z.ZodType<T>) => Promise<Outcome<T>>): Promise<Outcome<Engine>> {
  if (ref.type === 'conversation-flow') {
    const flow = await get(pathOf(ref), flowShape);
    return flow.kind === 'done' ? { kind: 'done', value: { ...ref, tools: flow.value.tools, elsewhere: [] } } : flow;
  }
  const llm = await get(pathOf(ref), llmShape);
  if (llm.kind !== 'done') return llm;
  const elsewhere = (llm.value.states ?? []).flatMap((state) => state.tools.flatMap((tool) => (tool.name === undefined ? [] : [{ name: tool.name, where: state.name ?? 'a state' }])));
  return { kind: 'done', value: { ...ref, tools: llm.value.general_tools, elsewhere } };
}

function pathOf(ref: EngineRef): string {
  return `${ref.type === 'retell-llm' ? 'retell-llm' : 'conversation-flow'}/${part(ref.id)}`;
}

function versioned(version: number | null | undefined) {
  return version == null ? {} : { query: { version: String(version) } };
}

function part(text: string): string {
  return encodeURIComponent(text);
}
