// What is proposed to whoever works a callback: when to try again, until when to set it aside, and what to write in the end.
import { branchOf } from '../callbacks/branch-of.ts';
import { lastMessage } from '../callbacks/last-message.ts';
import { momentWords } from '../callbacks/moment-words.ts';
import { nextAttempt } from '../callbacks/record-attempt.ts';
import { snoozePresets } from '../callbacks/snooze-presets.ts';
import { isMobile, shownPhone } from '../companies/phone.ts';
import { readCustomer } from '../customers/list-customers.ts';
import { iso } from '../platform/iso.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { LastMessage, NextAttempt, NextAttemptQuery, SnoozeOptions } from './contract/desk-answers.ts';
import { callbackIdOf, callbackNow, deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

export function callbackProposalRoutes(api: Api, options: AdminApiOptions): void {
  timeRoutes(api, options);
  messageRoute(api, options);
}

function timeRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/callbacks/:id/next-attempt',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'When to try again if an attempt ended like that now', params: ById, querystring: NextAttemptQuery, response: { 200: NextAttempt, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      const { company, now } = desk;
      return await inScope(request, async (tx) => {
        const callback = await callbackNow(tx, desk, id);
        const { outcome } = request.query;
        const exhausted = outcome !== 'reached' && outcome !== 'call_later' && callback.attempts_count + 1 >= company.callbacks.maxAttempts;
        const next = await nextAttempt(tx, desk, { callbackId: callback.id, outcome });
        const known = { exhausted, do_not_call: next.doNotCall, voicemail_permission: next.voicemail };
        if (exhausted || next.proposal === null) return { next_attempt_at: null, words: null, part: null, because: [], ...known };
        const { at, part, because } = next.proposal;
        return { next_attempt_at: iso(at), words: momentWords(at, { now, timeZone: company.timeZone, locale: company.locale }), part, because: [...because], ...known };
      });
    },
  );
  api.get(
    '/callbacks/:id/snooze-options',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'Until when it could be set aside, in words and as moments', params: ById, querystring: CompanyQuery, response: { 200: SnoozeOptions, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      const { company, now } = desk;
      const { branch } = await inScope(request, async (tx) => await callbackNow(tx, desk, id));
      const presets = snoozePresets({ company, branch: branchOf(company, branch?.id ?? null), now });
      return { items: presets.map(({ key, words, until }) => ({ key, words, until: iso(until) })) };
    },
  );
}

function messageRoute(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/callbacks/:id/last-message',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'Drafts for somebody who could not be reached, to copy; they say nothing of what it is about, and nothing is sent', params: ById, querystring: CompanyQuery, response: { 200: LastMessage, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      const { company, now } = desk;
      return await inScope(request, async (tx) => {
        const callback = await callbackNow(tx, desk, id);
        const customer = callback.customer_id === null ? null : await readCustomer(tx, { companyId: company.id, id: callback.customer_id, now });
        const branch = branchOf(company, callback.branch?.id ?? null);
        const [number] = branch?.phoneNumbers ?? [];
        const to = {
          customerName: callback.customer_name, sender: company.name, number: number === undefined ? null : shownPhone(number),
          attempts: callback.attempts_count, voicemail: customer?.voicemail_permission ?? null,
        };
        const language = customer?.language ?? company.locale;
        const items = (language === 'de' ? (['de', 'en'] as const) : (['en', 'de'] as const)).map((one) => lastMessage(to, one));
        return {
          subject: items[0]!.subject, text: items[0]!.mail, language, items,
          email: callback.customer_email ?? customer?.email ?? null,
          sms_to: callback.phone_number !== null && isMobile(callback.phone_number) ? callback.phone_number : null,
          voicemail_permission: to.voicemail,
        };
      });
    },
  );
}
