// What the stand-in of Retell knows: agents with versions, engines with versions, numbers, calls. Versions that are
// published do not change any more, and a new version of an agent brings one of its engine along.

export type Json = Record<string, unknown>;

export interface AgentVersion extends Json {
  readonly agent_id: string;
  readonly version: number;
  is_published: boolean;
  readonly base_version: number | null;
  version_title: string | null;
  readonly response_engine: { readonly type: string; readonly llm_id?: string; readonly conversation_flow_id?: string; readonly version?: number; readonly llm_websocket_url?: string };
  webhook_url: string | null;
  webhook_events: readonly string[] | null;
}

export interface EngineVersion extends Json {
  readonly version: number;
  is_published: boolean;
}

export interface StoredCall extends Json {
  readonly call_id: string;
  readonly agent_id: string;
  readonly call_status: string;
  readonly start_timestamp?: number;
}

export interface RetellState {
  readonly agents: Map<string, AgentVersion[]>;
  /** By `llm_id` or `conversation_flow_id`. */
  readonly engines: Map<string, EngineVersion[]>;
  readonly numbers: Map<string, Json>;
  readonly calls: Map<string, StoredCall>;
}

export interface NewAgent {
  readonly id: string;
  readonly engine: 'retell-llm' | 'conversation-flow' | 'custom-llm';
  readonly tools?: readonly Json[];
  readonly states?: readonly Json[];
  readonly webhookUrl?: string;
  readonly published?: boolean;
}

export function emptyState(): RetellState {
  return { agents: new Map(), engines: new Map(), numbers: new Map(), calls: new Map() };
}

export function addAgent(state: RetellState, given: NewAgent): void {
  const isPublished = given.published ?? true;
  const engineId = `${given.engine === 'retell-llm' ? 'llm' : 'conversation_flow'}_${given.id}`;
  const tools = [...(given.tools ?? [])];
  if (given.engine === 'retell-llm') state.engines.set(engineId, [{ llm_id: engineId, version: 0, is_published: isPublished, general_prompt: 'Du bist der Empfang.', general_tools: tools, states: given.states ?? null }]);
  if (given.engine === 'conversation-flow') state.engines.set(engineId, [{ conversation_flow_id: engineId, version: 0, is_published: isPublished, nodes: [], tools }]);
  const engines = {
    'retell-llm': { type: 'retell-llm', llm_id: engineId, version: 0 },
    'conversation-flow': { type: 'conversation-flow', conversation_flow_id: engineId, version: 0 },
    'custom-llm': { type: 'custom-llm', llm_websocket_url: 'wss://llm.example/ws' },
  };
  state.agents.set(given.id, [{
    agent_id: given.id, version: 0, is_published: isPublished, base_version: null, version_title: null, agent_name: `Empfang ${given.id}`,
    response_engine: engines[given.engine], webhook_url: given.webhookUrl ?? null, webhook_events: null, voice_id: '11labs-Carola', language: 'de-DE',
  }]);
}

export function engineIdOf(agent: AgentVersion): string | null {
  return agent.response_engine.llm_id ?? agent.response_engine.conversation_flow_id ?? null;
}

/** A draft that equals its base, engine included. */
export function newVersion(state: RetellState, base: AgentVersion): AgentVersion {
  const versions = state.agents.get(base.agent_id) ?? [];
  const version = Math.max(...versions.map((v) => v.version)) + 1;
  const engineId = engineIdOf(base);
  const made: AgentVersion = {
    ...structuredClone(base), version, is_published: false, base_version: base.version,
    response_engine: engineId === null ? base.response_engine : { ...base.response_engine, version: copyEngine(state, engineId, base.response_engine.version ?? 0) },
  };
  versions.push(made);
  return made;
}

function copyEngine(state: RetellState, engineId: string, baseVersion: number): number {
  const versions = state.engines.get(engineId) ?? [];
  const base = versions.find((v) => v.version === baseVersion);
  if (base === undefined) throw new Error(`no version ${baseVersion} of ${engineId}`);
  const version = Math.max(...versions.map((v) => v.version)) + 1;
  versions.push({ ...structuredClone(base), version, is_published: false });
  return version;
}
