// Mails that lie as files because there is no mail server: those that tell of an erased person go as a whole. They are
// read as a mail program would, or a name with an umlaut would stand in them unseen.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface MailNeedles {
  /** Of his number and his address (person.ts). */
  readonly patterns: readonly string[];
  readonly names: readonly string[];
}

/** How many were removed. A directory that is not there holds none. */
export async function forgetMailFiles(directory: string, needles: MailNeedles): Promise<number> {
  const files = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const expressions = needles.patterns.map((pattern) => new RegExp(pattern, 'i'));
  const names = needles.names.map(plain).filter((name) => name.length >= 5);
  let removed = 0;
  for (const file of files.filter((name) => name.endsWith('.eml') || name.endsWith('.eml.tmp'))) {
    const text = readable(await readFile(join(directory, file), 'latin1'));
    if (!expressions.some((expression) => expression.test(text)) && !names.some((name) => plain(text).includes(name))) continue;
    await rm(join(directory, file), { force: true });
    removed += 1;
  }
  return removed;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** The message in each of the ways in which its parts may be encoded, one after the other. */
function readable(raw: string): string {
  const base64 = Array.from(raw.matchAll(/(?:^[A-Za-z0-9+/]{60,76}\r?\n)*^[A-Za-z0-9+/]{4,76}={0,2}\r?$/gm), ([block]) => utf8(Buffer.from(block, 'base64')));
  const words = Array.from(raw.matchAll(/=\?utf-8\?b\?([A-Za-z0-9+/=]+)\?=/gi), ([, word]) => utf8(Buffer.from(word!, 'base64')));
  return [utf8(Buffer.from(raw, 'latin1')), quotedPrintable(raw), words.join(''), ...base64].join('\n');
}

function quotedPrintable(raw: string): string {
  // a long subject is cut into several encoded words, in the middle of a name where it comes so
  const joined = raw.replaceAll(/\?=\s+=\?utf-8\?q\?/gi, '').replaceAll(/=\r?\n/g, '').replaceAll('_', ' ');
  return utf8(Buffer.from(joined.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))), 'latin1'));
}

function utf8(bytes: Buffer): string {
  return bytes.toString('utf8');
}
