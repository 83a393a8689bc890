// Every failure of the field that is written down in scenarios/, as a whole call against the real server.
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { startWorld } from '../e2e/world-under-test.ts';
import { ownScenarios, scenarioIn } from './read-folder.ts';
import { playAll } from './stage.ts';

const scenarios = await Promise.all((await ownScenarios()).map(async (path) => await scenarioIn(path, basename(path))));
const world = await startWorld();
const verdicts = playAll(world, scenarios);

test('there is one for every failure of the field, in order', () => {
  const field = scenarios.filter(({ source }) => source.startsWith('field failure'));
  expect(field.map(({ source }) => source)).toEqual(Array.from({ length: 35 }, (_, index) => `field failure ${index + 1}`));
  expect(scenarios.map(({ file }) => Number.parseInt(file, 10))).toEqual(scenarios.map((_, index) => index + 1));
});

test.for(scenarios.map(({ file, title }) => [file, title] as const))('%s: %s', { timeout: 120_000 }, async ([file]) => {
  const verdict = await verdicts.get(file);
  expect(verdict?.differences.join('\n')).toBe('');
});
