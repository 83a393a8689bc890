// A company's webhooks: where to, under which secret, for which events.
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { mayBePublic } from '../../platform/public-address.ts';
import type { SecretContext, Secrets } from '../../platform/secrets.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { WebhookEvent } from '../../outbox/webhook-events.ts';

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly active: boolean;
  readonly includePerson: boolean;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Messages that were given up and wait for a replay. */
  readonly dead: number;
}

export type WebhookDraft = Pick<Webhook, 'url' | 'events' | 'active' | 'includePerson'>;

export function secretContext(companyId: string, webhookId: string): SecretContext {
  return { owner: companyId, field: `webhook ${webhookId}` };
}

/** null: fine; otherwise why not. Where a name leads is looked at when something is sent, each time. */
export function refusedUrl(text: string, allowPrivate: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'is not an https address';
  if (url.username !== '' || url.password !== '') return 'must not contain user or password: they would end up in logs';
  if (allowPrivate) return null;
  if (url.protocol !== 'https:') return 'has to begin with https://';
  return mayBePublic(url) ? null : 'leads to an address that is not on the internet; FANGNETZ_WEBHOOK_ALLOW_PRIVATE allows that';
}

export async function insertWebhook(tx: Tx, of: { companyId: string; id: string; at: EpochMs; secrets: Secrets; secret: string }, draft: WebhookDraft): Promise<void> {
  const sealed = of.secrets.seal(of.secret, secretContext(of.companyId, of.id));
  await tx.run(
    `insert into webhooks (company_id, id, url, secret_sealed, events, active, include_person, created_at, updated_at) values ($1, $2, $3, $4, $5::text[], $6, $7, $8, $8)`,
    [of.companyId, of.id, draft.url, sealed, draft.events, draft.active, draft.includePerson, iso(of.at)],
  );
}

/** False: there is none of that id. */
export async function changeWebhook(tx: Tx, of: { companyId: string; id: string; at: EpochMs }, change: { readonly [Name in keyof WebhookDraft]?: WebhookDraft[Name] | undefined }): Promise<boolean> {
  const { url = null, events = null, active = null, includePerson = null } = change;
  const changed = await tx.run(
    `update webhooks set url = coalesce($3, url), events = coalesce($4::text[], events), active = coalesce($5, active), include_person = coalesce($6, include_person), updated_at = $7
     where company_id = $1 and id = $2`,
    [of.companyId, of.id, url, events, active, includePerson, iso(of.at)],
  );
  // Nobody waits for these any more; they can be replayed when it is switched on again.
  if (active === false) {
    await tx.run(
      `update webhook_deliveries set state = 'dead', due_at = null, ended_at = $3, last_error = 'the webhook was switched off' where company_id = $1 and webhook_id = $2 and state = 'due'`,
      [of.companyId, of.id, iso(of.at)],
    );
  }
  return changed > 0;
}

export async function removeWebhook(tx: Tx, companyId: string, id: string): Promise<boolean> {
  return (await tx.run('delete from webhooks where company_id = $1 and id = $2', [companyId, id])) > 0;
}

/** `id` null: all of the company. */
export async function readWebhooks(tx: Tx, companyId: string, id: string | null): Promise<Webhook[]> {
  return await tx.rows<Webhook>(
    `select w.id, url, events, active, include_person as "includePerson", created_at as "createdAt", updated_at as "updatedAt",
       (select count(*) from webhook_deliveries d where d.company_id = w.company_id and d.webhook_id = w.id and d.state = 'dead') as dead
     from webhooks w where company_id = $1 and ($2::uuid is null or id = $2) order by created_at, id`,
    [companyId, id],
  );
}
