import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLocatedJson } from './located-json.ts';

test('reads every JSON document as JSON.parse does, pretty or not', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), null, indent);
      const read = readLocatedJson(written);
      expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(written)));
    }),
  );
});

test('refuses whatever JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', '}', ']', ',', '"', ':', 'x', '\n', '\\', "'", '/'), (text, at, inserted) => {
      const position = at % (text.length + 1);
      const broken = text.slice(0, position) + inserted + text.slice(position + (at % 2));
      let valid = true;
      try {
        JSON.parse(broken);
      } catch {
        valid = false;
      }
      const read = readLocatedJson(broken);
      // A key that stands twice is refused where it stands, whether or not the rest would have been JSON.
      const twice = !read.ok && /stands twice/.test(read.reason);
      if (!twice) expect(read.ok).toBe(valid);
    }),
    { numRuns: 500, examples: [['{"":null,"  ":""," ":true}', 1_523_074_140, '"']] },
  );
});

test('knows line and column of each value', () => {
  const read = readLocatedJson('{\n  "a": [1,\n    {"b": "x"}],\r\n  "ü": null\n}');
  if (!read.ok) throw new Error(read.reason);
  expect(read.locate([])).toEqual({ line: 1, column: 1 });
  expect(read.locate(['a'])).toEqual({ line: 2, column: 8 });
  expect(read.locate(['a', 0])).toEqual({ line: 2, column: 9 });
  expect(read.locate(['a', 1, 'b'])).toEqual({ line: 3, column: 11 });
  expect(read.locate(['ü'])).toEqual({ line: 4, column: 8 });
});

test('locates what is missing at the nearest thing that is there', () => {
  const read = readLocatedJson('{"a":\n {"b": 1}}');
  expect(read.ok && read.locate(['a', 'missing', 0])).toEqual({ line: 2, column: 2 });
});

test.each([
  ['{"a": 1,}', 1, 9, 'expected a key in double quotes, found "}"'],
  ['{"a": 1\n "b": 2}', 2, 2, 'expected "," or "}", found """'],
  ['[1, 2', 1, 6, 'expected "," or "]", found the end of the file'],
  ['', 1, 1, 'expected a value, found the end of the file'],
  ["{'a': 1}", 1, 2, 'expected a key in double quotes, found "\'"'],
  ['{"a": Anna}', 1, 7, 'Anna is not a JSON value'],
  ['{"a": "x\n"}', 1, 7, 'a text that is not closed with "'],
  ['{} {}', 1, 4, 'unexpected "{" after the end of the document'],
])('says where %j is broken', (text, line, column, reason) => {
  expect(readLocatedJson(text)).toEqual({ ok: false, place: { line, column }, reason });
});

test('a key that stands twice is refused: JSON.parse would silently drop the first', () => {
  expect(readLocatedJson('{"tue": 1,\n "tue": 2}')).toMatchObject({ ok: false, place: { line: 2, column: 2 }, reason: 'the key "tue" stands twice in the same object' });
});

test('a byte order mark, deep nesting and __proto__ do no harm', () => {
  expect(readLocatedJson('\uFEFF{"a":1}')).toMatchObject({ ok: true });
  expect(readLocatedJson('['.repeat(100_000))).toMatchObject({ ok: false });
  const read = readLocatedJson('{"__proto__": {"polluted": true}}');
  expect(read.ok && Object.keys(read.value as object)).toEqual(['__proto__']);
  expect('polluted' in {}).toBe(false);
});
