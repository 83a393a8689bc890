import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { toast } from '../shell/toast-store.ts';
import type { NotificationSettings } from './shapes.ts';

const settingsQuery = queryOptions({ queryKey: ['notification-settings'], queryFn: ({ signal }) => get<NotificationSettings>('/notifications/preferences', {}, signal) });

/** `of`: the company's, or one's own. */
export function useNotificationSettings(of: 'company' | 'preferences') {
  const { t } = useTranslation('told');
  const queries = useQueryClient();
  const { data, dataUpdatedAt } = useSuspenseQuery(settingsQuery);
  const saving = useMutation({
    mutationFn: (body: object) => send(`/notifications/${of}`, body, { method: 'PUT' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
      toast(t('mine.saved'));
    },
  });
  return { settings: data, version: dataUpdatedAt, save: saving.mutate, saving: saving.isPending, error: saving.error };
}
