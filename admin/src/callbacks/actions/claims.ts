// Who is on a callback, seen from here.
import { useDirectory } from '../../api/directory.ts';
import { useSession } from '../../api/session.ts';
import type { Callback } from '../../api/shapes.ts';
import { useStaffName } from '../use-staff-name.ts';

/** Whoever comes by link or key is no member of staff: what the server called him when he claimed something is remembered for this page load. */
const knownAs = new Set<string>();

export function rememberSelf({ claimed_by: name }: Pick<Callback, 'claimed_by'>): void {
  if (name !== null) knownAs.add(name);
}

export type Claim = 'free' | 'mine' | 'theirs';

export function useClaim({ claimed_by: by }: Pick<Callback, 'claimed_by'>): Claim {
  const { me } = useDirectory();
  const { user } = useSession();
  if (by === null) return 'free';
  return by === me || knownAs.has(by) || (user !== null && by === `user:${user.id}`) ? 'mine' : 'theirs';
}

/** A colleague by the name that everybody knows him by, also where he came with a key that is called otherwise. */
export function useHolderName({ claimed_by: by, claimed_by_name: name }: Pick<Callback, 'claimed_by' | 'claimed_by_name'>): string {
  const staffName = useStaffName();
  if (by === null) return '';
  const known = staffName(by);
  return known === by ? (name ?? by) : known;
}
