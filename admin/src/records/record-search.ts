/** The address of these lists. What is none is left out. */
export function readRecordSearch(search: Record<string, unknown>): { readonly q?: string; readonly all?: boolean } {
  const { q, all } = search;
  return { ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 200) } : {}), ...(String(all) === 'true' ? { all: true } : {}) };
}
