import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { knowsAction } from '../admin/src/settings/use-audit-words.ts';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const DESK_EVENTS = /type DeskEvent =[^]*?;\n\n/u.exec(readFileSync(`${SOURCE}/callbacks/decide.ts`, 'utf8'))?.[0] ?? '';

test('whatever the program writes into the log has a word in the page', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  const texts = files.map((path) => readFileSync(`${SOURCE}/${path}`, 'utf8')).filter((text) => text.includes('appendAudit') || text.includes('SignInEvent'));
  const actions = new Set(texts.flatMap((text) => [...text.matchAll(/action: '([a-z_]+\.[a-z_]+)'|\| '([a-z]+\.[a-z_]+|signout)'/gu)].map(([, one, other]) => one ?? other!)));
  // made of a kind: each of its kinds, which stand in the same file, or where the kinds of events are decided
  for (const text of texts) {
    for (const [, group = '', kind = ''] of text.matchAll(/action: `([a-z_]+)\.\$\{(?:\w+\.)?(\w+)\}`/gu)) {
      const [, kinds] = new RegExp(`${kind}: ((?:'[a-z_]+'(?: \\| )?){2,})`, 'u').exec(text) ?? [];
      const named = kinds === undefined ? [...DESK_EVENTS.matchAll(/readonly kind: '([a-z_]+)'/gu)].map(([, one]) => one) : kinds.split(' | ').map((one) => one.slice(1, -1));
      for (const one of named) actions.add(`${group}.${one}`);
    }
  }
  expect(actions.size).toBeGreaterThan(45);
  expect([...actions]).toEqual(expect.arrayContaining(['webhook.remove', 'callback.undo', 'company.apply', 'signout']));
  expect([...actions].filter((action) => !knowsAction(action))).toEqual([]);
});
