import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import { enqueueTestMessage } from '../notify/webhooks/enqueue-test-message.ts';
import { actorOf, companyOf } from './access.ts';
import { idOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { WebhookTested } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { webhookNow } from './webhooks.ts';

export function webhookTestRoute(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.post(
    '/webhooks/:id/test',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Sends a message of the event webhook.test there, signed like every other; its deliveries say what became of it', params: ById, querystring: CompanyQuery, response: { 200: WebhookTested, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const webhookId = idOf(request, 'webhook');
      const [deliveryId, at] = [world.ids.next(), world.clock.now()];
      return await inScope(request, async (tx) => {
        await webhookNow(tx, request, webhookId);
        await enqueueTestMessage(tx, { companyId: companyOf(request).id, webhookId, id: deliveryId, at });
        await appendAudit(tx, companyOf(request).id, { at, actor: actorText(actorOf(request)), action: 'webhook.test', subject: { kind: 'webhook', id: webhookId }, detail: {} });
        return { delivery_id: deliveryId };
      });
    },
  );
}
