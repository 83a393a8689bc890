// The bell. Everybody sees his own only.
import type { FastifyRequest } from 'fastify';
import { countUnread, listInApp, markRead } from '../notify/list-in-app.ts';
import type { InAppNotice } from '../notify/list-in-app.ts';
import { noticeLetter } from '../notify/notice-letter.ts';
import type { AboutCallback, Surroundings } from '../notify/notice-letter.ts';
import { readPreferences } from '../notify/preferences.ts';
import { readAbout } from '../notify/read-about.ts';
import { readEmployers } from '../notify/read-company.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { companyOf } from './access.ts';
import { mine } from './mine.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { NotificationList, NotificationListQuery, NotificationsReadBody, Unread } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

const SORT = 'notifications:-at';

export function notificationRoutes(api: Api, { world, notify }: AdminApiOptions): void {
  api.get(
    '/notifications',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'What I was told, the latest first', querystring: NotificationListQuery, response: { 200: NotificationList, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { companyId, persons } = asker(request);
      const { limit, cursor, unread: unreadOnly } = request.query;
      const after = placeIn(SORT, 1, cursor);
      return await inScope(request, async (tx) => {
        const page = await listInApp(tx, { companyId, persons, unreadOnly, limit, after });
        const around = await surroundings(tx, { companyId, person: persons[0], baseUrl: notify.baseUrl(), now: world.clock.now() });
        const about = await readAbout(tx, companyId, page.items.flatMap(({ callbackId }) => (callbackId === null ? [] : [callbackId])));
        const items = page.items.map((notice) => shown(notice, notice.callbackId === null ? null : (about.get(notice.callbackId) ?? null), around));
        return { ...pageBody(SORT, { items, next: page.next }), unread: await countUnread(tx, companyId, persons) };
      });
    },
  );
  api.post(
    '/notifications/read',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'I have seen these, or everything up to an instant', querystring: CompanyQuery, body: NotificationsReadBody, response: { 200: Unread, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { companyId, persons } = asker(request);
      const at = world.clock.now();
      const { ids = null, until } = request.body;
      return await inScope(request, async (tx) => {
        await markRead(tx, { companyId, persons, ids, until: momentIn('UTC', until) ?? at, at });
        return { unread: await countUnread(tx, companyId, persons) };
      });
    },
  );
}

interface Asking {
  readonly companyId: string;
  readonly persons: readonly [string, ...string[]];
}

function asker(request: FastifyRequest): Asking {
  return { companyId: companyOf(request).id, persons: mine(request) };
}

/** Behind the sign-in a customer may be named, whatever the company wants of its mails. */
async function surroundings(tx: Tx, of: { companyId: string; person: string; baseUrl: string; now: number }): Promise<Surroundings> {
  const { name, slug, timeZone, locale } = must((await readEmployers(tx, [of.companyId])).get(of.companyId), 'the company that was asked for');
  const own = (await readPreferences(tx, of.companyId, [of.person])).get(of.person)?.locale ?? locale;
  return { company: { name, slug, timeZone, neutral: false }, locale: own, baseUrl: of.baseUrl, now: of.now };
}

function shown({ id, kind, at, readAt, callbackId, facts }: InAppNotice, about: AboutCallback | null, around: Surroundings) {
  const letter = kind === 'digest' ? { subject: '', preview: '' } : noticeLetter({ kind, facts, about }, around);
  return { id, kind, title: letter.subject, text: letter.preview, at: iso(at), read_at: readAt === null ? null : iso(readAt), callback_id: callbackId, facts: { ...facts } };
}
