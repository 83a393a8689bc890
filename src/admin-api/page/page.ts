// The plain page: an HTML shell, one style sheet and one script in three files, read from disk once at start.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const FILES = [
  { name: 'index.html', url: '/', type: 'text/html; charset=utf-8' },
  { name: 'page.css', url: '/page/page.css', type: 'text/css; charset=utf-8' },
  { name: 'page.js', url: '/page/page.js', type: 'text/javascript; charset=utf-8' },
  { name: 'rows.js', url: '/page/rows.js', type: 'text/javascript; charset=utf-8' },
  { name: 'words.js', url: '/page/words.js', type: 'text/javascript; charset=utf-8' },
  { name: 'icon.svg', url: '/page/icon.svg', type: 'image/svg+xml' },
] as const;

export async function pageRoutes(app: FastifyInstance): Promise<void> {
  for (const { name, url, type } of FILES) {
    const content = await readFile(join(import.meta.dirname, name), 'utf8');
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      // asked again each time: after an update nobody works with the old script against the new API
      reply.headers({ etag, 'cache-control': 'no-cache' });
      if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
      return await reply.type(type).send(content);
    });
  }
}
