// How the list keeps up with the server: which rows are asked for again after a change or a gap, and that nothing heard is forgotten.
import { ApiError } from '../api/client.ts';
import type { Callback, Page } from '../api/shapes.ts';

export interface Heard {
  readonly ids: ReadonlySet<string>;
  /** Something was missed, nobody knows what. */
  readonly gap: boolean;
}

interface Server {
  readonly page: (cursor: string) => Promise<Page<Callback>>;
  readonly one: (id: string) => Promise<Callback>;
}

export interface LookedAgain {
  /** As they are now, by id. */
  readonly rows: ReadonlyMap<string, Callback>;
  /** How many have come that are not shown yet. */
  readonly fresh: number;
  /** So much has left the list that it is another one by now. */
  readonly outdated: boolean;
}

/** So many rows are asked for one by one. */
const ONE_BY_ONE_MAX = 40;
/** A thousand rows; who has scrolled further has scrolled past what is due. */
const PAGES_MAX = 10;

/**
 * `shown`: the pages that are loaded. A change asks for the first page and for what it was about; after a gap any row may have moved on, so
 * that all pages are asked for, and what is open here but on none of them any more (a colleague has closed it) one by one.
 */
export async function lookAgain(shown: readonly Page<Callback>[], { ids, gap }: Heard, { page, one }: Server): Promise<LookedAgain> {
  const known = shown.flatMap(({ items }) => items);
  const first = await page('');
  const items = [...first.items];
  for (let i = 1, cursor = first.next_cursor; gap && i < Math.min(shown.length, PAGES_MAX) && cursor !== null; i += 1) {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.next_cursor;
  }
  const found = new Set(items.map(({ id }) => id));
  const looked = new Set((gap ? shown.slice(0, PAGES_MAX) : shown).flatMap((each) => each.items.map(({ id }) => id)));
  const elsewhere = known.filter(({ id, completed_at: closed }) => !found.has(id) && (ids.has(id) || (gap && looked.has(id) && closed === null))).map(({ id }) => id);
  const others = await Promise.all(elsewhere.slice(0, ONE_BY_ONE_MAX).map((id) => one(id).catch(goneIsNothing)));
  const rows = new Map([...items, ...others.filter((row) => row !== null)].map((row) => [row.id, row]));
  const shownIds = new Set(known.map(({ id }) => id));
  return { rows, fresh: first.items.filter(({ id }) => !shownIds.has(id)).length, outdated: gap && elsewhere.length > ONE_BY_ONE_MAX };
}

function goneIsNothing(error: unknown): null {
  if (error instanceof ApiError && error.kind === 'not_found') return null;
  throw error;
}

/** What one deed changes comes as several events. */
const AT_ONCE_MS = 30;
/** A burst of changes is one look at the server so often; the first of it does not wait. */
const GATHER_MS = 300;
/** No event says it a second time: what could not be looked at is looked at again. */
const AGAIN_MS = 5_000;

export interface Gathering {
  readonly hear: (change: { readonly kind: string; readonly id: string }) => void;
  readonly stop: () => void;
}

export function gatherChanges(look: (heard: Heard) => Promise<void>): Gathering {
  let ids = new Set<string>();
  let gap = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;
  let looking = false;
  let lookedAt = -Infinity;
  const soon = (ms: number): void => {
    if (!stopped) timer ??= setTimeout(() => void run(), ms);
  };
  const run = async (): Promise<void> => {
    timer = null;
    // one after the other: an older answer must not overwrite a newer one
    if (looking) return soon(GATHER_MS);
    const heard = { ids, gap };
    ids = new Set();
    gap = false;
    looking = true;
    lookedAt = performance.now();
    try {
      await look(heard);
    } catch (error) {
      console.warn('the list was not brought up to date, it is tried again', error);
      for (const id of heard.ids) ids.add(id);
      gap ||= heard.gap;
      soon(AGAIN_MS);
    }
    looking = false;
  };
  return {
    hear: ({ kind, id }) => {
      if (kind === 'resync') gap = true;
      else if (kind === 'callback') ids.add(id);
      else return;
      soon(Math.max(AT_ONCE_MS, lookedAt + GATHER_MS - performance.now()));
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
