import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { Ledger } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';

const ledgerQuery = (from: string) => queryOptions({ queryKey: ['ledger', { from }], queryFn: ({ signal }) => get<Ledger>('/ledger', { from }, signal) });

/** Why one can believe that nothing is open: the ledger of this week. */
export function useProofLine(): string | undefined {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const { company, permissions } = useSession();
  const { data } = useQuery({ ...ledgerQuery(mondayIn(company.time_zone)), enabled: permissions.includes('ledger') });
  return data === undefined ? undefined : t('list.proof', { wishes: say.count(data.wishes), open: say.count(data.fates.open_callback), difference: say.count(data.difference) });
}

function mondayIn(zone: string): string {
  const today = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(serverNow())}T12:00:00Z`);
  today.setUTCDate(today.getUTCDate() - ((today.getUTCDay() + 6) % 7));
  return today.toISOString().slice(0, 10);
}
