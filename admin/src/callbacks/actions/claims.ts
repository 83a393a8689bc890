// Who is on a callback, seen from here.
import type { Callback } from '../../api/shapes.ts';
import { useIsSelf } from '../use-is-self.ts';
import { useStaffName } from '../use-staff-name.ts';

export type Claim = 'free' | 'mine' | 'theirs';

export function useClaim({ claimed_by: by }: Pick<Callback, 'claimed_by'>): Claim {
  const isSelf = useIsSelf();
  if (by === null) return 'free';
  return isSelf(by) ? 'mine' : 'theirs';
}

/** A colleague by the name that everybody knows him by, also where he came with a key that is called otherwise. */
export function useHolderName({ claimed_by: by, claimed_by_name: name }: Pick<Callback, 'claimed_by' | 'claimed_by_name'>): string {
  const staffName = useStaffName();
  if (by === null) return '';
  const known = staffName(by);
  return known === by ? (name ?? by) : known;
}
