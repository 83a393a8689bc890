export const PARTS = ['company', 'hours', 'services', 'deadlines', 'connections', 'people', 'audit'] as const;
export type Part = (typeof PARTS)[number];

export function readSettingsSearch(search: Record<string, unknown>): { readonly part?: Part } {
  const part = PARTS.find((name) => name === search['part']);
  return part === undefined ? {} : { part };
}
