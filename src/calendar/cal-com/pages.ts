// The two ways in which Cal.com's list of bookings is turned over: by cursor (2026-05-01), or by take and skip.
import { objectOf, textOf } from './read-json.ts';
import type { CalComAccount } from './account.ts';
import type { JsonObject } from './read-json.ts';

const PAGE_SIZE = 100;

export function firstPage(profile: CalComAccount['profile']): Readonly<Record<string, string>> {
  return profile === 'hosted' ? { limit: String(PAGE_SIZE) } : { take: String(PAGE_SIZE), skip: '0' };
}

/** What asks for the page after `pages` read ones, the last of which was `body`; null where there is none. */
export function nextPage(body: JsonObject, read: { readonly profile: CalComAccount['profile']; readonly pages: number }): Readonly<Record<string, string>> | null {
  const pagination = objectOf(body['pagination']) ?? {};
  if (read.profile === 'cal.diy') return pagination['hasNextPage'] === true ? { take: String(PAGE_SIZE), skip: String(read.pages * PAGE_SIZE) } : null;
  const cursor = textOf(pagination['nextCursor']);
  return pagination['hasMore'] === true && cursor !== null ? { limit: String(PAGE_SIZE), cursor } : null;
}
