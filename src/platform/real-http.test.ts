import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { httpWith, realHttp } from './real-http.ts';
import type { HttpRequest } from './world.ts';

const get = (url: string, given: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, timeoutMs: 3_000, ...given });

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('brings status, headers in lower case and body; a redirect is not followed', async () => {
  const port = await portOf(createHttp((request, reply) => {
    reply.writeHead(302, { 'X-Thing': 'yes', Location: '/elsewhere' });
    request.pipe(reply);
  }));
  const outcome = await realHttp(get(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'Grüß Gott' }));
  expect(outcome).toMatchObject({ ok: true, reply: { status: 302, headers: { 'x-thing': 'yes' }, body: 'Grüß Gott' } });
});

test('an entered address leads to the internet, or to a host that the installation names, and no redirect leads on from there', async () => {
  let asked = 0;
  const port = await portOf(createHttp((_request, reply) => reply.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end(String(++asked))));
  const entered = (host: string, hosts: readonly string[]) => httpWith(hosts)(get(`http://${host}:${port}/v2`, { reach: 'entered' }));
  for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]']) {
    expect(await entered(host, [`127.0.0.1:${port + 1}`, '169.254.169.254'])).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false, message: expect.stringMatching(/not on the internet; .*FANGNETZ_PRIVATE_HOSTS/) } });
  }
  expect(asked).toBe(0);
  for (const named of ['127.0.0.1', `127.0.0.1:${port}`]) expect(await entered('127.0.0.1', [named])).toMatchObject({ ok: true, reply: { status: 302 } });
  expect(asked).toBe(2);
  // what others may be told by webhook is not reached because a calendar is
  expect(await httpWith(['127.0.0.1'])(get(`http://127.0.0.1:${port}/`, { reach: 'public' }))).toMatchObject({ ok: false, failure: { sent: false } });
});

test('a refused connection was certainly not sent, by one address or by every address of a name', async () => {
  const server = createTcp();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await realHttp(get(`http://127.0.0.1:${port}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
  expect(await realHttp(get(`http://localhost:${port}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
});

test('silence is a time-out, and may have been worked on', async () => {
  const port = await portOf(createTcp(() => undefined));
  expect(await realHttp(get(`http://127.0.0.1:${port}/`, { timeoutMs: 60 }))).toMatchObject({ ok: false, failure: { kind: 'timeout', sent: true } });
});

test('a body that never ends is a time-out too, although its headers were there', async () => {
  const port = await portOf(createHttp((_request, reply) => {
    reply.writeHead(200, { 'content-length': '100' });
    reply.write('{"status":');
  }));
  expect(await realHttp(get(`http://127.0.0.1:${port}/`, { timeoutMs: 80 }))).toMatchObject({ ok: false, failure: { kind: 'timeout', sent: true } });
});

test('a connection that breaks inside the body, or before the answer, may have been worked on', async () => {
  const midBody = await portOf(createHttp((_request, reply) => {
    reply.writeHead(201, { 'content-length': '100' });
    reply.write('{"status":', () => reply.destroy());
  }));
  const unanswered = await portOf(createHttp((request) => request.socket.destroy()));
  expect(await realHttp(get(`http://127.0.0.1:${midBody}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: true } });
  expect(await realHttp(get(`http://127.0.0.1:${unanswered}/`, { method: 'POST', body: '{}' }))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: true } });
});

test('an answer that is no HTTP may have been worked on', async () => {
  const port = await portOf(createTcp((socket) => void socket.on('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n'))));
  expect(await realHttp(get(`http://127.0.0.1:${port}/`))).toMatchObject({ ok: false, failure: { sent: true } });
});

test.each([
  ['a URL without a host', get('http://')],
  ['words', get('not a url')],
  ['another protocol', get('ftp://127.0.0.1/')],
  ['a header that cannot be written', get('http://127.0.0.1:9/', { headers: { authorization: 'Bearer se\ncret' } })],
  ['a body where none is allowed', get('http://127.0.0.1:9/', { body: 'x' })],
  ['a host that does not exist', get('http://host.invalid/')],
])('certainly not sent: %s', async (_what, request) => {
  const outcome = await realHttp(request);
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
  expect(JSON.stringify(outcome)).not.toContain('cret');
});

test('a certificate that nobody vouches for, and a port without TLS, end before anything was sent', async () => {
  const { key, cert } = selfSigned();
  let asked = 0;
  const tls = await portOf(createHttps({ key, cert }, (_request, reply) => {
    asked += 1;
    reply.end();
  }));
  const plain = await portOf(createHttp((_request, reply) => {
    asked += 1;
    reply.end();
  }));
  expect(await realHttp(get(`https://127.0.0.1:${tls}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
  expect(await realHttp(get(`https://127.0.0.1:${plain}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
  expect(asked).toBe(0);
});

/** An X.509 certificate by hand (RFC 5280), because Node makes none and not every machine has openssl. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
    return Buffer.concat([Buffer.from([tag, ...size]), body]);
  };
  const [integer, oid, sequence, set] = [0x02, 0x06, 0x30, 0x31];
  const ecdsaWithSha256 = der(sequence, der(oid, Buffer.from('2a8648ce3d040302', 'hex')));
  const name = der(sequence, der(set, der(sequence, der(oid, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost')))));
  const valid = der(sequence, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const tbs = der(sequence, der(integer, Buffer.from([1])), ecdsaWithSha256, name, valid, name, publicKey.export({ type: 'spki', format: 'der' }));
  const cert = der(sequence, tbs, ecdsaWithSha256, der(0x03, Buffer.from([0]), sign('sha256', tbs, privateKey)));
  const pem = `-----BEGIN CERTIFICATE-----\n${cert.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem };
}
