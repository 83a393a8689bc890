// The HTTP surface towards Cal.com: verified raw bytes in, 204 once they are durable.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { countRejections } from '../platform/rejections.ts';
import type { Company } from '../companies/company.ts';
import { takeCalendarEvent, type CalendarIntake } from './take-event.ts';
import { isSigned } from './verify.ts';

/** A booking with both calendar files is some 20 kB. */
const BODY_BYTES_MAX = 512 * 1024;

export interface CalendarRoutesOptions {
  readonly intake: CalendarIntake;
}

export const calendarRoutes: FastifyPluginAsync<CalendarRoutesOptions> = async (app, { intake }) => {
  // Raw bytes only: a body that was parsed and written again has another signature.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => done(null, body));
  const rejections = countRejections(intake.world.clock);

  app.post<{ Params: { company: string } }>('/hooks/cal.com/:company', { bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    const company = authentic(request, reply);
    if (company === null) return reply;
    const taken = await takeCalendarEvent(intake, company, bytes(request));
    if (taken === 'refused') {
      refuse(reply, 503, 'NOTHING_DURABLE');
      return reply;
    }
    return await reply.code(204).send();
  });

  function authentic(request: FastifyRequest<{ Params: { company: string } }>, reply: FastifyReply): Company | null {
    const company = intake.directory.companyBySlug(request.params.company);
    const secret = company?.calCom?.webhookSecret ?? null;
    const header = request.headers['x-cal-signature-256'];
    const signature = typeof header === 'string' ? header : undefined;
    // Before any limit: all companies' events come from the same few addresses.
    if (company !== null && secret !== null && isSigned(bytes(request), signature, secret)) return company;
    if (rejections.tooMany(request.ip)) return refuse(reply, 429, 'TOO_MANY_REQUESTS');
    rejections.count(request.ip);
    if (company === null || secret === null) return refuse(reply, 404, 'UNKNOWN_CALENDAR');
    intake.world.log.warn({ event: 'signature.refused', company: company.slug, ip: request.ip, signed: signature !== undefined }, 'a calendar event with a bad or missing signature was refused');
    return refuse(reply, 401, 'SIGNATURE_INVALID');
  }
};

function bytes(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function refuse(reply: FastifyReply, status: number, code: string): null {
  void reply.code(status).type('application/problem+json').send({ type: 'about:blank', title: code, status, code });
  return null;
}
