// Cal.com tells what somebody changes in the calendar: entered there by us, or by hand with an address and a secret to copy.
import type { FastifyRequest } from 'fastify';
import { registerCalComWebhook } from '../calendar/register-webhook.ts';
import { actorText } from '../companies/actor.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { newWebhookSecret } from '../settings/new-webhook-secret.ts';
import { actorOf, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { companiesShown } from './companies-shown.ts';
import { CalendarWebhook, CalendarWebhookRegistered, CalendarWebhookSecret } from './contract/calendar-webhook.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';
import { notChanged } from './settings.ts';

export function calendarWebhookRoutes(api: Api, options: AdminApiOptions): void {
  api.get(
    '/settings/calendar-webhook',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'Where Cal.com sends its messages, and when the last one came', querystring: CompanyQuery, response: { 200: CalendarWebhook, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const last = await inScope(request, (tx) => tx.maybe<{ at: EpochMs | null }>('select max(received_at) as at from calendar_events where company_id = $1', [company.id]));
      return { address: addressOf(options, request), secret_stored: (company.calCom?.webhookSecret ?? null) !== null, last_message_at: last?.at == null ? null : iso(last.at) };
    },
  );
  api.post(
    '/settings/calendar-webhook',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'Has Cal.com send its messages here; it looks first whether it does already', querystring: CompanyQuery, response: { 200: CalendarWebhookRegistered, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const account = companyOf(request).calCom;
      const address = addressOf(options, request);
      if (account === null || account.apiKey === null) throw new Problem('CONNECTION_FAILED', 'This company has no account at Cal.com: connect it first.');
      if (address === null) throw new Problem('CONNECTION_FAILED', 'It is not known under which https address Cal.com reaches this server: set FANGNETZ_PUBLIC_URL.');
      // Stored before it is told: a message that is signed with one that nobody has kept would be refused for good.
      const secret = account.webhookSecret ?? (await secretMade(options, request));
      const registered = await registerCalComWebhook(options.world, account, { address, secret });
      if (registered.kind === 'done') return { outcome: 'done' as const, how: registered.value, detail: null };
      return { outcome: registered.kind, how: null, detail: registered.detail };
    },
  );
  api.post(
    '/settings/calendar-webhook/secret',
    { config: { needs: 'manage_company', answersSecret: true }, schema: { tags: ['settings'], summary: 'A new secret for a webhook that is entered by hand, shown this once', querystring: CompanyQuery, response: { 201: CalendarWebhookSecret, ...PROBLEM_RESPONSES } } },
    async (request, reply) => await reply.code(201).send({ secret: await secretMade(options, request) }),
  );
}

function addressOf({ publicUrl }: AdminApiOptions, request: FastifyRequest): string | null {
  return publicUrl?.startsWith('https:') === true ? `${publicUrl.replace(/\/+$/, '')}/hooks/cal.com/${encodeURIComponent(companyOf(request).slug)}` : null;
}

async function secretMade(options: AdminApiOptions, request: FastifyRequest): Promise<string> {
  const made = await newWebhookSecret({ ...options.settings, random: options.world.random }, { companyId: companyOf(request).id, actor: actorText(actorOf(request)) });
  if (made.kind === 'no_account') throw new Problem('CONNECTION_FAILED', 'This company has no account at Cal.com: connect it first.');
  if (made.kind !== 'stored') throw notChanged(made);
  await companiesShown(options);
  return made.secret;
}
