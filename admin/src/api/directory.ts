import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import type { CompanyDirectory } from './shapes.ts';

export const directoryQuery = queryOptions({ queryKey: ['directory'], queryFn: ({ signal }) => get<CompanyDirectory>('/directory', {}, signal), staleTime: 5 * 60_000 });

const NOBODY: CompanyDirectory = { branches: [], services: [], staff: [], me: null };

/** Branches, services and staff of the company, by id and name. Empty until it has arrived. */
export function useDirectory(): CompanyDirectory {
  return useQuery(directoryQuery).data ?? NOBODY;
}
