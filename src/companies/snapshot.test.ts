import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import { realRandom } from '../platform/real-world.ts';
import { deriveKey, secretsOf } from '../platform/secrets.ts';
import { branchCalendar } from './branch-calendar.ts';
import { DEFAULT_CALLBACK_POLICY } from './callback-policy.ts';
import { readSnapshot } from './snapshot.ts';

test('a snapshot that an older version wrote lacks what was added since, and opens all the same', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-snapshot-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'directory.json');
  const secrets = secretsOf(deriveKey('a master key of a test'), realRandom);
  const { municipality: _m, closedOnHolidays: _c, exceptions: _e, appointments: _a, ...company } = salon({ staff: { anna: null } }).company;
  const old = {
    ...company,
    callbacks: { deadlines: company.callbacks.deadlines, maxAttempts: 7, escalationCooldownMinutes: 60, autoAssign: 'none' },
    branches: company.branches.map(({ region: _r, municipality: _k, ...branch }) => branch),
    staff: company.staff.map(({ absences: _b, ...member }) => member),
  };
  const sealed = secrets.seal(JSON.stringify({ format: 1, records: [{ company: old, voice: [], updatedAt: 0 }] }), { owner: 'fangnetz', field: 'directory snapshot' });
  await writeFile(path, JSON.stringify({ sealed }));
  const [record] = (await readSnapshot(path, secrets))!;
  expect(record!.company).toMatchObject({
    municipality: null, closedOnHolidays: true, exceptions: [], appointments: { cancelNoticeMinutes: 0 }, staff: [{ absences: [] }], branches: [{ region: null, municipality: null }],
    callbacks: { ...DEFAULT_CALLBACK_POLICY, maxAttempts: 7, escalationCooldownMinutes: 60, autoAssign: 'none' },
  });
  expect(branchCalendar(record!.company, record!.company.branches[0]!).intervalsOn('2026-12-25')).toEqual([]);
});
