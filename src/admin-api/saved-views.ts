// Views of the list under a name: everybody's own, and those that a manager shares with the company.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { changeView } from '../views/change-view.ts';
import { countOpenIn } from '../views/count-open-in.ts';
import { keepView, VIEWS_MAX } from '../views/keep-view.ts';
import { listViews, lockView } from '../views/list-views.ts';
import { removeView } from '../views/remove-view.ts';
import type { Looker, View } from '../views/view.ts';
import { accessIn, actorOf, companyOf, demand } from './access.ts';
import { idOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { filtersOf, looking } from './callback-filters-asked.ts';
import { ById, CallbackFilter, CompanyQuery } from './contract.ts';
import { SavedView, SavedViewBody, SavedViewChange, SavedViews } from './contract/saved-views.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function savedViewRoutes(api: Api, { world }: AdminApiOptions): void {
  const shown = async (tx: Tx, request: FastifyRequest, views: readonly View[]) => await counted(tx, { request, views, now: world.clock.now() });
  api.get(
    '/saved-views',
    { config: { needs: 'read' }, schema: { tags: ['saved views'], summary: 'Your own and those of the company, with how many open callbacks are in each', querystring: CompanyQuery, response: { 200: SavedViews, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => ({ items: await shown(tx, request, await listViews(tx, lookerOf(request))) })),
  );
  api.post(
    '/saved-views',
    { config: { needs: 'read' }, schema: { tags: ['saved views'], summary: 'Keeps one; under the name of another of the same kind it takes its place', querystring: CompanyQuery, body: SavedViewBody, response: { 200: SavedView, 201: SavedView, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      if (request.body.shared) demand(accessIn(request), 'share_views');
      const done = await inScope(request, async (tx) => {
        const kept = await keepView(tx, lookerOf(request), { id: world.ids.next(), now: world.clock.now(), kept: request.body });
        if (kept.kind === 'too_many') throw tooMany();
        return { made: kept.kind === 'made', view: await one(tx, request, kept.view) };
      });
      return await reply.code(done.made ? 201 : 200).send(done.view);
    },
  );
  api.patch(
    '/saved-views/:id',
    { config: { needs: 'read' }, schema: { tags: ['saved views'], summary: 'Changes what is named; what is shared is changed by whoever may share', params: ById, querystring: CompanyQuery, body: SavedViewChange, response: { 200: SavedView, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => {
      const view = await viewToChange(tx, request);
      if (request.body.shared === true) demand(accessIn(request), 'share_views');
      const changed = await changeView(tx, lookerOf(request), { id: view.id, now: world.clock.now(), change: request.body });
      if (changed.kind === 'name_taken') throw new Problem('REQUEST_INVALID', 'name: There is one of that name already; choose another, or remove that one first.');
      if (changed.kind === 'too_many') throw tooMany();
      return await one(tx, request, must(changed.kind === 'changed' ? changed.view : null, 'it is locked'));
    }),
  );
  api.delete(
    '/saved-views/:id',
    { config: { needs: 'read' }, schema: { tags: ['saved views'], summary: 'Removes one; what is shared is removed by whoever may share', params: ById, querystring: CompanyQuery, response: { 200: SavedView, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => {
      const view = await viewToChange(tx, request);
      await removeView(tx, lookerOf(request), view.id);
      return await one(tx, request, view);
    }),
  );

  async function one(tx: Tx, request: FastifyRequest, view: View): Promise<z.input<typeof SavedView>> {
    return (await shown(tx, request, [view]))[0]!;
  }
}

function tooMany(): Problem {
  return new Problem('REQUEST_INVALID', `There are ${VIEWS_MAX} already; remove one of them first.`);
}

function lookerOf(request: FastifyRequest): Looker {
  return { companyId: companyOf(request).id, actor: actorOf(request) };
}

/** Throws Problem NOT_FOUND for somebody else's own: that it is there is nobody's business. */
async function viewToChange(tx: Tx, request: FastifyRequest & { readonly params: { readonly id: string } }): Promise<View> {
  const view = await lockView(tx, lookerOf(request), idOf(request, 'view'));
  if (view === null) throw new Problem('NOT_FOUND', 'There is no such view.');
  if (view.shared) demand(accessIn(request), 'share_views');
  return view;
}

/** A filter that was kept by a newer version, or before one was taken away, must not break the menu that holds it. */
async function counted(tx: Tx, { request, views, now }: { readonly request: FastifyRequest; readonly views: readonly View[]; readonly now: number }): Promise<z.input<typeof SavedView>[]> {
  const asked = views.map(({ filter }) => CallbackFilter.safeParse(filter).data ?? null);
  const known = asked.filter((filter) => filter !== null).map((filter) => filtersOf(filter, request, now));
  const counts = [...(await countOpenIn(tx, looking(request, now), known))];
  return views.map((view, i) => ({ ...view, filter: { ...view.filter }, sort: view.sort as z.input<typeof SavedView>['sort'], open: asked[i] === null ? null : counts.shift()! }));
}
