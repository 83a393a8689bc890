// The real disk. On macOS libuv maps both fsync and fdatasync to F_FULLFSYNC, so `sync` means the same there.
import { link, mkdir, open, readFile, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { diskCode } from './disk.ts';
import type { Disk, DiskFile } from './disk.ts';

export const realDisk: Disk = {
  makeDirectory: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: (path) => readdir(path),
  read: (path) => readFile(path),
  create: async (path) => fileOf(await open(path, 'wx', 0o600)),
  open: async (path) => fileOf(await open(path, 'r+')),
  remove: (path) => unlink(path),
  rename: (from, to) => rename(from, to),
  link: (from, to) => link(from, to),
  modifiedAt: async (path) => (await stat(path)).mtimeMs,
  touch: (path, at) => utimes(path, at / 1000, at / 1000),
  syncDirectory,
};

function fileOf(handle: FileHandle): DiskFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    sync: () => handle.datasync(),
    truncate: (bytes) => handle.truncate(bytes),
    close: () => handle.close(),
  };
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems (network shares, FUSE) cannot sync a directory and say so; they order names themselves.
    if (diskCode(error) !== 'EINVAL' && diskCode(error) !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}
