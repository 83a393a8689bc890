// The reading side as one Fastify plugin: /api, the page, sign-in, health and metrics.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { assert, must } from '../platform/assert.ts';
import { acceptRoutes } from './accept-invitation.ts';
import { accessOf, companyOf, demand } from './access.ts';
import { createAllowance } from './allowance.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { analyticsRoutes } from './analytics.ts';
import type { Api } from './api.ts';
import { appointmentRoutes } from './appointments.ts';
import { auditRoutes } from './audit.ts';
import { createAttempts } from './attempts.ts';
import { bookingActionRoutes } from './booking-actions.ts';
import { bulkRoutes } from './bulk.ts';
import { authRoutes, setCookies } from './auth-routes.ts';
import { callbackActionRoutes } from './callback-actions.ts';
import { calendarEntriesListRoute } from './calendar-entries-list.ts';
import { calendarEntryRoutes } from './calendar-entries.ts';
import { calendarWebhookRoutes } from './calendar-webhook.ts';
import { calendarRoutes } from './calendar.ts';
import { callbacksCsvRoute } from './callbacks-csv.ts';
import { callbackProposalRoutes } from './callback-proposals.ts';
import { callbackRoutes } from './callbacks.ts';
import { callbackToolRoutes } from './callback-tools.ts';
import { callRoutes } from './calls.ts';
import { caseProposalRoutes } from './case-proposals.ts';
import { createChangeHub } from './change-hub.ts';
import type { ChangeHub } from './change-hub.ts';
import { customerRoutes } from './customers.ts';
import { connectionRoutes } from './connections.ts';
import { deskLoadRoutes } from './desk-load.ts';
import { companyDirectoryRoutes } from './company-directory.ts';
import { compressJson } from './compress-json.ts';
import { eventRoutes } from './events.ts';
import { keepIdempotency } from './idempotency.ts';
import { healthRoutes } from './health.ts';
import { invitationRoutes } from './invitations.ts';
import { ledgerRoutes } from './ledger.ts';
import { mailTextRoutes } from './mail-texts.ts';
import { mailRoutes } from './mails.ts';
import { newCompanyRoutes } from './new-company.ts';
import { notificationSettingsRoutes } from './notification-settings.ts';
import { notificationRoutes } from './notifications.ts';
import { describeRoutes, openApiRoutes } from './openapi.ts';
import type { AdminApiOptions } from './options.ts';
import { pageRoutes } from './page/page.ts';
import { privacyPersonRoutes } from './privacy-person.ts';
import { privacyRulesRoutes } from './privacy-rules.ts';
import { pushRoutes } from './push.ts';
import { pulseRoutes } from './pulse.ts';
import { memberRoutes } from './people.ts';
import { Problem, problemHandler, routeNotFound } from './problem.ts';
import { refuseForeign } from './same-origin.ts';
import { recordingRoutes } from './recordings.ts';
import { metricsRoutes } from './scrape.ts';
import { securityHeaders } from './security-headers.ts';
import { savedViewRoutes } from './saved-views.ts';
import { sessionRoutes } from './session.ts';
import { setupRoutes } from './setup.ts';
import { signInRoutes } from './sign-in-route.ts';
import { settingsRoutes } from './settings.ts';
import { testCallRoutes } from './test-calls.ts';
import { webhookTestRoute } from './webhook-test.ts';
import { webhookRoutes } from './webhooks.ts';
import { slotRoutes } from './slots.ts';
import { splitRoutes } from './split-callback.ts';
import { wishRoutes } from './wishes.ts';

/** Register without a prefix. Owns /api, /sign-in, /sign-out, /healthz, /readyz, /metrics and, as the page, every other address that nobody owns; its event streams end when the server closes. */
export async function adminApi(app: FastifyInstance, options: AdminApiOptions): Promise<void> {
  const { world, database, directory, signIns, secureCookies, verifyApiKey, people, publicUrl } = options;
  const attempts = createAttempts(world.clock);
  const hub = createChangeHub({ world, database });
  // before close, which waits until the open connections are done: a stream never is
  app.addHook('preClose', async () => hub.close());
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(problemHandler(world.log));
  app.addHook('onRequest', securityHeaders);
  // The page reckons deadlines against it: from the clock that they were made by, and as late as possible, for an answer that took its time.
  app.addHook('onSend', async (_request, reply) => void reply.header('date', new Date(world.clock.now()).toUTCString()));
  const allowance = createAllowance(world.clock, options.requestsPerMinute);
  app.addHook('onRequest', async (request) => {
    if (!isForApi(request)) return;
    if (!allowance.take(request.ip)) throw new Problem('TOO_MANY_REQUESTS', `More than ${options.requestsPerMinute} requests within a minute.`);
    refuseForeign(request, publicUrl);
  });
  app.decorateRequest('access', null);
  app.decorate('database', database);
  await describeRoutes(app, options.version);

  const api = app.withTypeProvider<ZodTypeProvider>();
  healthRoutes(api, options);
  metricsRoutes(app, options);
  signInRoutes(app, { signIns, attempts, secureCookies, people, random: world.random });
  await pageRoutes(app, world.random);
  await app.register(async (scope: FastifyInstance) => {
    // An undeclared route would be open to everybody who is signed in: the server does not start with one.
    scope.addHook('onRoute', (route) => assert(![undefined, 'nothing'].includes(route.config?.needs), `${String(route.method)} ${route.url} does not say what it needs`));
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const access = await accessOf({ directory, signIns, attempts, verifyApiKey, people }, request);
      request.access = access;
      if (access.signedIn !== null) setCookies(reply, access.signedIn);
      if (request.is404) return;
      const needs = must(request.routeOptions.config.needs, 'every route says what it needs');
      if (needs === 'signed_in' || needs === 'nothing') return;
      if (needs !== 'operator') companyOf(request); // what somebody may do depends on it
      demand(access, needs);
    });
    scope.addHook('onSend', compressJson);
    acceptEmptyJson(scope);
    keepIdempotency(scope, world);
    scope.setNotFoundHandler(routeNotFound);
    resources(scope.withTypeProvider<ZodTypeProvider>(), options, hub);
  }, { prefix: '/api/v1' });
  await app.register(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    authRoutes(scope.withTypeProvider<ZodTypeProvider>(), { people, attempts: createAttempts(world.clock) });
  }, { prefix: '/api/auth' });
  await app.register(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    acceptRoutes(scope.withTypeProvider<ZodTypeProvider>(), { people, directory, attempts: createAttempts(world.clock) });
  }, { prefix: '/api/v1' });
  await openApiRoutes(app, world.random);
}

/** The router decodes a path before it looks for its route: '/%61pi/…' is the API too. What has no route is judged by how it is spelled. */
function isForApi({ url, routeOptions }: FastifyRequest): boolean {
  return [url, routeOptions.url ?? ''].some((path) => path.startsWith('/api/'));
}

/** Many clients declare JSON on every POST, also where they have nothing to say (claim, release, undo). */
function acceptEmptyJson(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else parse(request, body as string, done);
  });
}

function resources(api: Api, options: AdminApiOptions, hub: ChangeHub): void {
  companyDirectoryRoutes(api);
  sessionRoutes(api, options);
  memberRoutes(api, options.people);
  invitationRoutes(api, options);
  apiKeyRoutes(api, options);
  callbackRoutes(api, options);
  savedViewRoutes(api, options);
  callbackActionRoutes(api, options);
  bookingActionRoutes(api, options);
  callbackToolRoutes(api, options);
  caseProposalRoutes(api, options);
  callbackProposalRoutes(api, options);
  bulkRoutes(api, options);
  callbacksCsvRoute(api, options);
  ledgerRoutes(api, options);
  wishRoutes(api, options);
  callRoutes(api, options);
  appointmentRoutes(api, options);
  customerRoutes(api, options);
  splitRoutes(api, options);
  slotRoutes(api, options);
  recordingRoutes(api, options);
  analyticsRoutes(api, options);
  auditRoutes(api);
  privacyRulesRoutes(api, options);
  pulseRoutes(api, options);
  newCompanyRoutes(api, options);
  privacyPersonRoutes(api, options);
  testCallRoutes(api, options);
  calendarRoutes(api, options);
  calendarEntriesListRoute(api, options);
  deskLoadRoutes(api, options);
  calendarEntryRoutes(api, options);
  settingsRoutes(api, options);
  connectionRoutes(api, options);
  calendarWebhookRoutes(api, options);
  setupRoutes(api, options);
  notificationRoutes(api, options);
  notificationSettingsRoutes(api, options);
  pushRoutes(api, options);
  webhookRoutes(api, options);
  webhookTestRoute(api, options);
  mailRoutes(api, options);
  mailTextRoutes(api, options);
  eventRoutes(api, hub);
  // else the page, which has every address that nobody owns, would be asked
  api.get('/*', { config: { needs: 'signed_in' }, schema: { hide: true } }, routeNotFound);
}
