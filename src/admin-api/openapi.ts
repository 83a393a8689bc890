// The OpenAPI document, made of the very schemas that check requests and answers, and a page to browse it.
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Random } from '../platform/world.ts';

const DESCRIPTION = `Callbacks and what is done about them, the ledger that proves that no wish is lost, wishes, calls, appointments, customers, people and settings.

Send \`Authorization: Bearer fn_…\` (an API key belongs to one company and one role), or the cookie of a session; a change with a cookie has to come from this very site, as JSON. Errors are \`application/problem+json\` with a stable \`code\`.
Lists take \`limit\` and give \`next_cursor\`; a cursor belongs to its sort.`;

/** Has to come before the routes that it describes. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Fangnetz', version, description: DESCRIPTION },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'fn_…' },
          account: { type: 'apiKey', in: 'cookie', name: 'fangnetz.session_token', description: 'Of whoever signed in at /api/auth/sign-in/email; behind https with the prefix __Secure-' },
          session: { type: 'apiKey', in: 'cookie', name: 'fangnetz_session', description: 'Of whoever opened the sign-in link' },
        },
      },
      security: [{ key: [] }, { account: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

export async function openApiRoutes(app: FastifyInstance, random: Random): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  const nonce = Buffer.from(random.bytes(16)).toString('base64');
  // The reference is somebody else's program: it gets its own small script and this server to talk to, nothing else.
  const policy = [
    "default-src 'none'", `script-src 'self' 'nonce-${nonce}'`, "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "connect-src 'self'",
    "font-src 'self' data:", "worker-src 'self' blob:", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; ');
  await app.register(scalar, {
    routePrefix: '/api/docs',
    configuration: {
      pageTitle: 'Fangnetz API', url: '/api/openapi.json', nonce,
      // everything that would lead to, or send anything to, the maker's servers
      withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never', agent: { disabled: true }, mcp: { disabled: true },
    },
    hooks: {
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', policy);
        done();
      },
    },
  });
}
