import { callbackFacets } from '../callbacks/callback-facets.ts';
import { allowedIn } from '../callbacks/decide.ts';
import { CALLBACK_SORTS, listCallbacks } from '../callbacks/list-callbacks.ts';
import { readEfforts } from '../callbacks/read-efforts.ts';
import { readCallback } from '../callbacks/read-callback.ts';
import { readCall } from '../calls/list-calls.ts';
import { actorNames } from '../companies/actor-names.ts';
import { isUuid } from '../platform/uuid.ts';
import { readWish } from '../wishes/list-wishes.ts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { may } from './access.ts';
import { pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { filtersOf, looking } from './callback-filters-asked.ts';
import { ById, Callback, CallbackDetail, CallbackFacets, CallbackFacetsQuery, CallbackListQuery, CompanyQuery, listOf } from './contract.ts';
import { deskOf, undoNow } from './desk.ts';
import type { PersonsDesk } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';
import { relatedTo } from './related.ts';

export function callbackRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/callbacks',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'Callbacks, by default the most pressing first', querystring: CallbackListQuery, response: { 200: listOf(Callback), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { sort, limit, cursor } = request.query;
      const now = world.clock.now();
      const query = {
        ...looking(request, now),
        filters: filtersOf(request.query, request, now),
        sort, limit,
        after: placeIn(sort, CALLBACK_SORTS[sort].keys.length, cursor),
      };
      return pageBody(sort, await inScope(request, (tx) => listCallbacks(tx, query)));
    },
  );
  api.get(
    '/callbacks/facets',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'How many there are of each kind, under the same filters', querystring: CallbackFacetsQuery, response: { 200: CallbackFacets, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const now = world.clock.now();
      const query = { ...looking(request, now), filters: filtersOf(request.query, request, now) };
      return await inScope(request, (tx) => callbackFacets(tx, query));
    },
  );
  api.get(
    '/callbacks/:id',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'One callback with everything around it, by id or receipt', params: ById, querystring: CompanyQuery, response: { 200: CallbackDetail, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = request.params;
      const detail = isUuid(id)
        ? await readDetail(request, { desk: deskOf(request, world), idOrReceipt: id, withTranscript: may(request, 'transcripts') })
        : null;
      if (detail === null) throw new Problem('NOT_FOUND', 'There is no such callback.');
      return detail;
    },
  );
}

async function readDetail(
  request: FastifyRequest,
  { desk, idOrReceipt, withTranscript }: { readonly desk: PersonsDesk; readonly idOrReceipt: string; readonly withTranscript: boolean },
): Promise<z.input<typeof CallbackDetail> | null> {
  return await inScope(request, async (tx) => {
    const companyId = desk.company.id;
    const found = await readCallback(tx, { companyId, idOrReceipt, now: desk.now });
    if (found === null) return null;
    const { callback, dueBecause, timeline } = found;
    const call = callback.call_id === null ? null : await readCall(tx, { companyId, id: callback.call_id, withTranscript });
    const wish = await readWish(tx, companyId, callback.wish_id);
    const { attempts, escalations } = await readEfforts(tx, companyId, callback.id);
    const names = await actorNames(tx, companyId, timeline.map(({ actor }) => actor));
    return {
      ...callback,
      metadata: { ...callback.metadata },
      due_because: dueBecause,
      call,
      transcript: call?.transcript ?? null,
      wish,
      attempts: [...attempts],
      escalations: [...escalations],
      actions: [...allowedIn(callback.status)],
      undo: await undoNow(tx, desk, callback),
      related: await relatedTo(tx, companyId, callback),
      timeline: timeline.map(({ id, at, actor, kind, detail }) => ({ id, at, actor, actor_name: names.get(actor) ?? null, kind, detail: { ...detail } })),
    };
  });
}
