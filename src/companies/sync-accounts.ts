// Calendar account and voice connections of a company: nothing refers to their rows, so what is gone from the file is deleted.
import type { Tx } from '../platform/database.ts';
import { isFault } from '../platform/errors.ts';
import type { SecretContext, Secrets } from '../platform/secrets.ts';
import { calComKey, calComWebhookSecret, voiceKey } from './company-secrets.ts';
import type { CompanyFile } from './company-file.ts';
import { reachOf } from './entered-address.ts';

interface Means {
  readonly tx: Tx;
  readonly secrets: Secrets;
  readonly companyId: string;
  /** ISO 8601. */
  readonly now: string;
  /** The addresses come from somebody who manages the company, and not from a file. */
  readonly entered: boolean;
}

interface AccountRow {
  readonly base_url: string;
  readonly address_entered: boolean;
  readonly profile: string;
  readonly api_key_sealed: string | null;
  readonly webhook_secret_sealed: string | null;
}

interface VoiceRow {
  readonly connection: string;
  readonly platform: string;
  readonly api_key_sealed: string;
  readonly agents: readonly string[];
  readonly api_base_url: string | null;
  readonly address_entered: boolean;
}

export async function syncCalendar(means: Means, file: CompanyFile): Promise<string[]> {
  const { tx, companyId } = means;
  const wanted = file.calendars['cal.com'];
  const stored = await tx.maybe<AccountRow>(
    `select base_url, address_entered, profile, api_key_sealed, webhook_secret_sealed from calendar_accounts where company_id = $1 and provider = 'cal.com'`,
    [companyId],
  );
  if (wanted === undefined) {
    if (stored === null) return [];
    await tx.run(`delete from calendar_accounts where company_id = $1 and provider = 'cal.com'`, [companyId]);
    return ['- calendar cal.com'];
  }
  const entered = isEntered(means, stored === null ? null : { address: stored.base_url, entered: stored.address_entered }, wanted.baseUrl);
  const key = resealed(means, stored?.api_key_sealed ?? null, { plain: wanted.apiKey, context: calComKey(companyId) });
  const webhook = resealed(means, stored?.webhook_secret_sealed ?? null, { plain: wanted.webhookSecret, context: calComWebhookSecret(companyId) });
  const changes = [
    ...(stored?.base_url === wanted.baseUrl ? [] : [`address ${stored?.base_url} → ${wanted.baseUrl}`]),
    ...(stored?.base_url === wanted.baseUrl && stored.address_entered !== entered ? [CONFIRMED] : []),
    ...(stored?.profile === wanted.profile ? [] : [`profile ${stored?.profile} → ${wanted.profile}`]),
    ...(key.changed ? ['API key changed'] : []),
    ...(webhook.changed ? ['webhook secret changed'] : []),
  ];
  if (stored !== null && changes.length === 0) return [];
  await tx.run(
    `insert into calendar_accounts (company_id, provider, base_url, profile, api_key_sealed, webhook_secret_sealed, address_entered) values ($1, 'cal.com', $2, $3, $4, $5, $6)
     on conflict (company_id, provider) do update set base_url = excluded.base_url, address_entered = excluded.address_entered, profile = excluded.profile,
       api_key_sealed = excluded.api_key_sealed, webhook_secret_sealed = excluded.webhook_secret_sealed`,
    [companyId, wanted.baseUrl, wanted.profile, key.sealed, webhook.sealed, entered],
  );
  return [stored === null ? '+ calendar cal.com' : `~ calendar cal.com: ${changes.join(', ')}`];
}

export async function syncVoice(means: Means, file: CompanyFile): Promise<string[]> {
  const { tx, companyId } = means;
  const rows = await tx.rows<VoiceRow>('select connection, platform, api_key_sealed, agents, api_base_url, address_entered from voice_connections where company_id = $1', [companyId]);
  const stored = new Map(rows.map((row) => [row.connection, row]));
  const changes: string[] = [];
  for (const wanted of file.voice) {
    const before = stored.get(wanted.connection);
    const entered = isEntered(means, before === undefined ? null : { address: before.api_base_url, entered: before.address_entered }, wanted.apiBaseUrl);
    const key = resealed(means, before?.api_key_sealed ?? null, { plain: wanted.apiKey, context: voiceKey(companyId, wanted.connection) });
    const words = [
      ...(before?.agents.join('\n') === wanted.agents.join('\n') ? [] : [`agents ${wanted.agents.join(', ') || 'none'}`]),
      ...((before?.api_base_url ?? null) === wanted.apiBaseUrl ? [] : [`API address ${before?.api_base_url ?? 'the usual'} → ${wanted.apiBaseUrl ?? 'the usual'}`]),
      ...(before?.api_base_url === wanted.apiBaseUrl && before.address_entered !== entered ? [CONFIRMED] : []),
      ...(key.changed ? ['API key changed'] : []),
    ];
    if (before !== undefined && words.length === 0) continue;
    await tx.run(
      `insert into voice_connections (company_id, connection, platform, api_key_sealed, agents, api_base_url, known_since, address_entered) values ($1, $2, $3, $4, $5::text[], $6, $7, $8)
       on conflict (company_id, connection) do update set platform = excluded.platform, api_key_sealed = excluded.api_key_sealed, agents = excluded.agents,
         api_base_url = excluded.api_base_url, address_entered = excluded.address_entered, registered_for = null`,
      [companyId, wanted.connection, wanted.platform, key.sealed, wanted.agents, wanted.apiBaseUrl, means.now, entered],
    );
    changes.push(before === undefined ? `+ connection ${wanted.connection}` : `~ connection ${wanted.connection}: ${words.join(', ')}`);
  }
  const listed = new Set(file.voice.map((wanted) => wanted.connection));
  for (const row of rows.filter((row) => !listed.has(row.connection))) {
    await tx.run('delete from voice_connections where company_id = $1 and connection = $2', [companyId, row.connection]);
    changes.push(`- connection ${row.connection}`);
  }
  return changes;
}

const CONFIRMED = 'address confirmed by the file';

/** What stays as it was keeps its origin; the same address in a file is from then on one of whoever runs the installation. */
function isEntered(means: Pick<Means, 'entered'>, before: { readonly address: string | null; readonly entered: boolean } | null, address: string | null): boolean {
  if (!means.entered) return false;
  return before !== null && before.address === address ? before.entered : reachOf(address) === 'entered';
}

interface Resealed {
  readonly sealed: string | null;
  readonly changed: boolean;
}

// Sealing gives another text each time, so the plain values are compared. A stored value that cannot be opened
// (another master key) counts as changed: applying the file again is how such a company is repaired.
function resealed({ secrets }: Means, stored: string | null, wanted: { plain: string | null; context: SecretContext }): Resealed {
  if (wanted.plain === null) return { sealed: null, changed: stored !== null };
  if (stored !== null && opened(secrets, stored, wanted.context) === wanted.plain) return { sealed: stored, changed: false };
  return { sealed: secrets.seal(wanted.plain, wanted.context), changed: true };
}

function opened(secrets: Secrets, sealed: string, context: SecretContext): string | null {
  try {
    return secrets.open(sealed, context);
  } catch (error) {
    if (isFault(error, 'SECRET_UNREADABLE')) return null;
    throw error;
  }
}
