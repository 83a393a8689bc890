import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../retell/functions.ts';
import { readArguments } from '../arguments.ts';
import { SERVED_NAMES } from './registry.ts';

const defined = FUNCTIONS.flatMap(({ name, aliases }) => [name, ...aliases]);

test('every function that is served has its definition for voice agents, and every definition is served', () => {
  expect(SERVED_NAMES.toSorted()).toEqual(defined.toSorted());
});

test.each(FUNCTIONS)('$name: every argument that an agent is told to give is understood', ({ properties }) => {
  const given = Object.keys(properties).filter((name) => properties[name]?.enum === undefined);
  const unheard = given.filter((name) => Object.values(readArguments({ [name]: 'Ada Berger' })).every((value) => value === null));
  expect(unheard).toEqual([]);
});
