// What the demo keeps in `<data>/demo`: the address of its calendar, how far the sample calls are played, and keys.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DemoState {
  /** Port of the Cal.com stand-in; its address stands in the company's configuration. */
  readonly calComPort: number | null;
  /** Of the Retell stand-in; absent in what an older version kept. */
  readonly retellPort?: number;
  /** How many sample calls were played, and from when on they count back. */
  readonly samples: { readonly played: number; readonly fromAt: number } | null;
}

export interface DemoFiles {
  readonly directory: string;
  read<T>(name: string): Promise<T | null>;
  write(name: string, value: unknown): Promise<void>;
  /** A key that is made once and stays the same, readable for the owner only. */
  key(name: string, make?: () => string): Promise<string>;
  text(name: string): Promise<string | null>;
  keep(name: string, text: string): Promise<void>;
}

export function demoDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'demo');
}

export function demoFiles(dataDirectory: string): DemoFiles {
  const directory = demoDirectory(dataDirectory);
  const text = async (name: string): Promise<string | null> => {
    try {
      return (await readFile(join(directory, name), 'utf8')).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const keep = async (name: string, content: string): Promise<void> => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // Written beside it and renamed: a kill in between must not leave half a file.
    const draft = join(directory, `${name}.new`);
    await writeFile(draft, `${content}\n`, { mode: 0o600 });
    await rename(draft, join(directory, name));
  };
  return {
    directory, text, keep,
    read: async <T>(name: string) => {
      const found = await text(name);
      return found === null ? null : (JSON.parse(found) as T);
    },
    write: async (name, value) => await keep(name, JSON.stringify(value)),
    key: async (name, make = () => `key_${randomBytes(24).toString('hex')}`) => {
      const known = await text(name);
      if (known !== null && known !== '') return known;
      const made = make();
      await keep(name, made);
      return made;
    },
  };
}
