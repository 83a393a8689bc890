import { htmlOf } from '../notify/mail/html.ts';
import { textOf } from '../notify/mail/text.ts';
import { readEmployers } from '../notify/read-company.ts';
import { sampleLetter } from '../notify/sample-letter.ts';
import { must } from '../platform/assert.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { MailKind, MailPreview, MailPreviewQuery } from './contract/notify.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { z } from 'zod';

export function mailRoutes(api: Api, { world, notify }: AdminApiOptions): void {
  api.get(
    '/mails/:kind/preview',
    { config: { needs: 'read' }, schema: { tags: ['notifications'], summary: 'What a mail of this kind looks like, with people that do not exist', params: z.object({ kind: MailKind }), querystring: MailPreviewQuery, response: { 200: MailPreview, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = companyOf(request);
      const company = must((await inScope(request, async (tx) => await readEmployers(tx, [id]))).get(id), 'the company that was asked for');
      const { locale = company.locale, neutral = company.policy.neutral } = request.query;
      const letter = sampleLetter(request.params.kind, { company: { name: company.name, slug: company.slug, timeZone: company.timeZone, neutral }, locale, baseUrl: notify.baseUrl(), now: world.clock.now() });
      return { subject: letter.subject, preview: letter.preview, text: textOf(letter), html: htmlOf(letter) };
    },
  );
}
