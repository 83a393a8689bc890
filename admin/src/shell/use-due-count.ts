import { useQuery } from '@tanstack/react-query';
import { facetsQuery } from '../callbacks/queries.ts';

/** Overdue and due within half an hour: what a badge is for. Everything that is open would be wallpaper. */
export function useDueCount(): number {
  const { data } = useQuery({ ...facetsQuery({}), refetchInterval: 60_000 });
  return data?.tabs.due_now ?? 0;
}
