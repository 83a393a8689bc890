import { readAppointment } from '../booking/list-appointments.ts';
import { callbacksAround } from '../callbacks/related-callbacks.ts';
import { readCall } from '../calls/list-calls.ts';
import { listWishes } from '../wishes/list-wishes.ts';
import { readWishDetail } from '../wishes/wish-detail.ts';
import { companyOf, may } from './access.ts';
import { idOf, momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { callbackItem } from './callback-item.ts';
import { ById, CompanyQuery, listOf, Wish, WishListQuery } from './contract.ts';
import { WishDetail } from './contract/customers.ts';
import { inScope } from './in-scope.ts';
import { SORTS } from './list-sorts.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = SORTS.wishes;

export function wishRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/wishes',
    { config: { needs: 'read' }, schema: { tags: ['ledger'], summary: 'Wishes and their fates, the newest first', querystring: WishListQuery, response: { 200: listOf(Wish), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { fate, intent, branch, q, customer_id: customerId, call_id: callId, retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, fate, intent, branch, q, customerId, callId, retellCallId, limit,
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listWishes(tx, query)));
    },
  );
  api.get(
    '/wishes/:id',
    { config: { needs: 'read' }, schema: { tags: ['ledger'], summary: 'A wish: what was asked for, and everything that proves its fate', params: ById, querystring: CompanyQuery, response: { 200: WishDetail, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const id = idOf(request, 'wish');
      const withTranscript = may(request, 'transcripts');
      return await inScope(request, async (tx) => {
        const wish = await readWishDetail(tx, { companyId, id, withWords: withTranscript });
        if (wish === null) throw new Problem('NOT_FOUND', 'There is no such wish.');
        return {
          ...wish,
          requested: { ...wish.requested },
          merged: [...wish.merged],
          call: wish.call_id === null ? null : await readCall(tx, { companyId, id: wish.call_id, withTranscript }),
          callbacks: (await callbacksAround(tx, { companyId, now: world.clock.now(), wishIds: [id] })).map(callbackItem),
          appointment: wish.appointment_id === null ? null : await readAppointment(tx, companyId, wish.appointment_id),
        };
      });
    },
  );
}
