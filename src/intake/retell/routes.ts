// The HTTP surface towards Retell: verified raw bytes in, one flat JSON out.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answerFunction } from '../edge.ts';
import { noteHeard } from '../note-heard.ts';
import { takeEvent } from '../take-event.ts';
import { answerInbound } from '../take-inbound.ts';
import { ask } from '../ask.ts';
import type { Intake } from '../turn.ts';
import { sentencesFor } from '../../language/speak/sentences.ts';
import { readBody, readEnvelope } from './envelope.ts';
import { verifySignature } from './verify-signature.ts';

/** A transcript of an hour is about 200 kB; twice a margin. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;
/** An event carries the conversation three times, twice with the timing of every word: some 4 MB for an hour. */
const EVENT_BYTES_MAX = 8 * 1024 * 1024;
/** Forgeries per address and minute before they are answered 429 and no longer logged. */
const REJECTIONS_MAX = 120;

export interface RetellRoutesOptions {
  readonly intake: Intake;
  /** False while a connection that is not known may still exist: nothing is loaded yet, or the database is away and the snapshot may be behind. */
  readonly ready?: () => boolean;
}

export const retellRoutes: FastifyPluginAsync<RetellRoutesOptions> = async (app, { intake, ready = () => true }) => {
  // Raw bytes only: a body that was parsed and written again has another signature.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => done(null, body));
  // The signature says who speaks. A header that is no media type would be refused with 415 before it is looked at, and
  // the agent would hear nothing.
  app.addHook('onRequest', async (request) => void (request.raw.headers['content-type'] = 'application/json'));
  const rejections = rejectionCounter(intake);

  app.post<{ Params: { connection: string } }>('/hooks/retell/:connection/functions', async (request, reply) => {
    const connection = authentic(request, reply);
    if (connection === null) return reply;
    const body = readBody(bytes(request));
    if (body === null) {
      intake.world.log.warn({ event: 'function.unreadable', connection: connection.name, bytes: bytes(request).length }, 'an authentic request was no JSON');
      return await reply.code(200).send(ask('error', sentencesFor('de').notUnderstood()));
    }
    const answered = await answerFunction(intake, connection, readEnvelope(body));
    void noteHeard(intake, connection, body);
    return await reply.code(answered.status).send(answered.answer);
  });

  app.post<{ Params: { connection: string } }>('/hooks/retell/:connection/webhook', { bodyLimit: EVENT_BYTES_MAX }, async (request, reply) => {
    const connection = authentic(request, reply);
    if (connection === null) return reply;
    const body = readBody(bytes(request));
    if (body === null) {
      // Sent again it would be the same; there is nothing to be had from it.
      intake.world.log.warn({ event: 'event.unreadable', connection: connection.name, bytes: bytes(request).length }, 'an authentic event was no JSON');
      return await reply.code(204).send();
    }
    const taken = await takeEvent(intake, connection, body);
    return await reply.code(taken === 'stored' ? 204 : 503).send();
  });

  app.post<{ Params: { connection: string } }>('/hooks/retell/:connection/inbound', async (request, reply) => {
    const connection = authentic(request, reply);
    if (connection === null) return reply;
    return await reply.code(200).send(await answerInbound(intake, connection, readBody(bytes(request))));
  });

  function authentic(request: FastifyRequest<{ Params: { connection: string } }>, reply: FastifyReply) {
    const connection = intake.directory.connection(request.params.connection);
    const header = request.headers['x-retell-signature'];
    const signature = typeof header === 'string' ? header : undefined;
    // Before any limit: all companies' calls come from Retell's one address, and a stranger's agent there, or one
    // salon with an old key, must not make them unheard.
    if (connection !== null && verifySignature({ rawBody: bytes(request), signature }, connection.apiKeys, intake.world.clock.now())) return connection;
    if (rejections.tooMany(request.ip)) return refuse(reply, 429, 'TOO_MANY_REQUESTS');
    rejections.count(request.ip);
    // Said to be unknown, the platform would give up; it is only not known yet.
    if (connection === null && !ready()) return refuse(reply, 503, 'COMPANIES_NOT_LOADED');
    if (connection === null) return refuse(reply, 404, 'UNKNOWN_CONNECTION');
    intake.world.log.warn({ event: 'signature.refused', connection: connection.name, ip: request.ip, signed: signature !== undefined }, 'a request with a bad or missing signature was refused');
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

/** Per address and minute, forgotten with the minute. Authentic requests never count: Retell's addresses are shared by all companies. */
function rejectionCounter(intake: Intake) {
  let minute = -1;
  let counts = new Map<string, number>();
  const current = () => {
    const now = Math.floor(intake.world.clock.monotonic() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    return counts;
  };
  return {
    tooMany: (ip: string) => (current().get(ip) ?? 0) >= REJECTIONS_MAX,
    count: (ip: string) => void current().set(ip, (current().get(ip) ?? 0) + 1),
  };
}
