// Server-sent events: `event: callback`, `data: {"kind":"callback","id":"…"}`. Nothing is replayed; whoever comes back with a
// Last-Event-ID is told to ask again for everything (`event: resync`), which is right whatever was missed.
import { accessIn, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import type { ChangeHub } from './change-hub.ts';
import { CompanyQuery } from './contract.ts';

/** A browser that has not read this much is gone or asleep; it reconnects by itself when it wakes. */
const BACKLOG_MAX_BYTES = 256 * 1024;
const RECONNECT_MS = 3_000;
/** A quarter of an hour, at a beat every 15 seconds. */
const BEATS_MAX = 60;

export function eventRoutes(api: Api, hub: ChangeHub): void {
  api.get(
    '/events',
    { config: { needs: 'read' }, schema: { tags: ['events'], summary: 'Changes of this company, as server-sent events', querystring: CompanyQuery, produces: ['text/event-stream'], response: PROBLEM_RESPONSES } },
    (request, reply) => {
      const company = companyOf(request);
      const { branches, signedIn } = accessIn(request);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // nginx would hold events back until its buffer is full
        'x-accel-buffering': 'no',
      });
      let sequence = 0;
      let beats = 0;
      const write = (text: string): void => {
        if (raw.writableLength > BACKLOG_MAX_BYTES) raw.destroy();
        else raw.write(text);
      };
      write(`retry: ${RECONNECT_MS}\n\n`);
      if (request.headers['last-event-id'] !== undefined) write('event: resync\ndata: {}\n\n');
      const leave = hub.watch({
        companyId: company.id,
        branches,
        userId: signedIn?.account.id ?? null,
        change: ({ kind, id }) => {
          sequence += 1;
          write(`id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify({ kind, id })}\n\n`);
        },
        // A session may have ended meanwhile, here or elsewhere: now and then it is asked for anew.
        heartbeat: () => (beats++ < BEATS_MAX ? write(': still here\n\n') : raw.end()),
        end: () => raw.end(),
      });
      raw.once('close', leave);
      raw.once('error', leave);
    },
  );
}
