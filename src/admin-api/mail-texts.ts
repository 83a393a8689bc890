import { actorText } from '../companies/actor.ts';
import { MAIL_TEXT_KINDS, MAIL_TEXT_LIMITS, writtenPlaceholders } from '../companies/mail-texts.ts';
import type { MailTexts as StoredTexts } from '../companies/mail-texts.ts';
import { readEmployers } from '../notify/read-company.ts';
import { must } from '../platform/assert.ts';
import { changeMailTexts } from '../settings/change-mail-texts.ts';
import { actorOf, companyOf } from './access.ts';
import { problem as problemOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { MailTexts, MailTextsBody } from './contract/mail-texts.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { notChanged } from './settings.ts';

const PLACEHOLDERS = Object.fromEntries(MAIL_TEXT_KINDS.map((kind) => [kind, { de: [...writtenPlaceholders(kind, 'de')], en: [...writtenPlaceholders(kind, 'en')] }]));
const LIMITS = { opening: MAIL_TEXT_LIMITS.opening.characters, closing: MAIL_TEXT_LIMITS.closing.characters };

export function mailTextRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/mails/texts',
    { config: { needs: 'manage_company' }, schema: { tags: ['notifications'], summary: 'What the company adds to its mails', querystring: CompanyQuery, response: { 200: MailTexts, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = companyOf(request);
      const { policy } = must((await inScope(request, async (tx) => await readEmployers(tx, [id]))).get(id), 'the company that was asked for');
      return shown(policy.mailTexts);
    },
  );
  api.put(
    '/mails/texts',
    {
      config: { needs: 'manage_company' },
      schema: {
        tags: ['notifications'], summary: 'Changes the texts of the kinds and languages that are named', querystring: CompanyQuery, body: MailTextsBody,
        response: { 200: MailTexts, ...PROBLEM_RESPONSES, 422: problemOf('A place, the reason and the remedy, each; nothing was changed') },
      },
    },
    async (request) => {
      const by = { companyId: companyOf(request).id, actor: actorText(actorOf(request)), now: world.clock.now() };
      const change = await inScope(request, async (tx) => await changeMailTexts(tx, by, request.body.texts));
      if (change.kind === 'changed') return shown(change.texts);
      throw notChanged(change);
    },
  );
}

function shown(texts: StoredTexts) {
  return { texts, placeholders: PLACEHOLDERS as Record<(typeof MAIL_TEXT_KINDS)[number], { de: string[]; en: string[] }>, limits: LIMITS };
}
