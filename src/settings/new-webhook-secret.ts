// The secret by which messages of the calendar are known to be its own: made here, because one that a person thinks up is guessed.
import { changeSettings, readSettings } from './change-settings.ts';
import type { SettingsChange, SettingsMeans } from './change-settings.ts';
import type { Json } from '../journal/journal.ts';
import type { Random } from '../platform/world.ts';

export type NewSecret =
  | { readonly kind: 'stored'; readonly secret: string }
  | Extract<SettingsChange, { kind: 'stale' | 'refused' }>
  /** No calendar that sends messages is connected. */
  | { readonly kind: 'no_account' };

/** Messages that are signed with the one before it are refused from then on. */
export async function newWebhookSecret(means: SettingsMeans & { readonly random: Random }, of: { readonly companyId: string; readonly actor: string }): Promise<NewSecret> {
  const stored = await readSettings(means, of.companyId);
  const account = accountIn(stored?.file['calendars']);
  if (stored === null || account === null) return { kind: 'no_account' };
  const secret = Buffer.from(means.random.bytes(32)).toString('hex');
  const sections = { calendars: { 'cal.com': { ...account, webhookSecret: secret } } };
  const change = await changeSettings(means, { ...of, version: stored.version, sections, dryRun: false });
  if (change.kind === 'changed') return { kind: 'stored', secret };
  return change.kind === 'not_found' ? { kind: 'no_account' } : change;
}

function accountIn(calendars: Json | undefined): { readonly [key: string]: Json } | null {
  if (typeof calendars !== 'object' || calendars === null || Array.isArray(calendars)) return null;
  const account = (calendars as { readonly [key: string]: Json })['cal.com'];
  return typeof account === 'object' && account !== null && !Array.isArray(account) ? (account as { readonly [key: string]: Json }) : null;
}
