// Idempotency-Key: a write that is sent again happens once and gets the same answer, on whatever node and however often at
// the same time. A key that stands in no header costs nothing.
//
// The answer is kept after it was given; that a change was made is kept with the change (keepOutcome). Where a node dies
// between the two, the request that comes again runs once more, and each step that is done already only says what it came to.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sorted } from '../audit/entry-hash.ts';
import { actorText } from '../companies/actor.ts';
import type { Json } from '../journal/journal.ts';
import { messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';
import { giveKeyBack, keepAnswer, reserveKey } from './idempotency-rows.ts';
import type { Answer, KeyOf, Reserved } from './idempotency-rows.ts';
import { transact } from './in-scope.ts';
import { Problem } from './problem.ts';

/** Longer than an answer may take; a node that died holds its keys no longer. */
const LEASE_MS = 30_000;
/** As long waits who sends the same while the first is still at it. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 50;
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer holds something that is shown once: it is not kept. */
    answersSecret?: true;
  }
}

export function keepIdempotency(scope: FastifyInstance, world: Pick<World, 'clock' | 'ids' | 'log'>): void {
  scope.decorateRequest('once', null);
  scope.addHook('preHandler', async (request, reply) => {
    const of = keyOf(request);
    if (of === null) return;
    const token = world.ids.next();
    const reserved = await reserve(request, world, { ...of, token });
    if (reserved.kind === 'answered') return await repeat(reply, reserved.answer);
    const keepsValues = request.routeOptions.config.answersSecret !== true;
    if (!keepsValues && Object.keys(reserved.outcomes).length > 0) throw secretGone();
    request.once = { ...of, token, outcomes: reserved.outcomes, steps: 0, unfinished: false, keepsValues };
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    await conclude(request, reply, { payload, world });
    return payload;
  });
}

/** Throws Problem REQUEST_INVALID. null: nothing has to be kept. */
function keyOf(request: FastifyRequest): KeyOf | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined || READS.has(request.method) || request.access?.company == null) return null;
  const key = String(header).trim();
  if (!/^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(key)) throw new Problem('REQUEST_INVALID', 'Idempotency-Key: 1 to 255 printable characters, a new one for each thing that is to happen, for example a UUID');
  return { companyId: request.access.company.id, actor: actorText(request.access.actor), key };
}

/** Throws Problem IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS. */
async function reserve(request: FastifyRequest, { clock }: Pick<World, 'clock'>, of: KeyOf & { token: string }): Promise<Extract<Reserved, { kind: 'mine' | 'answered' }>> {
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${sorted((request.body ?? null) as Json)}`).digest('hex');
  const giveUpAt = clock.monotonic() + WAIT_MS;
  for (;;) {
    const now = clock.now();
    const reserved = await transact(request, (tx) => reserveKey(tx, { ...of, fingerprint, now, leaseUntil: now + LEASE_MS }));
    if (reserved.kind === 'other_request') throw new Problem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another request.');
    if (reserved.kind !== 'busy') return reserved;
    if (clock.monotonic() >= giveUpAt) throw new Problem('IDEMPOTENCY_IN_PROGRESS', 'The first request with this Idempotency-Key has not come to its answer yet.');
    await clock.sleep(LOOK_EVERY_MS);
  }
}

async function repeat(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  if (answer.body === null && answer.status !== 204) throw secretGone();
  reply.code(answer.status).header('idempotent-replayed', 'true');
  if (answer.contentType !== null) reply.header('content-type', answer.contentType);
  if (answer.location !== null) reply.header('location', answer.location);
  return await reply.send(answer.body ?? undefined);
}

function secretGone(): Problem {
  return new Problem('IDEMPOTENCY_ANSWER_SECRET', 'It was done; the answer held something that is shown once, and was not kept.');
}

async function conclude(request: FastifyRequest, reply: FastifyReply, { payload, world }: { payload: unknown; world: Pick<World, 'clock' | 'log'> }): Promise<void> {
  const { once } = request;
  if (once === null) return;
  request.once = null;
  try {
    const given = reply.statusCode;
    await transact(request, async (tx) => {
      // What failed on our side is not the answer to the request: it may be sent again.
      if (given >= 500 || once.unfinished) await giveKeyBack(tx, once, world.clock.now());
      else {
        // a refusal holds no secret, and must not come back as something that was done
        const isKept = (once.keepsValues || given >= 400) && typeof payload === 'string';
        await keepAnswer(tx, once, { status: given, contentType: header(reply, 'content-type'), location: header(reply, 'location'), body: isKept ? payload : null });
      }
    });
  } catch (error) {
    // The change is kept with its outcome; only whoever sends it again now waits until the lease has run out.
    world.log.warn({ event: 'idempotency.not_kept', error: messageOf(error) }, 'the answer to a write could not be kept under its key');
  }
}

function header(reply: FastifyReply, name: string): string | null {
  const value = reply.getHeader(name);
  return value === undefined ? null : String(value);
}
