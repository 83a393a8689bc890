// How somebody wants to be told, how the company wants it, and what became of what left the program.
import type { FastifyRequest } from 'fastify';
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import { writeNotificationChoice } from '../companies/notification-policy.ts';
import type { NotificationPolicy } from '../companies/notification-policy.ts';
import { readPhone } from '../companies/phone.ts';
import { KINDS } from '../notify/channels.ts';
import { listDeliveries } from '../notify/list-deliveries.ts';
import { channelsFor, NO_PREFERENCES, readPreferences, storePreferences } from '../notify/preferences.ts';
import { readEmployers } from '../notify/read-company.ts';
import type { Preferences } from '../notify/preferences.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { actorOf, companyOf } from './access.ts';
import { mine } from './mine.ts';
import { pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery, listOf } from './contract.ts';
import { CompanyNotifications, CompanyNotificationsBody, NotificationDelivery, NotificationDeliveryListQuery, NotificationPreferences, NotificationSettings } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = 'deliveries:-at';

export function notificationSettingsRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/notifications/preferences',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'How I am told', querystring: CompanyQuery, response: { 200: NotificationSettings, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => await settings(tx, request)),
  );
  api.put(
    '/notifications/preferences',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'Sets how I am told', querystring: CompanyQuery, body: NotificationPreferences, response: { 200: NotificationSettings, ...PROBLEM_RESPONSES } } },
    async (request) => await inScope(request, async (tx) => {
      await storePreferences(tx, { companyId: companyOf(request).id, person: mine(request)[0], at: world.clock.now() }, request.body);
      return await settings(tx, request);
    }),
  );
  companyRoutes(api, { world });
  deliveryRoutes(api);
}

function companyRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.put(
    '/notifications/company',
    { config: { needs: 'manage_company' }, schema: { tags: ['notifications'], summary: 'Sets how everybody of the company is told; changes what is named', querystring: CompanyQuery, body: CompanyNotificationsBody, response: { 200: CompanyNotifications, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id, region } = companyOf(request);
      const { neutral, quiet_hours: quietHours, escalation_phones: phones, digest: given } = request.body;
      const escalationPhones = phones?.map((raw) => mobile(raw, region));
      const digest = given === undefined ? undefined : { at: given.at, closedDays: given.closed_days };
      return await inScope(request, async (tx) => {
        const changed = await writeNotificationChoice(tx, id, { neutral, quietHours, escalationPhones, digest });
        const { policy } = must((await readEmployers(tx, [id])).get(id), 'the company that was asked for');
        if (changed) await appendAudit(tx, id, { at: world.clock.now(), actor: actorText(actorOf(request)), action: 'company.notifications', subject: { kind: 'company', id }, detail: { changed: Object.keys(request.body) } });
        return viewOf(policy);
      });
    },
  );
}

function mobile(raw: string, region: string | null): string {
  const { e164 } = readPhone(raw, region);
  if (e164 === null) throw new Problem('REQUEST_INVALID', 'escalation_phones: one is no telephone number');
  return e164;
}

function deliveryRoutes(api: Api): void {
  api.get(
    '/notifications/deliveries',
    { config: { needs: 'manage_company' }, schema: { tags: ['notifications'], summary: 'What left the program, and what did not, the latest first', querystring: NotificationDeliveryListQuery, response: { 200: listOf(NotificationDelivery), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { state = null, limit, cursor } = request.query;
      const after = placeIn(SORT, 1, cursor);
      return pageBody(SORT, await inScope(request, async (tx) => await listDeliveries(tx, { companyId: companyOf(request).id, state, limit, after })));
    },
  );
}

async function settings(tx: Tx, request: FastifyRequest) {
  const [companyId, person] = [companyOf(request).id, mine(request)[0]];
  const preferences = (await readPreferences(tx, companyId, [person])).get(person) ?? NO_PREFERENCES;
  const { policy } = must((await readEmployers(tx, [companyId])).get(companyId), 'the company that was asked for');
  const waysOf = (wanted: Preferences) => Object.fromEntries((Object.keys(KINDS) as NoticeKind[]).map((kind) => [kind, [...channelsFor(wanted, kind)]]));
  return { preferences, effective: waysOf(preferences), usual: waysOf(NO_PREFERENCES), company: viewOf(policy) };
}

function viewOf({ neutral, quietHours, escalationPhones, digest }: NotificationPolicy) {
  return { neutral, quiet_hours: quietHours === null ? null : ([...quietHours] as [string, string]), escalation_phones: [...escalationPhones], digest: { at: digest.at, closed_days: digest.closedDays } };
}
