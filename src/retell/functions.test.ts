import { expect, test } from 'vitest';
import { FUNCTIONS, toolOf } from './functions.ts';
import { promptFragment } from './prompt.ts';

const names = FUNCTIONS.flatMap(({ name, aliases }) => [name, ...aliases]);

test('no name stands twice, and Retell accepts each', () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name))).toEqual([]);
});

test.each(FUNCTIONS)('$name asks only for arguments that it describes, and never for who is calling', ({ properties, required, description }) => {
  expect(required.filter((name) => properties[name] === undefined)).toEqual([]);
  expect(Object.keys(properties).filter((name) => /^(call|agent)_id$|from_number/.test(name))).toEqual([]);
  expect(Object.values(properties).every((property) => property.description.length > 15)).toBe(true);
  expect(description).toMatch(/[.!]$/);
});

test('every tool speaks after it ran: one that does not is silence on the line where it failed', () => {
  const tools = FUNCTIONS.map((definition) => toolOf(definition, { url: 'https://x.example/f', timeoutMs: 12_000 }));
  expect(tools.filter((tool) => tool['speak_after_execution'] !== true || tool['args_at_root'] !== false)).toEqual([]);
});

test('the prompt names no function that is not registered', () => {
  const all = promptFragment({ companyName: 'Salon Nord', functions: new Set(names) });
  const told = Array.from(all.matchAll(/`([a-z]+_[a-z_]+)`/g), ([, name]) => name ?? '');
  expect(told.length).toBeGreaterThan(2);
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
  expect(promptFragment({ companyName: null, functions: new Set(['book_appointment', 'request_callback']) })).not.toContain('verschob');
});
