// The page for staff, as `npm ci` or `npm start` built it into admin/dist. Every address that is nobody else's shows it: which page that
// is, the page itself decides. Hashed files are kept by browsers for good; the page itself is asked for anew, and gets a nonce each
// time, because what Mantine writes into it at run time needs one.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '../../platform/world.ts';
import { contentPolicy } from '../security-headers.ts';
import { newNonce, sendNotice } from './notice.ts';

const BUILT = join(import.meta.dirname, '..', '..', '..', 'admin', 'dist');
const YEAR_S = 31_536_000;

export async function pageRoutes(app: FastifyInstance, random: Random): Promise<void> {
  await app.register(fastifyStatic, { root: BUILT, serve: false, cacheControl: false, preCompressed: true });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const [path = '/'] = request.url.split('?');
    if (path.startsWith('/assets/')) return reply.header('cache-control', `public, max-age=${YEAR_S}, immutable`).sendFile(path.slice(1));
    // asked for again each time: after an update nobody works with the old worker or manifest
    if (extname(path) !== '' && !path.endsWith('.txt')) return reply.header('cache-control', 'no-cache').sendFile(path.slice(1));
    return isForPeople(request, path) ? await sendPage(reply, random) : reply.callNotFound();
  });
}

/** A program that asks for an address that is not there is told so; it would make nothing of a page. */
function isForPeople(request: FastifyRequest, path: string): boolean {
  return !/^\/(api|hooks)(\/|$)/.test(path) && (path === '/' || (request.headers.accept ?? '').includes('text/html'));
}

async function sendPage(reply: FastifyReply, random: Random): Promise<FastifyReply> {
  const page = await readFile(join(BUILT, 'index.html'), 'utf8').catch(() => null);
  // `npm start` is building it at this moment; where it cannot, its log says why
  if (page === null) {
    reply.header('retry-after', '5');
    return await sendNotice(reply, random, { code: 503, title: 'Die Oberfläche wird gerade gebaut', text: 'Das dauert beim ersten Start einige Sekunden; die Seite lädt sich dann von selbst. Anrufe werden schon angenommen.', reload: true });
  }
  const nonce = newNonce(random);
  return await reply.type('text/html; charset=utf-8').headers({ 'cache-control': 'no-cache', 'content-security-policy': contentPolicy(nonce) }).send(page.replaceAll('__NONCE__', nonce));
}
