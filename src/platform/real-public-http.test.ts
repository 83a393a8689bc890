import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isPublicAddress, mayBePublic } from './public-address.ts';
import { publicHttp } from './real-public-http.ts';

const everywhere = (): boolean => true;

async function receiver(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const post = (url: string, more: object = {}) => ({ method: 'POST', url, headers: { 'content-type': 'text/plain' }, body: 'hallo', timeoutMs: 5000, ...more });

test.each([
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
  '::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fc00::1', 'fe80::1', 'ff02::1', '2001:db8::1', '2002:7f00:1::', 'fd00:ec2::254', 'localhost', '',
])('%s is not on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001:830::200e', '2606:4700::1111'])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['https://hooks.example.com/x', true], ['https://localhost/x', false], ['https://localhost./x', false], ['https://a.localhost/', false], ['https://postgres/', false], ['https://2130706433/', false],
  ['https://0x7f.1/', false], ['https://printer.local/', false], ['https://[::ffff:127.0.0.1]/', false], ['https://metadata.google.internal/', false],
])('%s may be on the internet: %s', (url, expected) => {
  expect(mayBePublic(new URL(url))).toBe(expected);
});

test('nothing reaches our own network: neither by its number nor by a name that leads there', async () => {
  let asked = 0;
  const port = await receiver((_request, response) => response.end(String(++asked)));
  expect(await publicHttp(post(`http://127.0.0.1:${port}/`))).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false, message: 'the address is not on the internet' } });
  expect(await publicHttp(post(`http://localhost:${port}/`))).toMatchObject({ ok: false, failure: { sent: false, message: 'the name leads to an address that is not on the internet' } });
  expect(asked).toBe(0);
});

test('goes to the address that was checked, with everything that was to be sent', async () => {
  const port = await receiver((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => response.writeHead(201, { 'x-seen': String(request.headers['content-type']) }).end(`${request.method} ${request.url} ${body}`));
  });
  const outcome = await publicHttp(post(`http://localhost:${port}/hook?a=1`), everywhere);
  expect(outcome).toMatchObject({ ok: true, reply: { status: 201, headers: { 'x-seen': 'text/plain' }, body: 'POST /hook?a=1 hallo' } });
  expect(await publicHttp(post(`http://localhost:${port}/`, { body: undefined, bytes: Buffer.from('bytes') }), everywhere)).toMatchObject({ ok: true, reply: { body: 'POST / bytes' } });
});

test('a redirect is an answer like any other', async () => {
  const port = await receiver((_request, response) => response.writeHead(302, { location: 'http://127.0.0.1/inside' }).end());
  expect(await publicHttp(post(`http://localhost:${port}/`), everywhere)).toMatchObject({ ok: true, reply: { status: 302 } });
});

test('an answer without end is read to its bound, and one that does not come is given up', async () => {
  const endless = await receiver((_request, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      response.once('drain', write);
    };
    write();
  });
  const outcome = await publicHttp(post(`http://localhost:${endless}/`), everywhere);
  expect(outcome.ok && outcome.reply.body.length).toBe(64 * 1024);
  const longer = await publicHttp(post(`http://localhost:${endless}/`), everywhere, 256 * 1024);
  expect(longer.ok && longer.reply.body.length).toBe(256 * 1024);
  const silent = await receiver(() => undefined);
  expect(await publicHttp(post(`http://localhost:${silent}/`, { timeoutMs: 100 }), everywhere)).toMatchObject({ ok: false, failure: { kind: 'timeout', sent: true } });
});

test('what cannot be asked is a failure and no exception', async () => {
  expect(await publicHttp(post('ftp://example.com/'))).toMatchObject({ ok: false, failure: { sent: false } });
  expect(await publicHttp(post('https://'))).toMatchObject({ ok: false, failure: { sent: false } });
  expect(await publicHttp(post('http://localhost:1/'), everywhere)).toMatchObject({ ok: false, failure: { kind: 'connection', sent: false } });
  expect(await publicHttp(post('http://localhost:1/', { headers: { 'x-bad': 'a\nb' } }), everywhere)).toMatchObject({ ok: false, failure: { sent: false } });
});
