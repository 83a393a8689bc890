import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScenario } from './scenario-file.ts';
import type { Scenario } from './scenario-file.ts';

const FOLDER = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** The ones that come with the repository, in order. */
export async function ownScenarios(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).toSorted().map((name) => join(FOLDER, name));
}

/** Throws ScenarioRefused. `as`: how messages name the file. */
export async function scenarioIn(path: string, as: string = path): Promise<Scenario> {
  return readScenario(as, await readFile(path, 'utf8'));
}
