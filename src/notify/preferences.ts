// How somebody wants to be told, on top of what the company and the program would do.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import type { ChosenChannel } from './channels.ts';
import { KINDS } from './channels.ts';
import type { QuietHours } from './quiet-hours.ts';

export type OwnQuiet = { readonly off: true } | QuietHours;

export interface Preferences {
  /** What is not there is as KINDS has it. */
  readonly channels: Readonly<Partial<Record<NoticeKind, readonly ChosenChannel[]>>>;
  /** null: the company's. */
  readonly quiet: OwnQuiet | null;
  readonly digest: boolean;
  /** null: the company's. */
  readonly locale: 'de' | 'en' | null;
}

export const NO_PREFERENCES: Preferences = { channels: {}, quiet: null, digest: true, locale: null };

export function channelsFor(preferences: Preferences, kind: NoticeKind): readonly ChosenChannel[] {
  if (kind === 'digest') return preferences.digest ? KINDS.digest.channels : [];
  return preferences.channels[kind] ?? KINDS[kind].channels;
}

export function quietFor(preferences: Preferences, companyQuiet: QuietHours | null): QuietHours | null {
  if (preferences.quiet === null) return companyQuiet;
  return 'off' in preferences.quiet ? null : preferences.quiet;
}

export async function readPreferences(tx: Tx, companyId: string, persons: readonly string[]): Promise<ReadonlyMap<string, Preferences>> {
  if (persons.length === 0) return new Map();
  const rows = await tx.rows<Preferences & { person: string }>(
    'select person, channels, quiet, digest, locale from notification_preferences where company_id = $1 and person = any($2::text[])',
    [companyId, persons],
  );
  return new Map(rows.map(({ person, ...preferences }) => [person, preferences]));
}

export async function storePreferences(tx: Tx, of: { companyId: string; person: string; at: EpochMs }, { channels, quiet, digest, locale }: Preferences): Promise<void> {
  await tx.run(
    `insert into notification_preferences (company_id, person, channels, quiet, digest, locale, updated_at) values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7)
     on conflict (company_id, person) do update set channels = excluded.channels, quiet = excluded.quiet, digest = excluded.digest, locale = excluded.locale, updated_at = excluded.updated_at`,
    [of.companyId, of.person, JSON.stringify(channels), quiet === null ? null : JSON.stringify(quiet), digest, locale, iso(of.at)],
  );
}
