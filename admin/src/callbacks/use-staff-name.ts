import { useDirectory } from '../api/directory.ts';

/** The name behind an id of staff; a claim or an event may bring a name along instead. */
export function useStaffName(): (idOrName: string) => string {
  const { staff } = useDirectory();
  return (idOrName) => staff.find(({ id }) => id === idOrName)?.name ?? idOrName;
}
