import { expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { deskUnderTest } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });
const MANY = 100_000;
/** What is closed is tallied when a transaction ends, in the same few rows, and each version of these is passed by the next: in one transaction it takes minutes. */
const AT_ONCE = 4_000;

/** Half of them open, due every minute from an hour ago on. All of one wish: that is quicker to write, and the list does not look at it. */
async function fillUp(): Promise<void> {
  const wish = await desk.rows.wish();
  for (let first = 1; first <= MANY; first += AT_ONCE) {
    await database.asMachine((tx) => tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, due_at, due_because, metadata, created_at, updated_at, customer_name, phone_number, error_type, completed_at, resolution)
       select $1, gen_random_uuid(), gen_random_uuid(), $3, case when n % 2 = 0 then 'pending' else 'completed' end, (array['normal', 'high', 'urgent'])[1 + n % 3], 'failsafe_callback',
         now() + (n - 60) * interval '1 minute', '24 h', '{"requested_time": "halb drei"}', now() - n * interval '1 minute', now(), 'Kundin ' || n, '+4930' || (10000000 + n),
         (array['api_error', 'exception', null])[1 + n % 3], case when n % 2 = 0 then null else now() end, case when n % 2 = 0 then null else 'answered' end
       from generate_series($2::int, $4::int) as n`,
      [desk.rows.companyId, first, wish, Math.min(MANY, first + AT_ONCE - 1)],
    ), { budgetMs: 60_000 });
  }
  await database.asMachine((tx) => tx.run('analyze callbacks'), { budgetMs: 60_000 });
}

test('100,000 callbacks are shown at once and scrolled through with some dozen rows in the page', { timeout: 480_000 }, async () => {
  await fillUp();
  const page = await desk.open('/callbacks?tab=all&sort=due_at', { expected: /status of 403/ });
  await page.getByText('Kundin 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: /Alle\s*100\.00\d/ }).waitFor();
  // through five hundred rows and more, however long a busy machine takes to fetch them
  const rows = await page.evaluate<number>(`(async () => {
    const scroller = document.querySelector('[data-wide]');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const last = () => Number(/Kundin (\\d+)/.exec(scroller.querySelector('li:last-of-type')?.innerText ?? '')?.[1] ?? 0);
    const end = performance.now() + 15_000;
    let rows = 0;
    for (let steps = 0; (steps < 250 && performance.now() < end) || last() <= 500; steps += 1) {
      scroller.scrollBy(0, 600);
      await frame(); await frame();
      rows = Math.max(rows, scroller.querySelectorAll('li').length);
    }
    return rows;
  })()`);
  expect(rows).toBeLessThan(80);
  // what cannot be fetched is said, and not asked for over and over
  let asked = 0;
  const more = /\/api\/v1\/callbacks\?.*cursor=/;
  await page.route(more, async (route) => {
    asked += 1;
    await route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' });
  });
  await page.evaluate(`document.querySelector('[data-wide]').scrollTo(0, 1e9)`);
  await page.getByText('Weitere Rückrufe ließen sich nicht laden.').waitFor();
  await page.waitForTimeout(500);
  expect(asked).toBe(1);
  await page.unroute(more);
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await page.getByText('Weitere Rückrufe ließen sich nicht laden.').waitFor({ state: 'detached' });
});
