// Around the actions: undo, the end of an escalation, and a callback that somebody takes down by hand.
import { createByHand } from '../callbacks/create-by-hand.ts';
import { resolveEscalation } from '../callbacks/resolve-by-hand.ts';
import { SETTLED_DAYS, undoLast, UNDO_MINUTES } from '../callbacks/undo.ts';
import { isUuid } from '../platform/uuid.ts';
import { z } from 'zod';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, Callback, CompanyQuery } from './contract.ts';
import { CreateBody, NoBody, ResolveBody } from './contract/desk-actions.ts';
import { ChangedCallback } from './contract/desk-answers.ts';
import { byHand } from './create-body.ts';
import { callbackIdOf, callbackNow, changedCallback, deskOf, undoNow } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function callbackToolRoutes(api: Api, options: AdminApiOptions): void {
  createRoute(api, options);
  undoRoute(api, options);
  resolveRoute(api, options);
}

function createRoute(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'A callback that somebody takes down by hand', querystring: CompanyQuery, body: CreateBody, response: { 201: Callback, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const desk = deskOf(request, world);
      const wanted = byHand(request.body, desk.company);
      const callback = await inScope(request, async (tx) => await callbackNow(tx, desk, await createByHand(tx, desk, wanted)));
      return await reply.code(201).header('location', `/api/v1/callbacks/${callback.id}`).send(callback);
    },
  );
}

const WHY_NOT = {
  nothing: 'There is nothing of yours to take back here.',
  already: 'You have taken your last action back already.',
  too_late: `The time for taking it back is over: ${UNDO_MINUTES} minutes, ${SETTLED_DAYS} days for what the machine settled.`,
  moved_on: 'Something has happened since your last action; taking it back would undo that too.',
} as const;

function undoRoute(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/undo',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: `Takes back your own last action, for ${UNDO_MINUTES} minutes, or what the machine settled for a deed of the customer, anybody for ${SETTLED_DAYS} days; each while nothing has happened since`, params: ById, querystring: CompanyQuery, body: NoBody, response: { 200: ChangedCallback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const undone = await undoLast(tx, desk, id);
        if (undone.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
        if (undone.kind === 'refused') throw new Problem('STATE_CONFLICT', WHY_NOT[undone.why], { state: undone.row.status, why: undone.why });
        const callback = await callbackNow(tx, desk, id);
        return { ...callback, undo: await undoNow(tx, desk, callback) };
      });
    },
  );
}

function resolveRoute(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/callbacks/:id/escalations/:escalation/resolve',
    { config: { needs: 'work' }, schema: { tags: ['callbacks'], summary: 'What it was brought before somebody for is dealt with', params: ById.extend({ escalation: z.string() }), querystring: CompanyQuery, body: ResolveBody, response: { 200: ChangedCallback, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const id = callbackIdOf(request);
      const { escalation: escalationId } = request.params;
      const desk = deskOf(request, world);
      return await inScope(request, async (tx) => {
        const { status } = await callbackNow(tx, desk, id);
        const resolving = { callbackId: id, escalationId, note: request.body?.note || null };
        const resolved = isUuid(escalationId) ? await resolveEscalation(tx, desk, resolving) : null;
        if (resolved === null) throw new Problem('NOT_FOUND', 'There is no such escalation of this callback.');
        if (resolved === 'resolved_before') throw new Problem('STATE_CONFLICT', 'It is dealt with already.', { state: status });
        return await changedCallback(tx, desk, { id, done: { kind: 'unchanged' } });
      });
    },
  );
}
