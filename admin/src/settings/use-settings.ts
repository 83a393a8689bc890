import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError, get, send } from '../api/client.ts';
import { toast } from '../shell/toast-store.ts';
import type { SettingsFile } from './file.ts';

interface Settings {
  readonly version: number;
  readonly settings: SettingsFile;
}

const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => get<Settings>('/settings', {}, signal) });

/** One section that is edited: as it is stored, and the way to save it. All or nothing is changed, and what somebody else saved meanwhile is not undone. */
export function useSettings() {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(settingsQuery);
  const saving = useMutation({
    mutationFn: (sections: Partial<SettingsFile>) => send<Settings & { readonly changes: readonly string[] }>('/settings', { version: data.version, sections }, { method: 'PATCH' }),
    onSuccess: ({ version, settings, changes }) => {
      queries.setQueryData(settingsQuery.queryKey, { version, settings });
      void queries.invalidateQueries({ queryKey: ['directory'] });
      toast(changes.length === 0 ? t('unchanged') : t('saved'));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.problem?.code === 'SETTINGS_STALE') void queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
  });
  return { file: data.settings, version: data.version, save: saving.mutate, saving: saving.isPending, error: saving.error };
}
