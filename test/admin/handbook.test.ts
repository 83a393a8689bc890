import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHandbook } from '../../admin/src/handbook/read-handbook.ts';
import { ROOT } from '../sources.ts';

const DOCS = join(ROOT, 'docs');

test('the whole handbook can be read: every section has a title of its own and something in it', () => {
  const { title, intro, sections } = readHandbook(readFileSync(join(DOCS, 'handbuch.md'), 'utf8'));
  expect([title, intro.length]).toEqual(['Handbuch', 1]);
  expect(sections.length).toBeGreaterThan(10);
  expect(new Set(sections.map((section) => section.title)).size).toBe(sections.length);
  expect(sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
});

test('shows every picture that lies in its folder, and none that does not', () => {
  const { sections } = readHandbook(readFileSync(join(DOCS, 'handbuch.md'), 'utf8'));
  const shown = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'picture' ? [`${block.name}.webp`] : [])));
  expect(shown.toSorted()).toEqual(readdirSync(join(DOCS, 'handbuch')).toSorted());
});

test('tells words of the page from its own, lists from texts, and a head from its rows', () => {
  const text = '# H\n\nHallo.\n\n## Eins\n\n1. Tippen Sie auf „Los“.\n2. Fertig.\n\n| a | b |\n|---|---|\n| „x …“ | y |\n\n![Bild](handbuch/ein-bild.webp)';
  expect(readHandbook(text)).toEqual({
    title: 'H',
    intro: [{ kind: 'text', spans: [{ kind: 'plain', text: 'Hallo.' }] }],
    sections: [{
      title: 'Eins',
      blocks: [
        { kind: 'list', ordered: true, items: [[{ kind: 'plain', text: 'Tippen Sie auf ' }, { kind: 'quoted', text: '„Los“' }, { kind: 'plain', text: '.' }], [{ kind: 'plain', text: 'Fertig.' }]] },
        { kind: 'table', head: ['a', 'b'], rows: [[[{ kind: 'quoted', text: '„x …“' }], [{ kind: 'plain', text: 'y' }]]] },
        { kind: 'picture', name: 'ein-bild', alt: 'Bild' },
      ],
    }],
  });
});

test.each(['**fett**', '[Link](x)', '`Code`', '| a | b |\n|---|---|\n| zu wenig |'])('what its page could not show is no handbook: %s', (text) => {
  expect(() => readHandbook(`# H\n\n## Eins\n\n${text}`)).toThrow();
});
