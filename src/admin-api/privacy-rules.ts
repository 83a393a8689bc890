// For how long what is kept: the rules, what they would take today, what they took, and what is held back from them.
import type { FastifyRequest } from 'fastify';
import { actorNames } from '../companies/actor-names.ts';
import { actorText } from '../companies/actor.ts';
import { privacyPolicy, readPrivacyChoice } from '../companies/privacy-policy.ts';
import type { PrivacyChoice, PrivacyPolicy } from '../companies/privacy-policy.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { changeRules } from '../privacy/change-rules.ts';
import { placeHold, readHolds, releaseHold } from '../privacy/holds.ts';
import { listPrivacyRuns } from '../privacy/list-runs.ts';
import { previewRetention } from '../privacy/preview.ts';
import type { z } from 'zod';
import { actorOf, companyOf } from './access.ts';
import { pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery, HoldBody, HoldListQuery, listOf, Nothing, PrivacyHold, PrivacyListQuery, PrivacyRun, RetentionChoice, RetentionPreview, RetentionRules } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const RUNS = 'privacy_runs:-started_at';
const HOLDS = 'privacy_holds:-held_at';
/** It counts over everything that is kept. */
const PREVIEW_BUDGET = { budgetMs: 30_000 };

export function privacyRulesRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/privacy/retention',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'How long what is kept', querystring: CompanyQuery, response: { 200: RetentionRules, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = companyOf(request);
      const chosen = await inScope(request, async (tx) => await readPrivacyChoice(tx, id));
      return rulesOf(privacyPolicy(chosen), chosen);
    },
  );
  api.put(
    '/privacy/retention',
    { config: { needs: 'protect_data' }, schema: { tags: ['privacy'], summary: 'Changes the rules; the next night keeps to them', querystring: CompanyQuery, body: RetentionChoice, response: { 200: RetentionRules, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const chosen = choiceOf(request.body);
      return await inScope(request, async (tx) => rulesOf(await changeRules(tx, byOf(request, world), chosen), chosen));
    },
  );
  api.get(
    '/privacy/preview',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'What would be deleted today', querystring: CompanyQuery, response: { 200: RetentionPreview, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const now = world.clock.now();
      const { counts, held } = await inScope(request, async (tx) => await previewRetention(tx, { companyId: companyOf(request).id, policy: null, now }), PREVIEW_BUDGET);
      return { at: iso(now), counts: { ...counts }, held };
    },
  );
  api.post(
    '/privacy/preview',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'What would be deleted today under other rules, before they are chosen', querystring: CompanyQuery, body: RetentionChoice, response: { 200: RetentionPreview, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const now = world.clock.now();
      const policy = privacyPolicy(choiceOf(request.body));
      const { counts, held } = await inScope(request, async (tx) => await previewRetention(tx, { companyId: companyOf(request).id, policy, now }), PREVIEW_BUDGET);
      return { at: iso(now), counts: { ...counts }, held };
    },
  );
  runRoutes(api);
  holdRoutes(api, world);
}

function runRoutes(api: Api): void {
  api.get(
    '/privacy/runs',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'What was deleted or handed out, in counts; the newest first', querystring: PrivacyListQuery, response: { 200: listOf(PrivacyRun), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const { limit, cursor } = request.query;
      return await inScope(request, async (tx) => {
        const found = await listPrivacyRuns(tx, { companyId, limit, after: placeIn(RUNS, 1, cursor) });
        const names = await actorNames(tx, companyId, found.items.map(({ actor }) => actor));
        return pageBody(RUNS, { ...found, items: found.items.map((run) => ({ ...run, counts: { ...run.counts }, actor_name: names.get(run.actor) ?? null })) });
      });
    },
  );
}

function holdRoutes(api: Api, world: AdminApiOptions['world']): void {
  api.get(
    '/privacy/holds',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'What is kept for a complaint or a claim', querystring: HoldListQuery, response: { 200: listOf(PrivacyHold), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const { limit, cursor, subject = null } = request.query;
      return await inScope(request, async (tx) => {
        const found = await readHolds(tx, { companyId, id: null, subject, limit, after: placeIn(HOLDS, 1, cursor) });
        const names = await actorNames(tx, companyId, found.items.map(({ held_by: by }) => by));
        return pageBody(HOLDS, { ...found, items: found.items.map((hold) => ({ ...hold, held_by_name: names.get(hold.held_by) ?? null })) });
      });
    },
  );
  api.post(
    '/privacy/holds',
    { config: { needs: 'protect_data' }, schema: { tags: ['privacy'], summary: 'Keeps something, whatever its age', querystring: CompanyQuery, body: HoldBody, response: { 200: PrivacyHold, ...PROBLEM_RESPONSES } } },
    async (request) =>
      await inScope(request, async (tx) => {
        const hold = await placeHold(tx, byOf(request, world), request.body);
        if (hold === null) throw new Problem('NOT_FOUND', `There is no such ${request.body.subject.kind}.`);
        return { ...hold, held_by_name: actorOf(request).name };
      }),
  );
  api.delete(
    '/privacy/holds/:id',
    { config: { needs: 'protect_data' }, schema: { tags: ['privacy'], summary: 'Lets it go again', params: ById, querystring: CompanyQuery, response: { 204: Nothing, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { id } = request.params;
      const released = isUuid(id) && (await inScope(request, async (tx) => await releaseHold(tx, byOf(request, world), id)));
      if (!released) throw new Problem('NOT_FOUND', 'Nothing is held under this id.');
      return reply.code(204).send(null);
    },
  );
}

function byOf(request: FastifyRequest, world: AdminApiOptions['world']) {
  return { companyId: companyOf(request).id, actor: actorText(actorOf(request)), now: world.clock.now() };
}

function choiceOf(body: z.output<typeof RetentionChoice>): PrivacyChoice {
  const { practice, recordings_days: recordingsDays, transcripts_days: transcriptsDays, person_days: personDays, counts_months: countsMonths, audit_months: auditMonths } = body;
  const retention = Object.fromEntries(Object.entries({ recordingsDays, transcriptsDays, personDays, countsMonths, auditMonths }).filter(([, value]) => value !== undefined));
  return {
    ...(practice === undefined ? {} : { practice }),
    ...(Object.keys(retention).length === 0 ? {} : { retention }),
    ...(body.delete_at_voice_platform === undefined ? {} : { deleteAtVoicePlatform: body.delete_at_voice_platform }),
  };
}

function rulesOf({ practice, retention, deleteAtVoicePlatform }: PrivacyPolicy, chosen: PrivacyChoice): z.input<typeof RetentionRules> {
  const named = [...Object.keys(chosen.retention ?? {}), ...Object.keys(chosen).filter((key) => key !== 'retention')];
  return {
    practice,
    ...lengthsOf(retention),
    delete_at_voice_platform: deleteAtVoicePlatform,
    chosen: named.map((key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    usual: { company: lengthsOf(privacyPolicy({}).retention), practice: lengthsOf(privacyPolicy({ practice: true }).retention) },
  };
}

function lengthsOf({ recordingsDays, transcriptsDays, personDays, countsMonths, auditMonths }: PrivacyPolicy['retention']) {
  return { recordings_days: recordingsDays, transcripts_days: transcriptsDays, person_days: personDays, counts_months: countsMonths, audit_months: auditMonths };
}
