import { queryOptions } from '@tanstack/react-query';
import { get, send } from '../api/client.ts';
import type { CompanyPulses } from '../api/shapes.ts';

export type CompanyPulse = CompanyPulses['items'][number];

export const REFRESH_MS = 15_000;

/** What waits is looked at often; events tell of one company only. */
export const pulsesQuery = queryOptions({
  queryKey: ['companies', 'pulses'], queryFn: ({ signal }) => get<CompanyPulses>('/companies', { ledger: false }, signal), refetchInterval: REFRESH_MS, refetchOnWindowFocus: true, staleTime: 5_000,
});

/** The proof is most of the work, and moves slowly. */
export const ledgersQuery = queryOptions({
  queryKey: ['companies', 'ledgers'],
  queryFn: async ({ signal }) => new Map((await get<CompanyPulses>('/companies', {}, signal)).items.map(({ company, pulse }) => [company.slug, pulse?.ledger ?? null])),
  refetchInterval: 5 * 60_000, retry: false,
});

export interface NewCompany {
  readonly name: string;
  readonly slug: string;
  readonly locale: 'de' | 'en';
  readonly region: string | null;
}

export async function addCompany(company: NewCompany): Promise<{ readonly slug: string }> {
  return await send('/companies', company);
}
