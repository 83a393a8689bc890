// The files of the project as text, for the tests that read them. Walked, not asked of git: a bare machine has none.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
const NOT_OURS = new Set(['node_modules', '.git', 'data', 'coverage', '.tmp', 'dist', '.dist-next', '.dist-lock']);

export interface Source {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** Path from the root for a relative import, else the specifier. */
  readonly target: string;
  readonly relative: boolean;
  /** What is taken from it; '*' for all of it. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

/** Every text file of the project. */
export function allFiles(): Source[] {
  return readdirSync(ROOT, { withFileTypes: true }).filter(({ name }) => !NOT_OURS.has(name)).flatMap((entry) => (entry.isDirectory() ? below(join(ROOT, entry.name)) : entry.isFile() ? [join(ROOT, entry.name)] : []))
    .filter((file) => /(\.(ts|tsx|mts|js|mjs|json|sql|md|html|css|svg|sh)|\/run|\/\.[a-z]+)$/.test(file))
    .map((file) => ({ path: relative(ROOT, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

function below(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : below(path);
    return entry.isFile() ? [path] : [];
  });
}

const FROM = /^(?:import|export)(?<type> type)?\s(?<names>[^'";]*?)\sfrom '(?<from>[^']+)'/gm;
const BARE = /^import '(?<from>[^']+)'/gm;
const DYNAMIC = /\bimport\((?:\s*)'(?<from>[^']+)'\)/g;

export function importsOf({ path, text }: Source): Import[] {
  return [FROM, BARE, DYNAMIC].flatMap((pattern) => Array.from(text.matchAll(pattern), ({ groups }) => {
    const from = groups?.from ?? '';
    const isRelative = from.startsWith('.');
    return { target: isRelative ? normalize(join(dirname(path), from)) : from, relative: isRelative, names: namesIn(groups?.names ?? '*'), typeOnly: groups?.type !== undefined };
  }));
}

function namesIn(clause: string): string[] {
  const inBraces = /\{([^}]*)\}/.exec(clause);
  if (inBraces === null) return ['*'];
  return (inBraces[1] ?? '').split(',').map((name) => name.trim().replace(/^type /, '').replace(/ as .*$/, '')).filter((name) => name !== '');
}

const EXPORTED = /^export (?:async )?(?:function\*?|const|let|class|interface|type) (?<name>\w+)/gm;

export function exportsOf({ text }: Source): string[] {
  return Array.from(text.matchAll(EXPORTED), ({ groups }) => groups?.name ?? '');
}

/** Without comments; rough, but a comment is all it takes away. */
export function codeOf({ text }: Source): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

/** Files that import each other in a circle. A type that two files of one folder share is no circle: nothing is run for it. */
export function cyclesAmong(files: readonly Source[]): string[][] {
  const counts = (file: Source, { relative: isRelative, typeOnly, target }: Import): boolean => isRelative && !(typeOnly && dirname(target) === dirname(file.path));
  const edges = new Map(files.map((file) => [file.path, importsOf(file).filter((i) => counts(file, i)).map((i) => i.target)]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) return void cycles.push([...trail.slice(trail.indexOf(path)), path]);
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) if (edges.has(next)) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return cycles;
}
