// What people do with a callback: one address per action, each answering with the callback as it then is, and with what an
// undo would take back.
import { claimCaller } from '../callbacks/claim.ts';
import { releaseClaim } from '../callbacks/release-claim.ts';
import { iso } from '../platform/iso.ts';
import { ACTIONS } from './action-table.ts';
import type { ActionName, DeskAction } from './action-table.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, Callback, CompanyQuery } from './contract.ts';
import { NoBody } from './contract/desk-actions.ts';
import { ChangedCallback } from './contract/desk-answers.ts';
import { callbackIdOf, callbackNow, changedCallback, countChange, deskOf, mustBeDone } from './desk.ts';
import type { Done } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function callbackActionRoutes(api: Api, options: AdminApiOptions): void {
  claimRoutes(api, options);
  for (const [name, action] of Object.entries(ACTIONS) as [ActionName, DeskAction][]) actionRoute(api, options, { name, action });
}

function actionRoute(api: Api, { world, metrics }: AdminApiOptions, { name, action }: { readonly name: ActionName; readonly action: DeskAction }): void {
  api.post(
    `/callbacks/:id/${name}`,
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: action.summary, params: ById, querystring: CompanyQuery, body: action.body, response: { 200: ChangedCallback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request as { params: { id: string } });
      const desk = deskOf(request, world);
      let did: Done | null = null;
      const answer = await inScope(request, async (tx) => {
        const done = mustBeDone(await action.run(tx, desk, { id, body: request.body }));
        did = done;
        return await changedCallback(tx, desk, { id, done });
      });
      countChange(metrics, did);
      return answer;
    },
  );
}

function claimRoutes(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/claim',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'I am on it: all open callbacks of this caller are mine for a while', params: ById, querystring: CompanyQuery, body: NoBody, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const claimed = await claimCaller(tx, desk, id);
        if (claimed.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        if (claimed.kind === 'refused') throw new Problem('STATE_CONFLICT', `The callback is ${claimed.status}; there is nothing to work on.`, { state: claimed.status });
        if (claimed.kind === 'taken') throw new Problem('CLAIMED', `${claimed.by} is on it.`, { state: (await callbackNow(tx, desk, id)).status, claimed_by_name: claimed.by, claim_until: iso(claimed.until) });
        return await callbackNow(tx, desk, id);
      });
    },
  );
  api.post(
    '/callbacks/:id/release',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'I am off it again; owners and managers may end a colleague’s claim too', params: ById, querystring: CompanyQuery, body: NoBody, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const force = desk.actor.role === 'owner' || desk.actor.role === 'manager';
        const released = await releaseClaim(tx, desk, { callbackId: id, force });
        if (released.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        const { status } = await callbackNow(tx, desk, id);
        if (released.kind === 'not_yours') throw new Problem('CLAIMED', `${released.by} is on it.`, { state: status, claimed_by_name: released.by, claim_until: iso(released.until) });
        if (released.kind === 'unclaimed') throw new Problem('STATE_CONFLICT', 'Nobody is on it.', { state: status });
        return await callbackNow(tx, desk, id);
      });
    },
  );
}
