// One action on many callbacks: each in a transaction of its own, so that one that refuses holds up no other, and as many
// at a time as leave the phone calls their connections. Answers what came of each.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { countCallbacks } from '../callbacks/count-callbacks.ts';
import { decide } from '../callbacks/decide.ts';
import { readDeskRow } from '../callbacks/desk-row.ts';
import { listCallbacks } from '../callbacks/list-callbacks.ts';
import { cursorOf } from '../platform/keyset.ts';
import { isFault } from '../platform/errors.ts';
import { inParallel } from '../platform/in-parallel.ts';
import { ACTIONS } from './action-table.ts';
import type { DeskAction } from './action-table.ts';
import { placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { filtersOf, looking } from './callback-filters-asked.ts';
import { CompanyQuery } from './contract.ts';
import { BULK_EXAMPLE, BULK_MAX, BulkAnswer, BulkBody } from './contract/bulk.ts';
import { countChange, deskOf } from './desk.ts';
import type { Done, PersonsDesk } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const AT_A_TIME = 4;
/** By creation: an action does not change it, so that the next request goes on where this one ended. */
const SORT = 'created_at';

type Asked = z.output<typeof BulkBody>;
type Answer = z.input<typeof BulkAnswer>;
type Result = Answer['results'][number];

export function bulkRoutes(api: Api, options: AdminApiOptions): void {
  api.post(
    '/callbacks/bulk',
    { config: { needs: 'assign_others' }, schema: { tags: ['callbacks'], summary: `One action on up to ${BULK_MAX} callbacks, with a dry run`, description: `For example \`${JSON.stringify(BULK_EXAMPLE)}\``, querystring: CompanyQuery, body: BulkBody, response: { 200: BulkAnswer, ...PROBLEM_RESPONSES } } },
    async (request) => await bulk(request, options, request.body),
  );
}

async function bulk(request: FastifyRequest, { world, metrics }: AdminApiOptions, asked: Asked): Promise<Answer> {
  const desk = deskOf(request, world);
  const action: DeskAction = ACTIONS[asked.action];
  const body = paramsOf(action, asked);
  action.check?.(body, desk);
  const found = await matching(request, desk.now, asked);
  const results = await inParallel(found.ids, AT_A_TIME, async (id): Promise<Result> => {
    try {
      if (asked.dry_run) return await foresee(request, { action, body, desk, id });
      let did: Done | null = null;
      // a step of its own: a request that broke off goes on with those that it had not come to
      const result = await inScope(request, async (tx) => {
        did = await action.run(tx, desk, { id, body });
        return resultOf(id, did);
      }, { step: id });
      countChange(metrics, did);
      return result;
    } catch (error) {
      return { id, result: 'refused', reason: reasonOf(error) };
    }
  });
  if (request.once !== null && results.some(({ reason }) => reason === 'unavailable')) request.once.unfinished = true;
  return { ...counted(results), matched: found.matched ?? results.filter(({ reason }) => reason !== 'not_found').length, results, next_cursor: found.next };
}

interface Matching {
  readonly ids: readonly string[];
  /** null: as many as of the ids exist. */
  readonly matched: number | null;
  readonly next: string | null;
}

async function matching(request: FastifyRequest, now: number, asked: Asked): Promise<Matching> {
  if (asked.filter === undefined) return { ids: [...new Set(asked.ids)], matched: null, next: null };
  const query = { ...looking(request, now), filters: filtersOf(asked.filter, request, now) };
  const after = placeIn(SORT, 1, asked.cursor ?? undefined);
  return await inScope(request, async (tx) => {
    const matched = await countCallbacks(tx, query);
    const { items, next } = await listCallbacks(tx, { ...query, sort: SORT, limit: BULK_MAX, after });
    return { ids: items.map(({ id }) => id), matched, next: next === null ? null : cursorOf(SORT, next) };
    // what is changed may match no more: a request that broke off would go on with others, and tell only of those
  }, { keepsReading: !asked.dry_run });
}

async function foresee(request: FastifyRequest, { action, body, desk, id }: { action: DeskAction; body: unknown; desk: PersonsDesk; id: string }): Promise<Result> {
  const row = await inScope(request, async (tx) => await readDeskRow(tx, desk.company.id, id));
  if (row === null) return { id, result: 'refused', reason: 'not_found' };
  const event = action.foresee(row, body, desk);
  if (event === null) return { id, result: 'would_change' };
  const decision = decide(row, event, { now: desk.now, by: 'person' });
  if (decision.kind === 'refused') return { id, result: 'refused', reason: decision.why === 'status' ? row.status : decision.why };
  return { id, result: decision.kind === 'changed' ? 'would_change' : 'unchanged' };
}

function resultOf(id: string, done: Done): Result {
  if (done.kind === 'not_found') return { id, result: 'refused', reason: 'not_found' };
  if (done.kind === 'refused') return { id, result: 'refused', reason: done.why === 'status' ? done.status : done.why };
  return { id, result: done.kind === 'unchanged' ? 'unchanged' : 'changed' };
}

/** What hinders one of them need not hinder the others; what nobody expected is no result. */
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return 'invalid';
  if (isFault(error, 'DATABASE_UNAVAILABLE')) return 'unavailable';
  throw error;
}

function counted(results: readonly Result[]): Pick<Answer, 'changed' | 'would_change' | 'unchanged' | 'refused'> {
  const count = (wanted: Result['result']): number => results.filter(({ result }) => result === wanted).length;
  const refused: Record<string, number> = {};
  for (const { result, reason = 'other' } of results) if (result === 'refused') refused[reason] = (refused[reason] ?? 0) + 1;
  return { changed: count('changed'), would_change: count('would_change'), unchanged: count('unchanged'), refused };
}

/** Throws Problem REQUEST_INVALID: what the action does not understand would be refused for each of them. */
function paramsOf(action: DeskAction, { params }: Asked): unknown {
  const parsed = action.body.safeParse(params ?? {});
  if (parsed.success) return parsed.data;
  throw new Problem('REQUEST_INVALID', parsed.error.issues.map(({ path, message }) => `params.${path.join('.')}: ${message}`).join('; '));
}
