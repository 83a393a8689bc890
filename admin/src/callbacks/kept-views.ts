// Saved views live in the browser until the API keeps them.
const KEPT = 'fangnetz-views';

export interface KeptView {
  readonly name: string;
  readonly search: Readonly<Record<string, unknown>>;
}

export function keptViews(): readonly KeptView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return []; // written by somebody else; saving overwrites it
  }
}

export function keepViews(views: readonly KeptView[]): void {
  localStorage.setItem(KEPT, JSON.stringify(views));
}

function isView(given: unknown): given is KeptView {
  const { name, search } = given as Partial<KeptView>;
  return typeof name === 'string' && typeof search === 'object' && search !== null;
}
