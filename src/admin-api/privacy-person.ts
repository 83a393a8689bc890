// What is stored of one person: handed out to him, or erased.
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorText } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { disclosureText, openDisclosure } from '../privacy/disclose.ts';
import { erasePerson, hasErased, previewErasure } from '../privacy/erase.ts';
import type { Erasing, Erasure as Report } from '../privacy/erase.ts';
import { identify } from '../privacy/identify.ts';
import type { Given } from '../privacy/identify.ts';
import { mentionedIn } from '../privacy/in-journal.ts';
import { listDeletions } from '../privacy/list-deletions.ts';
import type { Obstacle } from '../privacy/obstacles.ts';
import { patternsOf } from '../privacy/person.ts';
import type { Identifiers } from '../privacy/person.ts';
import { actorOf, companyOf } from './access.ts';
import { pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery, DeletionListQuery, DiscloseBody, Disclosure, EraseBody, Erasure, listOf, PlatformDeletion } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

type Options = Pick<AdminApiOptions, 'world' | 'settings' | 'unsettled' | 'forgetMails'>;

/** It looks through everything that is stored of the company. */
const BUDGET = { budgetMs: 60_000 };
const CONFIRMATIONS = new Set(['LÖSCHEN', 'DELETE']);
const DELETIONS = 'platform_deletions:-asked_at';

export function privacyPersonRoutes(api: Api, options: Options): void {
  discloseRoute(api, options);
  api.post(
    '/privacy/erase',
    { config: { needs: 'protect_data', answersSecret: true }, schema: { tags: ['privacy'], summary: 'Erases a person; the ledger keeps counting', querystring: CompanyQuery, body: EraseBody, response: { 200: Erasure, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { dry_run: dryRun, confirm, appointments } = request.body;
      if (!dryRun && !CONFIRMATIONS.has(confirm?.trim().normalize('NFC') ?? '')) throw new Problem('REQUEST_INVALID', 'confirm: has to be LÖSCHEN or DELETE, or send dry_run: true');
      return dryRun ? await preview(request, options) : await erase(request, options, new Set(appointments));
    },
  );
  api.get(
    '/privacy/deletions',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'Calls that the voice platform is asked to delete, and whether it did', querystring: DeletionListQuery, response: { 200: listOf(PlatformDeletion), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const { state, limit, cursor } = request.query;
      return pageBody(DELETIONS, await inScope(request, async (tx) => await listDeletions(tx, { companyId, state, limit, after: placeIn(DELETIONS, 1, cursor) })));
    },
  );
}

function discloseRoute(api: Api, { world, settings }: Options): void {
  api.post(
    '/privacy/export',
    { config: { needs: 'protect_data', answersSecret: true }, schema: { tags: ['privacy'], summary: 'Everything that is stored of a person, as JSON', querystring: CompanyQuery, body: DiscloseBody, response: { 200: Disclosure, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const disclosing = { companyId: companyOf(request).id, actor: actorText(actorOf(request)), now: world.clock.now(), ids: world.ids, secrets: settings.secrets };
      const { who, opened } = await inScope(request, async (tx) => {
        const who = await whoOf(tx, request, request.body);
        return { who, opened: await openDisclosure(tx, { ...disclosing, who }) };
      }, BUDGET);
      if (opened === null) throw nobody();
      const read = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => await inScope(request, work, BUDGET);
      reply.type('application/json; charset=utf-8').header('content-disposition', 'attachment; filename="auskunft.json"');
      return reply.send(Readable.from(disclosureText({ ...disclosing, who }, opened, read)));
    },
  );
}

async function preview(request: FastifyRequest, options: Options): Promise<z.input<typeof Erasure>> {
  return await inScope(request, async (tx) => {
    const erasing = await erasingOf(tx, request, options);
    const { erasure, obstacle } = await previewErasure(tx, erasing);
    const pending = journalled(options, erasing.who);
    const found = pending > 0 ? { why: 'journal', detail: IN_JOURNAL } : obstacle === null ? null : saidOf(obstacle);
    return { ...bodyOf(erasure), dry_run: true, run_id: null, obstacle: found };
  }, BUDGET);
}

async function erase(request: FastifyRequest, options: Options, confirmed: ReadonlySet<string>): Promise<z.input<typeof Erasure>> {
  const { erasing, erased, brokeOff = false } = await inScope(request, async (tx) => {
    const erasing = await erasingOf(tx, request, options);
    if (journalled(options, erasing.who) > 0) throw new Problem('ERASURE_BLOCKED', IN_JOURNAL, { why: 'journal' });
    const erased = await erasePerson(tx, erasing, confirmed);
    if (erased.kind === 'unknown') return { erasing, erased, brokeOff: await hasErased(tx, erasing.company.id) };
    if (erased.kind === 'appointments_unconfirmed') {
      throw new Problem('ERASURE_BLOCKED', 'Appointments are still to come: name each of them in `appointments`, and tell or cancel them at the calendar first.', { why: 'appointments', appointments: erased.appointments });
    }
    if (erased.kind !== 'erased') {
      const { why, detail } = saidOf(erased);
      throw new Problem('ERASURE_BLOCKED', detail, { why, ...(erased.kind === 'held' ? { holds: erased.holds } : {}) });
    }
    return { erasing, erased };
  }, BUDGET);
  // after the commit: a file that is gone does not come back where the database fails
  if (erased.kind === 'unknown') {
    // where one broke off behind the commit, who asks again finds nothing in the database, and the files are still there
    if (brokeOff) await options.forgetMails({ patterns: patternsOf(erasing.who), names: [] });
    throw nobody();
  }
  const mailFiles = await options.forgetMails({ patterns: patternsOf(erasing.who), names: erased.erasure.names });
  return { ...bodyOf({ ...erased.erasure, counts: { ...erased.erasure.counts, mail_files: mailFiles } }), dry_run: false, run_id: erased.runId, obstacle: null };
}

async function erasingOf(tx: Tx, request: FastifyRequest, { world, settings }: Options): Promise<Erasing> {
  const who = await whoOf(tx, request, request.body as Given);
  return { company: companyOf(request), who, actor: actorOf(request), now: world.clock.now(), ids: world.ids, secrets: settings.secrets };
}

async function whoOf(tx: Tx, request: FastifyRequest, given: Given): Promise<Identifiers> {
  const identified = await identify(tx, companyOf(request), given);
  if (identified.kind === 'known') return identified.who;
  throw identified.kind === 'no_customer' ? new Problem('NOT_FOUND', 'There is no such customer.') : new Problem('REQUEST_INVALID', identified.why);
}

const IN_JOURNAL = 'What was said in a call is still only in the journal of this server. Try again once it is drained, normally within seconds.';

function journalled({ unsettled }: Options, who: Identifiers): number {
  return mentionedIn(unsettled(), patternsOf(who));
}

const BUSY = {
  call: 'A call of this person is running, or has only just ended. Try again in a few minutes.',
  request: 'A request of this person’s call is being answered. Try again in a minute.',
  booking: 'A booking of this person is being looked for at the calendar. Try again once it is known whether it stands.',
} as const;

function saidOf(obstacle: Obstacle): { why: string; detail: string } {
  return obstacle.kind === 'busy' ? { why: obstacle.why, detail: BUSY[obstacle.why] } : { why: 'held', detail: 'It is held for a complaint or a claim. Let it go first, where the reason no longer stands.' };
}

function nobody(): Problem {
  return new Problem('NOT_FOUND', 'Nothing is stored under this number or address.');
}

function bodyOf({ counts, names, besides, appointments, remains }: Report) {
  return {
    counts: { ...counts }, names: [...names], besides: { numbers: [...besides.numbers], emails: [...besides.emails] }, appointments: [...appointments],
    remains: { calendar: [...remains.calendar], mails: remains.mails, mentions: [...remains.mentions] },
  };
}
