// The stand-in's addresses (voice-platforms.md A8, retell-sdk 5.66.1) over its state.
import { listCalls } from './list-calls.ts';
import { errorReply, objectOf, type Reply } from './reply.ts';
import { engineIdOf, newVersion, type AgentVersion, type EngineVersion, type Json, type RetellState } from './state.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Handler = (state: RetellState, asked: Asked, id: string) => Reply;

const ADDRESSES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['GET', /^\/get-agent\/([^/]+)$/, (state, asked, id) => withVersion(state.agents.get(id), asked, ok)],
  ['GET', /^\/list-agent-versions\/([^/]+)$/, listVersions],
  ['POST', /^\/create-agent-version\/([^/]+)$/, createVersion],
  ['PATCH', /^\/update-agent\/([^/]+)$/, updateAgent],
  ['POST', /^\/publish-agent-version\/([^/]+)$/, publish],
  ['GET', /^\/get-(?:retell-llm|conversation-flow)\/([^/]+)$/, (state, asked, id) => withVersion(state.engines.get(id), asked, ok)],
  ['PATCH', /^\/update-(?:retell-llm|conversation-flow)\/([^/]+)$/, updateEngine],
  ['GET', /^\/v2\/list-phone-numbers$/, (state, asked) => page([...state.numbers.values()], asked.query)],
  ['PATCH', /^\/update-phone-number\/([^/]+)$/, updateNumber],
  ['POST', /^\/v3\/list-calls$/, (state, asked) => listCalls(state, asked.body)],
  ['GET', /^\/v2\/get-call\/([^/]+)$/, getCall],
  ['DELETE', /^\/v2\/delete-call\/([^/]+)$/, deleteCall],
];

export function answer(state: RetellState, asked: Asked): Reply {
  for (const [method, path, handler] of ADDRESSES) {
    const match = method === asked.method ? path.exec(asked.path) : null;
    if (match !== null) return handler(state, asked, decodeURIComponent(match[1] ?? ''));
  }
  return errorReply(404, `Cannot ${asked.method} ${asked.path}`);
}

const ok = (value: Json): Reply => ({ status: 200, body: value });

/** The version asked for, or the newest; 404 where there is none. */
function withVersion<T extends AgentVersion | EngineVersion>(versions: readonly T[] | undefined, asked: Asked, act: (found: T) => Reply): Reply {
  const given = asked.query.get('version');
  const found = given === null ? versions?.at(-1) : versions?.find((v) => v.version === Number(given));
  return found === undefined ? errorReply(404, 'Item not found') : act(found);
}

function listVersions(state: RetellState, asked: Asked, id: string): Reply {
  const versions = state.agents.get(id);
  if (versions === undefined) return errorReply(404, 'Item not found');
  return page(versions.map(({ version, is_published, base_version, version_title }) => ({ version, is_published, ...(base_version === null ? {} : { base_version }), ...(version_title === null ? {} : { version_title }), last_modification_timestamp: 0 })), asked.query);
}

function createVersion(state: RetellState, asked: Asked, id: string): Reply {
  const base = state.agents.get(id)?.find((v) => v.version === objectOf(asked.body)['base_version']);
  return base === undefined ? errorReply(422, 'base_version does not exist') : { status: 201, body: newVersion(state, base) };
}

function updateAgent(state: RetellState, asked: Asked, id: string): Reply {
  return withVersion(state.agents.get(id), asked, (agent) => {
    if (agent.is_published) return errorReply(400, 'Cannot update published agent');
    return ok(Object.assign(agent, objectOf(asked.body)));
  });
}

function publish(state: RetellState, asked: Asked, id: string): Reply {
  const { version, version_title: title } = objectOf(asked.body);
  const agent = state.agents.get(id)?.find((v) => v.version === version);
  if (agent === undefined) return errorReply(404, 'Item not found');
  if (agent.is_published) return errorReply(400, 'Version is published already');
  agent.is_published = true;
  if (typeof title === 'string') agent.version_title = title;
  const engine = state.engines.get(engineIdOf(agent) ?? '')?.find((v) => v.version === agent.response_engine.version);
  if (engine !== undefined) engine.is_published = true;
  return { status: 200, body: '' };
}

function updateEngine(state: RetellState, asked: Asked, id: string): Reply {
  return withVersion(state.engines.get(id), asked, (engine) => {
    if (engine.is_published) return errorReply(400, 'Cannot update published LLM');
    const patch = objectOf(asked.body);
    const wrong = wrongTools((patch['general_tools'] ?? patch['tools'] ?? []) as readonly Json[]);
    return wrong === null ? ok(Object.assign(engine, patch)) : errorReply(422, wrong);
  });
}

function wrongTools(tools: readonly Json[]): string | null {
  const names = tools.map((tool) => String(tool['name']));
  const bad = names.find((name, i) => !/^[A-Za-z0-9_-]{1,64}$/.test(name) || names.indexOf(name) !== i);
  if (bad !== undefined) return `tool name ${bad} is not valid or not unique`;
  const custom = tools.filter((tool) => tool['type'] === 'custom');
  for (const tool of custom) {
    const timeout = tool['timeout_ms'] ?? 120_000;
    if (typeof tool['url'] !== 'string' || !URL.canParse(tool['url'])) return `url of ${String(tool['name'])} is not valid`;
    if (typeof timeout !== 'number' || timeout < 1_000 || timeout > 600_000) return `timeout_ms of ${String(tool['name'])} is out of range`;
    if (objectOf(tool['parameters'] ?? { type: 'object' })['type'] !== 'object') return `parameters of ${String(tool['name'])} are no object schema`;
  }
  return null;
}

function updateNumber(state: RetellState, asked: Asked, id: string): Reply {
  const number = state.numbers.get(id);
  if (number === undefined) return errorReply(404, 'Item not found');
  const patch = objectOf(asked.body);
  const bound = patch['inbound_agents'];
  const weights = Array.isArray(bound) ? bound.reduce((sum: number, agent) => sum + Number(objectOf(agent)['weight']), 0) : 1;
  if (Math.abs(weights - 1) > 1e-6) return errorReply(422, 'weights must add up to 1');
  return ok(Object.assign(number, patch));
}

function getCall(state: RetellState, _asked: Asked, id: string): Reply {
  const call = state.calls.get(id);
  return call === undefined ? errorReply(404, 'Call not found') : ok(call);
}

function deleteCall(state: RetellState, _asked: Asked, id: string): Reply {
  return state.calls.delete(id) ? { status: 204, body: '' } : errorReply(404, 'Call not found');
}

function page(items: readonly Json[], query: URLSearchParams): Reply {
  const from = Number(query.get('pagination_key') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  return ok({ items: items.slice(from, to), has_more: to < items.length, ...(to < items.length ? { pagination_key: String(to) } : {}) });
}
