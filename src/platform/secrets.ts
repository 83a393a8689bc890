// Credentials of others (calendar and voice keys) are stored sealed: AES-256-GCM under one master key. What a value
// belongs to is part of the seal, so that a sealed value copied into another row does not open there.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, scryptSync } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './errors.ts';
import type { Random } from './world.ts';

export interface SecretContext {
  /** Id of the company (or part of the program) the value belongs to. */
  readonly owner: string;
  /** Which of its values. */
  readonly field: string;
}

export interface Secrets {
  /** 'v1:' and base64url; a fresh nonce each time, so sealing the same value twice gives two texts. */
  seal(plain: string, context: SecretContext): string;
  /** Throws Fault SECRET_UNREADABLE: wrong master key, altered text, or another context than it was sealed for. */
  open(sealed: string, context: SecretContext): string;
  /**
   * HMAC-SHA256 in hex: the same for the same text and context, and nobody makes or undoes one without the master key.
   * Signs what is stored in the open, and stands in for a number of which only its being the same matters.
   */
  mac(text: string, context: SecretContext): string;
}

export interface MasterKeySource {
  /** FANGNETZ_SECRET: 32 bytes as hex or base64, or any text of at least 16 characters; null or empty: `<dataDir>/secret.key`. */
  readonly secret: string | null;
  readonly dataDir: string;
  readonly random: Random;
}

const VERSION = 'v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT = 'fangnetz master key v1';
const KEY_FILE = 'secret.key';

/** Throws Fault CONFIG_INVALID for a secret that is too short, SECRET_UNREADABLE for a damaged key file. */
export async function openSecrets(source: MasterKeySource): Promise<Secrets> {
  const given = source.secret?.trim() ?? '';
  if (given !== '') return secretsOf(deriveKey(given), source.random);
  return secretsOf(deriveKey(await readOrMakeKeyFile(source)), source.random);
}

/** The 32-byte master key of a FANGNETZ_SECRET. */
export function deriveKey(secret: string): Buffer {
  const bytes = strongBytes(secret);
  if (bytes !== null) return Buffer.from(hkdfSync('sha256', bytes, SALT, 'seal', 32));
  if (secret.length < 16) {
    throw new Fault('CONFIG_INVALID', 'FANGNETZ_SECRET has fewer than 16 characters.', {
      next: 'Set it to 32 random bytes, for example the output of: openssl rand -base64 32',
    });
  }
  // A phrase carries less entropy than its length promises; scrypt makes each guess cost about 50 ms.
  return scryptSync(secret, SALT, 32, { N: 16_384, r: 8, p: 1 });
}

export function secretsOf(key: Buffer, random: Random): Secrets {
  return {
    seal(plain, context) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(additionalData(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return VERSION + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url');
      if (!sealed.startsWith(VERSION) || bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable(context);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(additionalData(context));
        decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (error) {
        throw unreadable(context, error);
      }
    },
    mac: (text, context) => createHmac('sha256', Buffer.from(hkdfSync('sha256', key, SALT, 'mac', 32))).update(additionalData(context)).update('\0').update(text, 'utf8').digest('hex'),
  };
}

function additionalData(context: SecretContext): Buffer {
  return Buffer.from(JSON.stringify([VERSION, context.owner, context.field]));
}

function unreadable(context: SecretContext, cause?: unknown): Fault {
  return new Fault('SECRET_UNREADABLE', `The stored ${context.field} of ${context.owner} cannot be decrypted.`, { cause });
}

function strongBytes(secret: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(secret)) return Buffer.from(secret, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(secret)) return Buffer.from(secret, 'base64');
  return null;
}

async function readOrMakeKeyFile({ dataDir, random }: MasterKeySource): Promise<string> {
  const path = join(dataDir, KEY_FILE);
  const found = await readKeyFile(path);
  if (found !== null) return found;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${Buffer.from(random.bytes(6)).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${Buffer.from(random.bytes(32)).toString('base64')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    // link() never replaces an existing file: of two programs that start at once, one key wins and both use it.
    await link(temporary, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dataDir);
  const made = await readKeyFile(path);
  if (made === null) throw new Fault('SECRET_UNREADABLE', `${path} vanished while it was being made.`);
  return made;
}

async function readKeyFile(path: string): Promise<string | null> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Fault('SECRET_UNREADABLE', `${path} cannot be read.`, { cause: error, next: 'Make it readable for the user that runs Fangnetz.' });
  }
  if (strongBytes(text) !== null) return text;
  throw new Fault('SECRET_UNREADABLE', `${path} does not hold a key.`, {
    next: 'Restore it from a backup. Only where no credentials are stored yet: delete it, and a new one is made at the next start.',
  });
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory for syncing; the rename is durable there without it.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
