import type { Endpoint } from './endpoint.ts';

/** Lies in the cluster; postgresql.conf includes it. */
export const CONF_FILE = 'fangnetz.conf';

const DEFAULTS: Readonly<Record<string, string>> = {
  shared_buffers: '48MB',
  max_connections: '100',
  // The default is that of a disk that turns: for its sake PostgreSQL would rather read a table of all companies than the rows of one.
  random_page_cost: '1.1',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Segments under /dev/shm vanish when a user logs out (systemd RemoveIPC) and do not fit into a container's 64 MB.
  dynamic_shared_memory_type: 'mmap',
  max_wal_size: '256MB',
  min_wal_size: '48MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  // Statements, keys and values name callers; the log is no place for them.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/**
 * The text of fangnetz.conf, which postgresql.conf includes: so that a pg_ctl by hand starts the same server.
 * ALTER SYSTEM wins over it.
 */
export function settingsText(endpoint: Endpoint, overrides: Readonly<Record<string, string>> = {}): string {
  const settings = {
    ...DEFAULTS,
    listen_addresses: endpoint.kind === 'tcp' ? endpoint.host : '',
    port: String(endpoint.port),
    unix_socket_directories: endpoint.kind === 'socket' ? endpoint.directory : '',
    ...overrides,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by Fangnetz at every start. Change settings with ALTER SYSTEM instead.\n${lines.join('\n')}\n`;
}
