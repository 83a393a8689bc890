// PostgreSQL refuses to run as root. Started by root it therefore runs under another account that exists already:
// the owner of the cluster, else `postgres`, else `nobody`. An ordinary user simply runs it.
import { chown, readFile, stat } from 'node:fs/promises';
import { Fault } from '../errors.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** The account PostgreSQL has to be given, or null where it runs as we do. */
export async function chooseAccount(clusterDirectory: string): Promise<Account | null> {
  const self = process.getuid?.();
  const owner = await stat(clusterDirectory).catch(() => null);
  if (self !== 0) {
    if (owner !== null && self !== undefined && owner.uid !== self) throw foreignCluster(clusterDirectory, owner.uid, self);
    return null;
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return parseAccounts(passwd, ['postgres', 'nobody']) ?? { uid: 65534, gid: 65534, name: 'nobody' };
}

/** The first of `names` that /etc/passwd lists and that is not root. */
export function parseAccounts(passwd: string, names: readonly string[]): Account | null {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const row = rows.find((fields) => fields[0] === name);
    const uid = Number(row?.[2]);
    const gid = Number(row?.[3]);
    if (row !== undefined && Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { uid, gid, name };
  }
  return null;
}

/** Hands a path that we have just made to the account. */
export async function giveTo(account: Account | null, path: string): Promise<void> {
  if (account !== null) await chown(path, account.uid, account.gid);
}

function foreignCluster(directory: string, owner: number, self: number): Fault {
  return new Fault('POSTGRES_START_FAILED', `The database in ${directory} belongs to user id ${owner}, but this program runs as ${self}.`, {
    next: 'Start it as the same user as before (as root, where it was root), or give the whole data directory to this user with chown -R.',
  });
}
