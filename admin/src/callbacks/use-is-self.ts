import { useCallback } from 'react';
import { useDirectory } from '../api/directory.ts';
import { useSession } from '../api/session.ts';

/** Whether `claimed_by` means whoever looks at it. The session says so, not what this page has done: a page that was loaded again kept one from one's own customer for twenty minutes. */
export function useIsSelf(): (claimedBy: string) => boolean {
  const { me } = useDirectory();
  const { actor } = useSession();
  return useCallback((claimedBy) => claimedBy === me || claimedBy === actor, [me, actor]);
}
