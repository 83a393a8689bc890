import { useTranslation } from 'react-i18next';
import type { BranchSection, Hours } from './file.ts';
import { PartTitle } from './part-title.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import { WeekHours } from './week-hours.tsx';
import styles from './settings-page.module.css';

export function HoursPart() {
  const { t } = useTranslation('settings');
  const { file, version, save, saving, error } = useSettings();
  const { draft, set, dirty, discard } = useDraft<readonly BranchSection[]>(file.branches, version);
  const change = (slug: string, openingHours: Hours): void => set(draft.map((branch) => (branch.slug === slug ? { ...branch, openingHours } : branch)));
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save({ branches: draft }); }}>
      <PartTitle part="hours" intro={t('hours.intro')} />
      {draft.map((branch) => (
        <fieldset key={branch.slug} className={styles.group}>
          <legend>{branch.name}</legend>
          <WeekHours hours={branch.openingHours} change={(hours) => change(branch.slug, hours)} />
        </fieldset>
      ))}
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}
