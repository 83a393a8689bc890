import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

test('reads pid and socket of a running server', () => {
  const text = '6718\n/tmp/d/cluster\n1795347417\n5432\n/tmp/d/socket\n\n  5432001    229376\nready   \n';
  expect(parsePostmasterFile(text)).toEqual({ pid: 6718, endpoint: { kind: 'socket', directory: '/tmp/d/socket', port: 5432 } });
});

test('reads the address of a server on TCP, and none while it has only just begun', () => {
  expect(parsePostmasterFile('7\n/d\n1\n54321\n\n127.0.0.1\n 1 2\nready\n')).toEqual({ pid: 7, endpoint: { kind: 'tcp', host: '127.0.0.1', port: 54321 } });
  expect(parsePostmasterFile('7\n/d\n1\n')).toEqual({ pid: 7, endpoint: null });
});

test('a single-user server writes its pid negative; a torn file names nobody, above all not every process (pid 0)', () => {
  expect(parsePostmasterFile('-42\n/d\n')?.pid).toBe(42);
  for (const text of ['', '\n', 'x\n', '0\n']) expect(parsePostmasterFile(text)).toBe(null);
});
