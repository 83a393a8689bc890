import { useCallback } from 'react';
import { useDirectory } from '../api/directory.ts';

/** The name behind an id of staff; what is no id of staff stays as it is. */
export function useStaffName(): (idOrName: string) => string {
  const { staff } = useDirectory();
  return useCallback((idOrName) => staff.find(({ id }) => id === idOrName)?.name ?? idOrName, [staff]);
}
