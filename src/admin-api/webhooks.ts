// Webhooks of a company: made, changed, and what became of their messages.
import type { FastifyRequest } from 'fastify';
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import { listWebhookDeliveries, replayWebhook } from '../notify/webhooks/list-webhook-deliveries.ts';
import { newWebhookSecret } from '../notify/webhooks/sign.ts';
import { changeWebhook, insertWebhook, readWebhooks, refusedUrl, removeWebhook } from '../notify/webhooks/store-webhook.ts';
import type { Webhook as Stored } from '../notify/webhooks/store-webhook.ts';
import type { Tx } from '../platform/database.ts';
import type { Json } from '../journal/journal.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { actorOf, companyOf } from './access.ts';
import { idOf, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery, listOf } from './contract.ts';
import { NewWebhook, Replayed, Webhook, WebhookBody, WebhookChangeBody, WebhookDelivery, WebhookDeliveryListQuery, Webhooks } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = 'webhook-deliveries:-at';

export function webhookRoutes(api: Api, options: AdminApiOptions): void {
  readingRoutes(api);
  writingRoutes(api, options);
  replayRoutes(api, options);
}

function readingRoutes(api: Api): void {
  api.get(
    '/webhooks',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'All of the company', querystring: CompanyQuery, response: { 200: Webhooks, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => ({ items: (await readWebhooks(tx, companyOf(request).id, null)).map(viewOf) })),
  );
  api.get(
    '/webhooks/:id/deliveries',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Messages to one, the latest first; state=dead: those that were given up', params: ById, querystring: WebhookDeliveryListQuery, response: { 200: listOf(WebhookDelivery), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const webhookId = idOf(request, 'webhook');
      const { state = null, limit, cursor } = request.query;
      const after = placeIn(SORT, 1, cursor);
      return await inScope(request, async (tx) => {
        await webhookNow(tx, request, webhookId);
        return pageBody(SORT, await listWebhookDeliveries(tx, { companyId: companyOf(request).id, webhookId, state, limit, after }));
      });
    },
  );
}

function writingRoutes(api: Api, { world, notify }: AdminApiOptions): void {
  api.post(
    '/webhooks',
    { config: { needs: 'manage_company', answersSecret: true }, schema: { tags: ['webhooks'], summary: 'Makes one; its secret is shown this once', querystring: CompanyQuery, body: WebhookBody, response: { 201: NewWebhook, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { url, events, active, include_person: includePerson } = request.body;
      assertReachable(url, notify.allowPrivate);
      const id = world.ids.next();
      const secret = newWebhookSecret(world.random);
      const made = await inScope(request, async (tx) => {
        await insertWebhook(tx, { companyId: companyOf(request).id, id, at: world.clock.now(), secrets: notify.secrets, secret }, { url, events, active, includePerson });
        const webhook = await webhookNow(tx, request, id);
        await noted(tx, request, { at: world.clock.now(), what: 'create', id, detail: { events, include_person: includePerson } });
        return webhook;
      });
      return await reply.code(201).send({ ...made, secret });
    },
  );
  api.patch(
    '/webhooks/:id',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Changes what is named', params: ById, querystring: CompanyQuery, body: WebhookChangeBody, response: { 200: Webhook, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = idOf(request, 'webhook');
      const { include_person: includePerson, ...rest } = request.body;
      if (rest.url !== undefined) assertReachable(rest.url, notify.allowPrivate);
      return await inScope(request, async (tx) => {
        await changeWebhook(tx, { companyId: companyOf(request).id, id, at: world.clock.now() }, { ...rest, includePerson });
        const webhook = await webhookNow(tx, request, id);
        await noted(tx, request, { at: world.clock.now(), what: 'change', id, detail: { changed: Object.keys(request.body), include_person: webhook.include_person } });
        return webhook;
      });
    },
  );
  api.delete(
    '/webhooks/:id',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Removes one, its messages included', params: ById, querystring: CompanyQuery, response: { 200: Webhook, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = idOf(request, 'webhook');
      return await inScope(request, async (tx) => {
        const gone = await webhookNow(tx, request, id);
        await removeWebhook(tx, companyOf(request).id, id);
        await noted(tx, request, { at: world.clock.now(), what: 'remove', id, detail: {} });
        return gone;
      });
    },
  );
}

function replayRoutes(api: Api, { world }: AdminApiOptions): void {
  const replay = async (request: FastifyRequest, of: { webhookId: string; id: string | null }) => await inScope(request, async (tx) => {
    await webhookNow(tx, request, of.webhookId);
    return { replayed: await replayWebhook(tx, { companyId: companyOf(request).id, ...of, at: world.clock.now() }) };
  });
  api.post(
    '/webhooks/:id/replay',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Sends everything again that was given up', params: ById, querystring: CompanyQuery, response: { 200: Replayed, ...PROBLEM_RESPONSES } } },
    async (request) => await replay(request, { webhookId: idOf(request, 'webhook'), id: null }),
  );
  api.post(
    '/webhooks/:id/deliveries/:delivery/replay',
    { config: { needs: 'manage_company' }, schema: { tags: ['webhooks'], summary: 'Sends one message again, under the same webhook-id', params: ById.extend({ delivery: ById.shape.id }), querystring: CompanyQuery, response: { 200: Replayed, ...PROBLEM_RESPONSES } } },
    async (request) => {
      if (!isUuid(request.params.delivery)) throw new Problem('NOT_FOUND', 'There is no such message.');
      return await replay(request, { webhookId: idOf(request, 'webhook'), id: request.params.delivery });
    },
  );
}

/** Where a company's data goes is something that somebody may ask for later. */
async function noted(tx: Tx, request: FastifyRequest, { at, what, id, detail }: { at: number; what: 'create' | 'change' | 'remove'; id: string; detail: Readonly<Record<string, Json>> }): Promise<void> {
  await appendAudit(tx, companyOf(request).id, { at, actor: actorText(actorOf(request)), action: `webhook.${what}`, subject: { kind: 'webhook', id }, detail });
}

function assertReachable(url: string, allowPrivate: boolean): void {
  const wrong = refusedUrl(url, allowPrivate);
  if (wrong !== null) throw new Problem('REQUEST_INVALID', `url: ${wrong}`);
}

export async function webhookNow(tx: Tx, request: FastifyRequest, id: string) {
  const [found] = await readWebhooks(tx, companyOf(request).id, id);
  if (found === undefined) throw new Problem('NOT_FOUND', 'There is no such webhook.');
  return viewOf(found);
}

function viewOf({ includePerson, createdAt, updatedAt, events, ...rest }: Stored) {
  return { ...rest, events: [...events], include_person: includePerson, created_at: iso(createdAt), updated_at: iso(updatedAt) };
}
