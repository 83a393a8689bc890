// POST /v3/list-calls: filters, order and cursor. Items carry no transcript and no link to the recording.
import { errorReply, objectOf, type Reply } from './reply.ts';
import type { Json, RetellState } from './state.ts';

const LEFT_OUT = new Set(['transcript', 'transcript_object', 'transcript_with_tool_calls', 'recording_url']);
const FILTERS: Readonly<Record<string, string>> = { start_timestamp: 'number', end_timestamp: 'number', call_status: 'text', disconnection_reason: 'text', from_number: 'text', to_number: 'text' };

export function listCalls(state: RetellState, body: unknown): Reply {
  const asked = objectOf(body);
  const filters = Object.entries(objectOf(asked['filter_criteria']));
  const unknown = filters.find(([field]) => FILTERS[field] === undefined);
  if (unknown !== undefined) return errorReply(422, `filter_criteria.${unknown[0]} is not known`);
  const found = [...state.calls.values()]
    .filter((call) => filters.every(([field, filter]) => fits(call[field], objectOf(filter))))
    .sort((a, b) => (asked['sort_order'] === 'ascending' ? 1 : -1) * ((a.start_timestamp ?? 0) - (b.start_timestamp ?? 0)));
  const from = asked['pagination_key'] === undefined ? 0 : Number(asked['pagination_key']);
  const limit = typeof asked['limit'] === 'number' ? asked['limit'] : 50;
  if (limit < 1 || limit > 1_000) return errorReply(422, 'limit is out of range');
  const items: Json[] = found.slice(from, from + limit).map((call) => Object.fromEntries(Object.entries(call).filter(([key]) => !LEFT_OUT.has(key))));
  const more = from + limit < found.length;
  return { status: 200, body: { items, has_more: more, ...(more ? { pagination_key: String(from + limit) } : {}), ...(asked['include_total'] === true ? { total: found.length } : {}) } };
}

function fits(value: unknown, { op, value: wanted }: Json): boolean {
  if (op === 'in') return Array.isArray(wanted) && wanted.includes(value);
  if (op === 'eq') return value === wanted;
  if (typeof value !== 'number') return false;
  if (op === 'bt') return Array.isArray(wanted) && value >= Number(wanted[0]) && value <= Number(wanted[1]);
  if (op === 'ge') return value >= Number(wanted);
  if (op === 'le') return value <= Number(wanted);
  return false;
}
