// A page with one message, for answers that have to work without the page that was built.
import type { FastifyReply } from 'fastify';
import type { Random } from '../../platform/world.ts';
import { contentPolicy } from '../security-headers.ts';

export interface Notice {
  readonly code: number;
  /** Both texts are ours; nothing from outside belongs here. */
  readonly title: string;
  readonly text: string;
  /** Looks again after a few seconds. */
  readonly reload?: boolean;
}

export async function sendNotice(reply: FastifyReply, random: Random, { code, title, text, reload = false }: Notice): Promise<FastifyReply> {
  const nonce = newNonce(random);
  reply.code(code).type('text/html; charset=utf-8').headers({ 'cache-control': 'no-store', 'content-security-policy': contentPolicy(nonce) });
  return await reply.send(`<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${reload ? '<meta http-equiv="refresh" content="3">\n' : ''}<title>${title} · Fangnetz</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: light-dark(#f6f8f7, #0e1212); color: light-dark(#161b1b, #e5eded); }
  main { max-width: 28rem; padding: 2rem; }
  h1 { font-size: 1.25rem; }
  a { color: light-dark(#0a625e, #74cac3); }
</style>
<main><h1>${title}</h1><p>${text}</p>${reload ? '' : '<p><a href="/">Zur Anmeldung</a></p>'}</main>
</html>
`);
}

export function newNonce(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url');
}
