// Reads a company file. Every mistake is reported at once, each with its line, its reason and what to do.
import type { z } from 'zod';
import { checkCompanyFile } from './company-file-checks.ts';
import { companyFileSchema } from './company-file-schema.ts';
import type { CompanyFile } from './company-file-schema.ts';
import { readLocatedJson } from './located-json.ts';
import type { JsonPath, Place } from './located-json.ts';

export type { CompanyFile } from './company-file-schema.ts';

export interface FileProblem {
  readonly path: JsonPath;
  readonly reason: string;
  readonly remedy: string;
}

export interface FileError extends Place {
  /** As a person writes it: `branches[0].openingHours.tue`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}

export type CompanyFileResult =
  | { readonly ok: true; readonly file: CompanyFile; readonly locate: (problem: FileProblem) => FileError }
  | { readonly ok: false; readonly errors: readonly FileError[] };

/** `environment` is where `"env:NAME"` is read from; a variable that is missing or empty is an error that names it. */
export function readCompanyFile(text: string, environment: Readonly<Record<string, string | undefined>>): CompanyFileResult {
  const json = readLocatedJson(text);
  if (!json.ok) return { ok: false, errors: [{ ...json.place, path: '', reason: json.reason, remedy: 'correct the JSON here' }] };
  const locate = (problem: FileProblem): FileError => ({
    ...json.locate(problem.path),
    path: writtenPath(problem.path),
    reason: problem.reason,
    remedy: problem.remedy,
  });
  const schema = companyFileSchema({ environment, region: regionOf(json.value) });
  const parsed = schema.safeParse(json.value, { reportInput: true });
  const problems = parsed.success ? checkCompanyFile(parsed.data) : parsed.error.issues.flatMap(problemsOf);
  if (!parsed.success || problems.length > 0) return { ok: false, errors: inOrder(problems.map(locate)) };
  return { ok: true, file: parsed.data, locate };
}

/** As a person writes a place in the file. */
export function writtenPath(path: JsonPath): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === 'number') return `${written}[${step}]`;
    if (!/^[A-Za-z_]\w*$/.test(step)) return `${written}["${step}"]`;
    return written === '' ? step : `${written}.${step}`;
  }, '');
}

function inOrder(errors: FileError[]): FileError[] {
  return errors.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The region is needed to read the numbers, so it is taken before the schema has looked at it. */
function regionOf(value: unknown): string | null {
  const company = (value as { company?: { region?: unknown } } | null)?.company;
  const region = company?.region;
  return typeof region === 'string' ? region : null;
}

export function problemsOf(issue: z.core.$ZodIssue): FileProblem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], reason: 'is not known here', remedy: 'check the spelling, or remove it' }));
  }
  if (issue.code === 'custom') return [{ path, reason: issue.message, remedy: String(issue.params?.['remedy'] ?? 'correct it') }];
  if (issue.input === undefined) return [{ path, reason: 'is missing', remedy: 'add it' }];
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map((value) => `"${String(value)}"`).join(', ');
    return [{ path, reason: 'is none of the possible values', remedy: `write ${issue.values.length === 1 ? allowed : `one of ${allowed}`}` }];
  }
  if (issue.code === 'invalid_union') {
    return [{ path, reason: 'is none of the possible values', remedy: 'write "cal.com" or "local"' }];
  }
  if (issue.code === 'invalid_type') {
    return [{ path, reason: `is ${nameOf(issue.input)}`, remedy: `write ${EXPECTED[issue.expected] ?? issue.expected}` }];
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') return [{ path, reason: 'does not have two ends', remedy: `write ${EXPECTED['tuple']}` }];
  return [{ path, reason: issue.message.toLowerCase(), remedy: 'correct it' }];
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number without quotes',
  array: 'a list in square brackets',
  tuple: '[from, to], for example ["09:00", "18:00"]',
  object: 'an object in braces',
  boolean: 'true or false',
};

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
