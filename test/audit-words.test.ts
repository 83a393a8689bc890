import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { knowsAction } from '../admin/src/settings/use-audit-words.ts';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

test('whatever the program writes into the log has a word in the page', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  const texts = files.map((path) => readFileSync(`${SOURCE}/${path}`, 'utf8')).filter((text) => text.includes('appendAudit') || text.includes('SignInEvent'));
  const actions = new Set(texts.flatMap((text) => [...text.matchAll(/action: '([a-z_]+\.[a-z_]+)'|\| '([a-z]+\.[a-z_]+|signout)'/gu)].map(([, one, other]) => one ?? other!)));
  expect(actions.size).toBeGreaterThan(30);
  expect([...actions].filter((action) => !knowsAction(action))).toEqual([]);
});
