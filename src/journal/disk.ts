// The few file operations that the journal needs: the port through which tests inject a full disk, a read-only
// one, a failing sync, a short write or a power cut. Errors are Node's, with `code` (ENOSPC, EROFS, EEXIST, ENOENT …).

export interface DiskFile {
  /** Writes at `position`; returns how many bytes were written, which may be fewer than given. */
  write(bytes: Buffer, position: number): Promise<number>;
  /** fdatasync: once it resolves, what was written survives a power cut. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** With its parents, mode 0700; no error where it exists. */
  makeDirectory(path: string): Promise<void>;
  /** The names in a directory, in no particular order. */
  list(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
  /** A new file, mode 0600; EEXIST where the name is taken. */
  create(path: string): Promise<DiskFile>;
  /** An existing file, for writing. */
  open(path: string): Promise<DiskFile>;
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; EEXIST where that name is taken, which makes it an atomic claim. */
  link(from: string, to: string): Promise<void>;
  /** Epoch milliseconds of the last write or `touch`. */
  modifiedAt(path: string): Promise<number>;
  touch(path: string, at: number): Promise<void>;
  /** After creating, renaming or removing: makes the names themselves durable. */
  syncDirectory(path: string): Promise<void>;
}

/** Node's error code, or null for anything else. */
export function diskCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? null;
}

/** Writes all of it, however short the single writes are. */
export async function writeFully(file: DiskFile, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw new Error(`the disk took ${written} of ${bytes.length - done} bytes`);
    done += written;
  }
}

/** A new file with this content, durable together with its name. */
export async function writeNewFile(disk: Disk, path: string, bytes: Buffer): Promise<void> {
  const file = await disk.create(path);
  try {
    await writeFully(file, bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
