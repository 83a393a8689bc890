import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from './keyset.ts';

const ID = '0190c1d2-0000-7000-8000-000000000001';

test('a cursor gives back its place, to the microsecond', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 3 }), fc.uuid(), (keys, id) => {
      expect(placeOf('due_at', keys.length, cursorOf('due_at', { keys, id }))).toEqual({ keys, id });
    }),
  );
});

test('a cursor of another sort, or with another number of keys, is no place', () => {
  const cursor = cursorOf('due_at', { keys: [1], id: ID });
  expect(placeOf('-due_at', 1, cursor)).toBeNull();
  expect(placeOf('due_at', 2, cursor)).toBeNull();
});

test('nothing that somebody invents is taken for a place, and nothing throws', () => {
  const invented = ['', 'x', '[]', '{}', 'null', '["due_at",1,"no uuid"]', `["due_at","1","${ID}"]`, `["due_at",1.5,"${ID}"]`, `["due_at",null,"${ID}"]`];
  for (const text of invented) expect(placeOf('due_at', 1, Buffer.from(text).toString('base64url'))).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(placeOf('due_at', 1, text)).toBeNull();
    }),
  );
});
