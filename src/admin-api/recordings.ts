import { actorText } from '../companies/actor.ts';
import { openRecording } from '../calls/open-recording.ts';
import { actorOf, companyOf } from './access.ts';
import { idOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery, RecordingLink } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

export function recordingRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/calls/:id/recording',
    {
      config: { needs: 'transcripts' },
      schema: { tags: ['calls'], summary: 'Where the recording lies: as JSON, or for a browser that follows a link, there', params: ById, querystring: CompanyQuery, response: { 200: RecordingLink, ...PROBLEM_RESPONSES } },
    },
    async (request, reply) => {
      const asked = { callId: idOf(request, 'call'), actor: actorText(actorOf(request)), now: world.clock.now() };
      const opened = await inScope(request, async (tx) => await openRecording(tx, companyOf(request).id, asked));
      if (opened.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such call.');
      if (opened.kind === 'none') throw new Problem('NOT_FOUND', 'This call has no recording: none was made, the caller did not agree, or it was deleted.');
      const { url, consent } = opened;
      return /\btext\/html\b/i.test(request.headers.accept ?? '') ? reply.redirect(url, 302) : { url, consent };
    },
  );
}
