import { expect, test } from 'vitest';
import { settingsText } from './settings.ts';

test('opens no network port beside a socket, and doubles quotes in a path', () => {
  const text = settingsText({ kind: 'socket', directory: "/home/o'brien/socket", port: 5432 });
  expect(text).toContain("listen_addresses = ''\n");
  expect(text).toContain("unix_socket_directories = '/home/o''brien/socket'\n");
  expect(text).toContain("fsync = 'on'\n");
});

test('listens on loopback only when it has to be TCP, and lets a test turn fsync off', () => {
  const text = settingsText({ kind: 'tcp', host: '127.0.0.1', port: 50123 }, { fsync: 'off' });
  expect(text).toContain("listen_addresses = '127.0.0.1'\n");
  expect(text).toContain("port = '50123'\n");
  expect(text.match(/^fsync/gm)).toHaveLength(1);
  expect(text).toContain("fsync = 'off'\n");
});
