import { expect, test } from 'vitest';
import { testDatabase } from './pg.ts';

test('says how to name the file when a test without a server asks for a database', async () => {
  await expect(testDatabase()).rejects.toThrow('name the file ….pg.test.ts (or .e2e.test.ts)');
});
