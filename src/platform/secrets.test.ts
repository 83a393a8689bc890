import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { realRandom } from './real-world.ts';
import { deriveKey, openSecrets, secretsOf } from './secrets.ts';

const context = { owner: 'company-1', field: 'apiKey' };
const secrets = secretsOf(deriveKey('a master key of a test'), realRandom);

async function dataDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'fangnetz-secrets-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('opens what it sealed, and seals the same text differently each time', () => {
  for (const plain of ['cal_live_123', '', 'Schlüssel 🔑', 'x'.repeat(100_000)]) {
    const sealed = secrets.seal(plain, context);
    expect(sealed).toMatch(/^v1:[A-Za-z0-9_-]+$/);
    expect(secrets.open(sealed, context)).toBe(plain);
    expect(secrets.seal(plain, context)).not.toBe(sealed);
  }
});

test('another master key opens nothing', () => {
  const other = secretsOf(deriveKey('another master key of it'), realRandom);
  expect(() => other.open(secrets.seal('cal_live_123', context), context)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
});

test('a sealed value moved to another company or another field does not open there', () => {
  const sealed = secrets.seal('cal_live_123', context);
  for (const elsewhere of [{ ...context, owner: 'company-2' }, { ...context, field: 'webhookSecret' }, { owner: 'company', field: '-1apiKey' }]) {
    expect(() => secrets.open(sealed, elsewhere)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

test('a single flipped bit anywhere is noticed', () => {
  const bytes = Buffer.from(secrets.seal('cal_live_123', context).slice(3), 'base64url');
  for (let i = 0; i < bytes.length; i++) {
    const altered = Buffer.from(bytes);
    altered[i]! ^= 1;
    expect(() => secrets.open(`v1:${altered.toString('base64url')}`, context), `byte ${i}`).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

test('what is no sealed value is unreadable, not a crash', () => {
  const sealed = secrets.seal('cal_live_123', context);
  for (const text of ['', 'v1:', 'v2:' + sealed.slice(3), 'plain', sealed.slice(0, 20), sealed.slice(0, -8)]) {
    expect(() => secrets.open(text, context), text).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

test('32 bytes may be given as hex or base64, and mean the same key', () => {
  const bytes = Buffer.from(realRandom.bytes(32));
  const hex = deriveKey(bytes.toString('hex'));
  expect(deriveKey(bytes.toString('base64'))).toEqual(hex);
  expect(deriveKey(bytes.toString('base64url'))).toEqual(hex);
  expect(hex).toHaveLength(32);
  expect(hex).not.toEqual(bytes);
});

test('refuses a secret that could be guessed', () => {
  expect(() => deriveKey('fifteen letters')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(deriveKey('sixteen letters!')).toHaveLength(32);
});

test('makes a key file that only its owner can read, and uses it again', async () => {
  const dataDir = join(await dataDirectory(), 'data');
  const sealed = (await openSecrets({ secret: null, dataDir, random: realRandom })).seal('cal_live_123', context);
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(['secret.key']);
  expect((await openSecrets({ secret: null, dataDir, random: realRandom })).open(sealed, context)).toBe('cal_live_123');
});

test('of many starts at once on an empty data directory all use one key', async () => {
  const dataDir = await dataDirectory();
  const all = await Promise.all(Array.from({ length: 20 }, () => openSecrets({ secret: null, dataDir, random: realRandom })));
  const sealed = all[0]!.seal('cal_live_123', context);
  for (const each of all) expect(each.open(sealed, context)).toBe('cal_live_123');
  expect(await readdir(dataDir)).toEqual(['secret.key']);
});

test('a key that another start made in the same moment is taken, not replaced', async () => {
  const dataDir = await dataDirectory();
  const theirs = Buffer.from(realRandom.bytes(32)).toString('base64');
  const random = {
    ...realRandom,
    bytes: (count: number) => {
      writeFileSync(join(dataDir, 'secret.key'), theirs);
      return realRandom.bytes(count);
    },
  };
  const ours = await openSecrets({ secret: null, dataDir, random });
  expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toBe(theirs);
  expect(secretsOf(deriveKey(theirs), realRandom).open(ours.seal('x', context), context)).toBe('x');
});

test('a damaged key file is never overwritten: with it the stored keys would be lost for good', async () => {
  const dataDir = await dataDirectory();
  for (const content of ['', 'half a k']) {
    await writeFile(join(dataDir, 'secret.key'), content);
    await expect(openSecrets({ secret: null, dataDir, random: realRandom })).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
    expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toBe(content);
  }
});

test('FANGNETZ_SECRET wins over the key file, and an empty one counts as absent', async () => {
  const dataDir = await dataDirectory();
  const sealed = (await openSecrets({ secret: 'a master key of a test\n', dataDir, random: realRandom })).seal('cal_live_123', context);
  expect(secrets.open(sealed, context)).toBe('cal_live_123');
  expect(await readdir(dataDir)).toEqual([]);
  await openSecrets({ secret: ' ', dataDir, random: realRandom });
  expect(await readdir(dataDir)).toEqual(['secret.key']);
});
