// Views once lived in the browser. What is still there is carried over to the server, once, and then it is gone here.
import { send } from '../api/client.ts';
import { filtersOf, readInboxSearch } from './inbox-search.ts';

const KEPT = 'fangnetz-views';
const NAME_MAX = 60;

interface KeptView {
  readonly name: string;
  readonly search: Readonly<Record<string, unknown>>;
}

let carrying: Promise<boolean> | null = null;

/** True where there was something. Kept under one name it is there once, so two tabs may do this at the same time. */
export async function carryOver(): Promise<boolean> {
  return await (carrying ??= carry());
}

async function carry(): Promise<boolean> {
  const views = keptViews();
  for (const { name, search: given } of views) {
    const search = readInboxSearch(given);
    await send('/saved-views', { name: name.slice(0, NAME_MAX), filter: filtersOf(search), sort: search.sort ?? null });
  }
  localStorage.removeItem(KEPT);
  return views.length > 0;
}

function keptViews(): readonly KeptView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return []; // written by somebody else
  }
}

function isView(given: unknown): given is KeptView {
  const { name, search } = given as Partial<KeptView>;
  return typeof name === 'string' && name.trim() !== '' && typeof search === 'object' && search !== null;
}
