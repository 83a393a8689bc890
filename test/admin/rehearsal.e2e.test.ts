import { expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testDatabase } from '../pg.ts';
import { barriersOn } from './axe.ts';
import { deskUnderTest, DESKTOP, PHONE } from './desk-under-test.ts';

const { database } = await testDatabase();
const desk = await deskUnderTest({ browser: await startBrowser(), database });

test.each([['desktop', 'light', DESKTOP], ['phone', 'dark', PHONE]] as const)('the switchboard of a test call has no barrier on a %s in the %s scheme', async (_size, colorScheme, size) => {
  const page = await desk.open('/rehearsal', { ...size, colorScheme });
  await page.getByRole('heading', { name: 'Testanruf' }).waitFor();
  await page.getByRole('radio', { name: /Datenbank fällt aus/ }).check();
  expect(await barriersOn(page)).toEqual([]);
});
