/** The sections as they are listed; each part belongs to one. */
export const GROUPS = [
  { name: 'company', parts: ['company', 'branches', 'hours', 'exceptions', 'services'] },
  { name: 'team', parts: ['staff', 'absences', 'people'] },
  { name: 'callbacks', parts: ['deadlines', 'notifications', 'mails'] },
  { name: 'connected', parts: ['connections', 'webhooks'] },
  { name: 'privacy', parts: ['retention', 'person', 'audit'] },
] as const;

export type Part = (typeof GROUPS)[number]['parts'][number];

const PARTS: readonly Part[] = GROUPS.flatMap(({ parts }) => [...parts]);

export interface SettingsSearch {
  readonly part?: Part;
  /** What of the part is open; NEW: one that is being made. */
  readonly item?: string;
}

/** No slug and no id begins with it. */
export const NEW = '_new';

export function readSettingsSearch({ part: wanted, item }: Record<string, unknown>): SettingsSearch {
  const part = PARTS.find((name) => name === wanted);
  return { ...(part === undefined ? {} : { part }), ...(part !== undefined && typeof item === 'string' && item !== '' ? { item } : {}) };
}
