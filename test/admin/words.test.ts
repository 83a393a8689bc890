import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allFiles, ROOT } from '../sources.ts';

type Words = { readonly [key: string]: string | Words };

const HERE = join(ROOT, 'admin', 'src', 'words');
const namespaces = readdirSync(join(HERE, 'de')).map((file) => file.replace('.ts', ''));

async function flat(language: 'de' | 'en', namespace: string): Promise<Map<string, string>> {
  const { words } = (await import(join(HERE, language, `${namespace}.ts`))) as { words: Words };
  const walk = (node: Words, path: string): [string, string][] => Object.entries(node).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : walk(value, `${path}${key}.`)));
  return new Map(walk(words, ''));
}

// A permission is set on one page and obeyed on two others. Where these understand it in another way, a patient’s concern is on a tape.
test.each([['de', /Betrieb/, /kein Anliegen|ohne Anliegen|das Anliegen nennen/], ['en', /company/, /not what it is about|nothing of what it is about|nor what it is about/]] as const)('%s: what may be said to a voicemail is the company’s name or not, on every page alike, and the concern never', async (language, name, concern) => {
  const at = async (namespace: string, key: string): Promise<string> => (await flat(language, namespace)).get(key) ?? '';
  for (const permission of ['no_name', 'may_identify']) {
    expect(await at('records', `voicemailValue.${permission}`)).toMatch(name);
    for (const text of [await at('callbacks', `case.voicemail.${permission}`), await at('acting', `outcome.voicemailHint.${permission}`)]) {
      expect(text).toMatch(name);
      expect(text).toMatch(concern);
    }
  }
  expect(await at('acting', 'outcome.voicemailHint.unknown')).toMatch(concern);
});

/** By name, or by a name of which a part varies (`status.${one}`), with or without its namespace before it. */
const asked = (() => {
  const page = allFiles().filter(({ path }) => path.startsWith('admin/src/') && !/\/words\/(de|en)\//.test(path)).map(({ text }) => text).join('\n');
  const whole = new Set(Array.from(page.matchAll(/['"`](?:\w+:)?([\w.-]+)['"`]/g), ([, key]) => key ?? ''));
  const forms = Array.from(page.matchAll(/`(?:\w+:)?([\w.-]*)\$\{[^{}]*\}([\w.-]*)`/g), ([, before = '', after = '']) => [before, after] as const);
  const made = forms.filter((form) => form.join('').length > 2).map(([before, after]) => new RegExp(`^${before.replaceAll('.', '\\.')}[\\w.-]+${after.replaceAll('.', '\\.')}$`));
  return { whole, made };
})();

test('there are texts to look at, and the same files in both languages', () => {
  expect(namespaces.length).toBeGreaterThan(1);
  expect(readdirSync(join(HERE, 'en')).toSorted()).toEqual(readdirSync(join(HERE, 'de')).toSorted());
});

describe.each(namespaces)('%s', (namespace) => {
  test('has the same keys in both languages, none of them empty, and the same places to fill in', async () => {
    const [german, english] = [await flat('de', namespace), await flat('en', namespace)];
    expect([...english.keys()].toSorted()).toEqual([...german.keys()].toSorted());
    const places = (text = ''): string[] => Array.from(text.matchAll(/\{\{(\w+)/g), ([, name]) => name ?? '').toSorted();
    for (const [key, text] of german) {
      expect(text.trim(), key).not.toBe('');
      expect(english.get(key)?.trim(), key).not.toBe('');
      expect(places(english.get(key)), key).toEqual(places(text));
    }
  });

  test('says what is counted in singular and plural', async () => {
    for (const language of ['de', 'en'] as const) {
      const words = await flat(language, namespace);
      const counted = [...words.keys()].filter((key) => /_(one|other)$/.test(key)).map((key) => key.replace(/_(one|other)$/, ''));
      for (const key of counted) expect([words.has(`${key}_one`), words.has(`${key}_other`)], key).toEqual([true, true]);
      // a text that counts and has no plural says „1 Versuche“
      const lonely = [...words].filter(([key, text]) => text.includes('{{count}}') && !/_(one|other)$/.test(key)).map(([key]) => key);
      expect(lonely.filter((key) => !SAME_FOR_ALL.has(key))).toEqual([]);
    }
  });

  /** Counted, but said the same for one and for many. */
  const SAME_FOR_ALL = new Set(['shell.badge', 'bulk.takeAll']);

  test('has no text that the page never asks for', async () => {
    const keys = [...(await flat('de', namespace)).keys()].map((key) => key.replace(/_(one|other)$/, '').replace(/\.\d+$/, ''));
    expect(keys.filter((key) => !asked.whole.has(key) && !asked.made.some((form) => form.test(key)))).toEqual([]);
  });

  test('speaks German in German: no word that only the makers use', async () => {
    const ENGLISH = /\b(callbacks?|dashboard|tickets?|tasks?|user|customer|appointment|booking|service|status: open|pending|assigned|completed|error|failed|retry|timeline|inbox|workflow|queue|team-lead|settings|delete|edit|save|cancel|submit|loading|loading…|feedback|update|updates|reset|preview|tool|tools|agent|staff|claim|snooze|dry run|bulk|facets?|escalate|overdue|due|offline|online|logout|login|sign[ -]?in)\b/i;
    // as Cal.com calls its events: somebody looks for them there by these names
    const named = /„Booking \w+“/g;
    const wrong = [...(await flat('de', namespace))].filter(([, text]) => ENGLISH.test(text.replaceAll(/\{\{[^}]*\}\}/g, '').replaceAll(/\/sign-in\?token=/g, '').replaceAll(named, '')));
    expect(wrong).toEqual([]);
  });
});
