import { expect, test } from 'vitest';
import { parseAccounts } from './account.ts';

const PASSWD = ['root:x:0:0:root:/root:/bin/bash', 'nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin', 'postgres:x:101:104::/var/lib/postgresql:/bin/bash', 'odd:x:0:0::/:/bin/sh', ''].join('\n');

test('takes the first account of the list that exists, whatever the order of the file', () => {
  expect(parseAccounts(PASSWD, ['postgres', 'nobody'])).toEqual({ uid: 101, gid: 104, name: 'postgres' });
  expect(parseAccounts(PASSWD, ['pgsql', 'nobody'])).toEqual({ uid: 65534, gid: 65534, name: 'nobody' });
});

test('never takes root under another name', () => {
  expect(parseAccounts(PASSWD, ['odd', 'root'])).toBe(null);
  expect(parseAccounts('', ['postgres'])).toBe(null);
});
