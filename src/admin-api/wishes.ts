import { listWishes } from '../wishes/list-wishes.ts';
import { companyOf } from './access.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { listOf, Wish, WishListQuery } from './contract.ts';
import { inScope } from './in-scope.ts';

const SORT = 'wishes:-opened_at';

export function wishRoutes(api: Api): void {
  api.get(
    '/wishes',
    { config: { needs: 'read' }, schema: { tags: ['ledger'], summary: 'Wishes and their fates, the newest first', querystring: WishListQuery, response: { 200: listOf(Wish), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { fate, intent, call_id: callId, retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, fate, intent, callId, retellCallId, limit,
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listWishes(tx, query)));
    },
  );
}
