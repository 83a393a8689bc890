import { useQueryClient } from '@tanstack/react-query';
import { setupQuery } from '../api/setup.ts';
import type { SettingsFile } from '../settings/file.ts';
import { useSettings } from '../settings/use-settings.ts';

/** The settings, and the way to save a part of them after which the steps are looked at anew. */
export function useSave() {
  const queries = useQueryClient();
  const { save, ...settings } = useSettings();
  return {
    ...settings,
    save: (sections: Partial<SettingsFile>, then: () => void = () => undefined): void => save(sections, {
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: setupQuery.queryKey });
        then();
      },
    }),
  };
}
