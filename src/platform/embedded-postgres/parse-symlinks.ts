import { assert } from '../assert.ts';

export interface NativeSymlink {
  readonly source: string;
  readonly target: string;
}

/** Reads native/pg-symlinks.json: a list of {source, target}, both relative to the package. */
export function parseSymlinks(text: string): NativeSymlink[] {
  const list: unknown = JSON.parse(text);
  assert(Array.isArray(list), 'pg-symlinks.json is a list');
  return list.filter(isSymlink);
}

function isSymlink(item: unknown): item is NativeSymlink {
  return typeof item === 'object' && item !== null && 'source' in item && 'target' in item && typeof item.source === 'string' && typeof item.target === 'string';
}
