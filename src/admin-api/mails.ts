// Mails as they would be sent, with people that do not exist: their words as data, and the page that a mail program shows.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAIL_TEXT_KINDS } from '../companies/mail-texts.ts';
import type { MailTexts, OwnTextPart } from '../companies/mail-texts.ts';
import type { Letter } from '../notify/letter.ts';
import { valuesFor, withOwnWords } from '../notify/own-words.ts';
import { htmlOf } from '../notify/mail/html.ts';
import { textOf } from '../notify/mail/text.ts';
import { readEmployers } from '../notify/read-company.ts';
import { SAMPLE_READER, sampleLetter } from '../notify/sample-letter.ts';
import { must } from '../platform/assert.ts';
import { problemsOf, readText } from '../settings/change-mail-texts.ts';
import type { PlacedProblem } from '../settings/change-mail-texts.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { MailKind, MailPreview, MailPreviewQuery } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

/** A mail carries its styles with it. Nothing else of it may do anything, and only a page of ours may show it in a frame. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** `all`: shown by the most frequent one. */
const params = z.object({ kind: z.enum([...MailKind.options, 'all']) });

export function mailRoutes(api: Api, options: AdminApiOptions): void {
  api.get(
    '/mails/:kind/preview',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'What a mail of this kind looks like, with people that do not exist', params, querystring: MailPreviewQuery, response: { 200: MailPreview, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { letter, problems } = await sampleFor(request, options, { ...request.params, ...request.query });
      return { subject: letter.subject, preview: letter.preview, text: textOf(letter), html: htmlOf(letter), problems };
    },
  );
  api.get(
    '/mails/:kind/preview.html',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['notifications'], summary: 'The same as a page of its own, to be shown in a frame', params, querystring: MailPreviewQuery,
        response: { 200: { description: 'The HTML part of the mail', content: { 'text/html': { schema: z.string() } } }, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      const { letter } = await sampleFor(request, options, { ...request.params, ...request.query });
      reply.type('text/html; charset=utf-8').headers({ 'content-security-policy': MAIL_POLICY, 'x-frame-options': 'SAMEORIGIN' });
      // links lead nowhere: a new window is what a sandboxed frame may not open
      return await reply.send(Buffer.from(htmlOf(letter).replace('<head>', '<head><base target="_blank">')) as unknown as string);
    },
  );
}

interface Wanted extends Omit<z.output<typeof MailPreviewQuery>, 'company'> {
  readonly kind: z.output<typeof params>['kind'];
}

interface Sample {
  readonly letter: Letter;
  readonly problems: PlacedProblem[];
}

async function sampleFor(request: FastifyRequest, { world, notify }: Pick<AdminApiOptions, 'world' | 'notify'>, wanted: Wanted): Promise<Sample> {
  const { id } = companyOf(request);
  const company = must((await inScope(request, async (tx) => await readEmployers(tx, [id]))).get(id), 'the company that was asked for');
  const { kind, locale = company.locale, neutral = company.policy.neutral } = wanted;
  const around = { company: { name: company.name, slug: company.slug, timeZone: company.timeZone, neutral }, locale, baseUrl: notify.baseUrl(), now: world.clock.now() };
  const { texts, problems } = textsFor(company.policy.mailTexts, { ...wanted, locale });
  const { letter, about } = sampleLetter(kind === 'all' ? 'assigned' : kind, around);
  return { letter: withOwnWords(letter, kind, { texts, values: valuesFor(around, { about, name: kind === 'invitation' ? null : SAMPLE_READER }) }), problems };
}

/** As stored, or with a draft in its place, of which what could not be saved is left out. */
function textsFor(stored: MailTexts, { kind, locale, draft, opening, closing }: Wanted & { readonly locale: 'de' | 'en' }): { readonly texts: MailTexts; readonly problems: PlacedProblem[] } {
  const own = MAIL_TEXT_KINDS.find((one) => one === kind);
  if (!draft || own === undefined) return { texts: stored, problems: [] };
  const text = readText({ opening, closing });
  const problems = problemsOf(text, { kind: own, locale });
  const isFine = (part: OwnTextPart): boolean => problems.every(({ place }) => !place.endsWith(`.${part}`));
  const shown = { ...(isFine('opening') ? { opening: text.opening } : {}), ...(isFine('closing') ? { closing: text.closing } : {}) };
  return { texts: { ...stored, [own]: { ...stored[own], [locale]: shown } }, problems };
}
