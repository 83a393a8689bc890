import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import type { CalendarEntries } from './shapes.ts';

const entriesQuery = queryOptions({ queryKey: ['calendar', 'entries'], queryFn: ({ signal }) => get<CalendarEntries>('/calendar/entries', {}, signal) });

export function useCalendarEntries(): CalendarEntries {
  return useSuspenseQuery(entriesQuery).data;
}

/** Single days are stored one by one, at once: unlike the sections of the settings they have no common save. */
export function useEntering(kind: 'exceptions' | 'absences') {
  const { t } = useTranslation('team');
  const queries = useQueryClient();
  const errorText = useErrorText();
  const refresh = async (): Promise<void> => await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
  const add = useMutation({ mutationFn: (entry: object) => send(`/${kind}`, entry), onSuccess: async () => { await refresh(); toast(t('days.added')); } });
  const remove = useMutation({
    mutationFn: (id: string) => send(`/${kind}/${id}`, {}, { method: 'DELETE' }),
    onSuccess: async () => { await refresh(); toast(t('days.removed')); },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  return { add, remove };
}
