import { areBrowserKeys } from '../notify/push/encrypt.ts';
import { pushKeys } from '../notify/push/push-keys.ts';
import { subscribe, unsubscribe } from '../notify/push/subscriptions.ts';
import { refusedUrl } from '../notify/webhooks/store-webhook.ts';
import { companyOf } from './access.ts';
import { mine } from './mine.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { PushKey, PushSubscriptionBody, PushUnsubscribeBody } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function pushRoutes(api: Api, { world, database, notify }: AdminApiOptions): void {
  api.get(
    '/push/key',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'The key with which a browser subscribes', querystring: CompanyQuery, response: { 200: PushKey, ...PROBLEM_RESPONSES } } },
    async () => ({ public_key: (await pushKeys({ database, secrets: notify.secrets, world })).publicKey }),
  );
  api.post(
    '/push/subscriptions',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'This browser takes push messages for me', querystring: CompanyQuery, body: PushSubscriptionBody, response: { 200: PushKey, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { endpoint, keys } = request.body;
      const wrong = refusedUrl(endpoint, notify.allowPrivate);
      if (wrong !== null) throw new Problem('REQUEST_INVALID', `endpoint: ${wrong}`);
      if (!areBrowserKeys(keys)) throw new Problem('REQUEST_INVALID', 'keys: no browser makes such keys');
      const person = mine(request)[0];
      await inScope(request, async (tx) => await subscribe(tx, { companyId: companyOf(request).id, person, at: world.clock.now() }, { endpoint, ...keys }));
      return { public_key: (await pushKeys({ database, secrets: notify.secrets, world })).publicKey };
    },
  );
  api.delete(
    '/push/subscriptions',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'This browser takes none any more', querystring: CompanyQuery, body: PushUnsubscribeBody, response: { 200: PushUnsubscribeBody, ...PROBLEM_RESPONSES } } },
    async (request) => {
      await inScope(request, async (tx) => await unsubscribe(tx, companyOf(request).id, request.body.endpoint));
      return { endpoint: request.body.endpoint };
    },
  );
}
