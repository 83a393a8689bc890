// What whoever may edit a company's settings does not get at by editing them: a stored key, which is sent to the address that
// it was entered for and to no other, and a connection of other companies, whose keys and calls are theirs.
import type { CompanyFile, FileProblem } from '../companies/company-file.ts';
import type { CompanyRecord } from '../companies/company-record.ts';
import { voiceKey } from '../companies/company-secrets.ts';
import type { Tx } from '../platform/database.ts';
import { isFault } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import { isLeftAlone } from './settings-file.ts';
import type { File } from './settings-file.ts';

export interface Edit {
  readonly before: CompanyRecord;
  /** As it came, in which a secret that was left alone is the word for it. */
  readonly given: File;
  readonly file: CompanyFile;
}

const ELSEWHERE = { reason: 'is stored for another address', remedy: 'enter the key together with the new address' };

export function keysSentElsewhere({ before, given, file }: Edit): FileProblem[] {
  const calCom = file.calendars['cal.com'];
  const isMoved = calCom !== undefined && calCom.baseUrl !== before.company.calCom?.baseUrl && isLeftAlone(given, { field: 'apiKey', connection: null });
  const moved = file.voice.flatMap(({ connection, apiBaseUrl }, i) => {
    const stored = before.voice.find((voice) => voice.connection === connection)?.apiBaseUrl ?? null;
    return apiBaseUrl !== stored && isLeftAlone(given, { field: 'apiKey', connection }) ? [{ path: ['voice', i, 'apiKey'], ...ELSEWHERE }] : [];
  });
  return [...(isMoved ? [{ path: ['calendars', 'cal.com', 'apiKey'], ...ELSEWHERE }] : []), ...moved];
}

interface OthersRow {
  readonly company_id: string;
  readonly connection: string;
  readonly api_key_sealed: string;
  readonly api_base_url: string | null;
}

/**
 * Companies that name the same connection share it: each one's key signs for all of them, and one address is asked with all
 * keys. So who joins has the key of one who is there, and nobody moves it from under the others.
 */
export async function foreignConnections(tx: Tx, secrets: Pick<Secrets, 'open'>, { before, file }: Edit): Promise<FileProblem[]> {
  const rows = await tx.rows<OthersRow>('select company_id, connection, api_key_sealed, api_base_url from voice_connections where company_id <> $1 and connection = any ($2::text[])', [
    before.company.id, file.voice.map(({ connection }) => connection),
  ]);
  return file.voice.flatMap(({ connection, apiKey, apiBaseUrl }, i): FileProblem[] => {
    const others = rows.filter((row) => row.connection === connection);
    if (others.length === 0) return [];
    const own = before.voice.find((voice) => voice.connection === connection);
    if (own === undefined && !others.some((row) => hasKey(secrets, row, apiKey))) {
      return [{ path: ['voice', i, 'connection'], reason: `"${connection}" is a connection of another company, whose key this is not`, remedy: 'take another name, or enter the key of that account' }];
    }
    if (apiBaseUrl === (own?.apiBaseUrl ?? null) || others.some((row) => row.api_base_url === apiBaseUrl)) return [];
    return [{ path: ['voice', i, 'apiBaseUrl'], reason: `would move "${connection}" for other companies too`, remedy: 'leave it, or have it changed with the company files' }];
  });
}

function hasKey(secrets: Pick<Secrets, 'open'>, { company_id: companyId, connection, api_key_sealed: sealed }: OthersRow, key: string): boolean {
  try {
    return secrets.open(sealed, voiceKey(companyId, connection)) === key;
  } catch (error) {
    if (isFault(error, 'SECRET_UNREADABLE')) return false;
    throw error;
  }
}
