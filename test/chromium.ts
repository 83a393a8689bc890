// The Chromium that npm brings, unpacked into node_modules/.cache. The package itself unpacks into the machine's shared
// temporary directory, where another user's copy cannot be run and a half-written one is taken for whole; and it uses
// the libraries that it carries (NSS, NSPR, Expat) only on AWS, although a bare Debian lacks them as well.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';

export interface Chromium {
  readonly executable: string;
  /** What the browser has to be started with. */
  readonly env: Readonly<Record<string, string>>;
}

export async function unpackedChromium(): Promise<Chromium> {
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const cache = join(import.meta.dirname, '..', 'node_modules', '.cache');
  const place = join(cache, `chromium-${version}`);
  if (!existsSync(place)) await unpack(join(home, 'bin'), cache, place);
  const executable = join(place, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(place, 'fonts') };
  const env = runs(executable, fonts) ? fonts : { ...fonts, LD_LIBRARY_PATH: join(place, 'al2023', 'lib') };
  if (!runs(executable, env)) throw new Error(`Chromium does not run here: ${problem(executable, env)}`);
  return { executable, env };
}

/** All or nothing: two test runs that start at once must not run what the other one is still writing. */
async function unpack(archives: string, cache: string, place: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const working = await mkdtemp(join(cache, 'chromium-new-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = working; // the only way to tell the package where
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(join(archives, name));
    // The one that comes along names /tmp/fonts. Only these fonts: a page looks the same on every machine.
    const configuration = `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`;
    await writeFile(join(working, 'fonts', 'fonts.conf'), configuration);
    await rename(working, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(working, { recursive: true, force: true });
  }
}

function start(executable: string, env: Readonly<Record<string, string>>) {
  return spawnSync(executable, ['--version', '--no-sandbox'], { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 30_000 });
}

function runs(executable: string, env: Readonly<Record<string, string>>): boolean {
  return start(executable, env).status === 0;
}

function problem(executable: string, env: Readonly<Record<string, string>>): string {
  const { error, stderr } = start(executable, env);
  return (error?.message ?? stderr).trim();
}
