// What people do with a callback: one address per action, each answering with the callback as it then is.
import type { z } from 'zod';
import { changeCallback } from '../callbacks/change-callback.ts';
import type { DeskEvent } from '../callbacks/decide.ts';
import { claimCaller } from '../callbacks/claim.ts';
import { releaseClaim } from '../callbacks/release-claim.ts';
import { iso } from '../platform/iso.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, Callback, CompanyQuery } from './contract.ts';
import { AssignBody, CompleteBody, NoBody, ReasonBody } from './contract/desk-actions.ts';
import { callbackIdOf, callbackNow, deskOf, mustHaveChanged } from './desk.ts';
import type { PersonsDesk } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function callbackActionRoutes(api: Api, options: AdminApiOptions): void {
  claimRoutes(api, options);
  action(api, options, { name: 'assign', summary: 'Gives it to a member of staff, or to nobody', body: AssignBody, event: ({ staff }, desk) => assigned(staff, desk) });
  action(api, options, {
    name: 'complete', summary: 'It is done, with what came of it', body: CompleteBody,
    event: ({ resolution, notes, appointment_id: appointmentId }) => ({ kind: 'complete', resolution, notes: notes ?? null, appointmentId: appointmentId ?? null }),
  });
  action(api, options, { name: 'cancel', summary: 'Nobody will call, and why', body: ReasonBody, event: ({ reason }) => ({ kind: 'cancel', reason }) });
  action(api, options, { name: 'reopen', summary: 'It is not done after all', body: ReasonBody, event: ({ reason }) => ({ kind: 'reopen', reason }) });
}

interface Action<B extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly body: B;
  readonly event: (body: z.output<B>, desk: PersonsDesk) => DeskEvent;
}

function action<B extends z.ZodType>(api: Api, { world }: AdminApiOptions, { name, summary, body, event }: Action<B>): void {
  api.post(
    `/callbacks/:id/${name}`,
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary, params: ById, querystring: CompanyQuery, body, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request as { params: { id: string } });
      const desk = deskOf(request, world);
      const wanted = event(request.body as z.output<B>, desk);
      return await inScope(request, async (tx) => {
        mustHaveChanged(await changeCallback(tx, desk, { id, event: wanted }));
        return await callbackNow(tx, desk, id);
      });
    },
  );
}

function assigned(staff: string | null, desk: PersonsDesk): DeskEvent {
  if (staff === null) return { kind: 'unassign', why: 'by_hand' };
  const member = desk.company.staff.find(({ id, slug }) => id === staff || slug === staff);
  if (member === undefined) throw new Problem('REQUEST_INVALID', 'staff: no member of this company’s staff has this id or slug');
  return { kind: 'assign', staffId: member.id, why: 'by_hand' };
}

function claimRoutes(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/claim',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'I am on it: all open callbacks of this caller are mine for a while', params: ById, querystring: CompanyQuery, body: NoBody, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const claimed = await claimCaller(tx, desk, id);
        if (claimed.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        if (claimed.kind === 'refused') throw new Problem('STATE_CONFLICT', `The callback is ${claimed.status}; there is nothing to work on.`, { state: claimed.status });
        if (claimed.kind === 'taken') throw new Problem('CLAIMED', `${claimed.by} is on it.`, { state: (await callbackNow(tx, desk, id)).status, claimed_by_name: claimed.by, claim_until: iso(claimed.until) });
        return await callbackNow(tx, desk, id);
      });
    },
  );
  api.post(
    '/callbacks/:id/release',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'I am off it again; owners and managers may end a colleague’s claim too', params: ById, querystring: CompanyQuery, body: NoBody, response: { 200: Callback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const force = desk.actor.role === 'owner' || desk.actor.role === 'manager';
        const released = await releaseClaim(tx, desk, { callbackId: id, force });
        if (released.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        const { status } = await callbackNow(tx, desk, id);
        if (released.kind === 'not_yours') throw new Problem('CLAIMED', `${released.by} is on it.`, { state: status, claimed_by_name: released.by, claim_until: iso(released.until) });
        if (released.kind === 'unclaimed') throw new Problem('STATE_CONFLICT', 'Nobody is on it.', { state: status });
        return await callbackNow(tx, desk, id);
      });
    },
  );
}
