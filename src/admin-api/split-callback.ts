import { splitCallback } from '../callbacks/split-callback.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, Callback, CompanyQuery } from './contract.ts';
import { SplitBody } from './contract/customers.ts';
import { callbackIdOf, callbackNow, deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function splitRoutes(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/split',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'Takes a wish of a later call out again, into a callback of its own, which is the answer', params: ById, querystring: CompanyQuery, body: SplitBody, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const split = await splitCallback(tx, desk, { callbackId: id, wishId: request.body.wish_id });
        if (split.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        if (split.kind === 'refused') throw new Problem('STATE_CONFLICT', `The callback is ${split.status}; reopen it first.`, { state: split.status });
        if (split.kind === 'not_merged') throw new Problem('STATE_CONFLICT', 'This wish did not go into this callback in a later call, or was taken out already.');
        return await callbackNow(tx, desk, split.callbackId);
      });
    },
  );
}
