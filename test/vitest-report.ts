// What a JSON report of vitest says, counted so that nothing that went wrong can pass as "0 failed".
import { relative } from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The part of vitest's JSON reporter that is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface Stage {
  readonly stage: string;
  /** Exit code of vitest. */
  readonly code: number;
  readonly root: string;
}

/** A file that could not be loaded, an error outside of any test, and a run without a report count as one failure each. */
export function failuresIn(report: Report | null, { stage, code, root }: Stage): Counts & { readonly failures: readonly string[] } {
  if (report === null) return { passed: 0, failed: 1, failures: [`${stage}: vitest ended with code ${code} and without a report`] };
  const failures: string[] = [];
  let passed = 0;
  for (const file of report.testResults) {
    const path = relative(root, file.name);
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    failures.push(...failed.map((test) => `${stage}: ${path} › ${test.fullName}`));
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    if (file.status === 'failed' && failed.length === 0) failures.push(`${stage}: ${path}: ${file.message.split('\n')[0] ?? ''}`);
  }
  if (passed + failures.length === 0) failures.push(`${stage}: no test ran`);
  if (code !== 0 && failures.length === 0) failures.push(`${stage}: vitest ended with code ${code}: an error outside of the tests, above`);
  return { passed, failed: failures.length, failures };
}
