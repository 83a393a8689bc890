import { expect, test } from 'vitest';
import { failuresIn } from './vitest-report.ts';
import type { Report } from './vitest-report.ts';

const good = { name: '/r/a.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed', fullName: 'holds' }] };
const count = (report: Report | null, code: number) => failuresIn(report, { stage: 'pure', code, root: '/r' });

test('counts what passed and names what failed', () => {
  const bad = { name: '/r/b.test.ts', status: 'failed', message: '', assertionResults: [{ status: 'failed', fullName: 'breaks' }, { status: 'passed', fullName: 'holds' }] };
  expect(count({ testResults: [good, bad] }, 1)).toEqual({ passed: 2, failed: 1, failures: ['pure: b.test.ts › breaks'] });
});

test('counts a file that could not be loaded as a failure although no test of it failed', () => {
  const broken = { name: '/r/b.test.ts', status: 'failed', message: 'SyntaxError: x\nat y', assertionResults: [] };
  expect(count({ testResults: [good, broken] }, 1)).toMatchObject({ passed: 1, failed: 1, failures: ['pure: b.test.ts: SyntaxError: x'] });
});

test('does not take an unhandled error, a missing report or an empty run for success', () => {
  expect(count({ testResults: [good] }, 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(count(null, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(count({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 1 });
});
