import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import { startBrowser } from '../../test/browser.ts';
import { testDatabase } from '../../test/pg.ts';

const browser = await startBrowser();

test('the API reference shows itself in a browser and asks no other server for anything', async () => {
  const { database } = await testDatabase();
  const { app } = await adminServer({ database, companies: [] });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  const asked: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()));
  await page.goto(`${address}/api/docs/#tag/ledger`); // straight there: what is far down is drawn only when it is looked at
  await page.getByText('the ledger that proves that no wish is lost').waitFor();
  await page.getByRole('heading', { name: 'ledger' }).waitFor();
  expect(await page.getByText(/Ask AI|Generate MCP|Developer Tools/).count()).toBe(0);
  expect(asked.filter((url) => !url.startsWith(address) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([]);
  expect(refused).toEqual([]);
  const directory = process.env['FANGNETZ_SCREENSHOTS'];
  if (directory !== undefined) await page.screenshot({ path: `${directory}/docs.png` });
});
