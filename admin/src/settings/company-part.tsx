import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CompanySection } from './file.ts';
import { REGIONS } from './regions.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import styles from './settings-page.module.css';

export function CompanyPart() {
  const { t } = useTranslation('settings');
  const { file, version, save, saving, error } = useSettings();
  const { draft, set, dirty, discard } = useDraft<CompanySection>(file.company, version);
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save({ company: draft }); }}>
      <TextInput label={t('company.name')} required value={draft.name} onChange={(event) => set({ ...draft, name: event.currentTarget.value })} />
      <NativeSelect label={t('company.locale')} value={draft.locale} onChange={(event) => set({ ...draft, locale: event.currentTarget.value === 'en' ? 'en' : 'de' })} data={[{ value: 'de', label: t('company.localeDe') }, { value: 'en', label: t('company.localeEn') }]} />
      <NativeSelect label={t('company.region')} value={draft.region ?? ''} onChange={(event) => set({ ...draft, region: event.currentTarget.value === '' ? null : event.currentTarget.value })} data={[{ value: '', label: t('company.regionNone') }, ...REGIONS]} />
      <Checkbox label={t('company.closedOnHolidays')} checked={draft.closedOnHolidays} onChange={(event) => set({ ...draft, closedOnHolidays: event.currentTarget.checked })} />
      <Textarea label={t('company.notifyEmails')} description={t('company.notifyHint')} autosize minRows={2} value={draft.notifyEmails.join('\n')} onChange={(event) => set({ ...draft, notifyEmails: event.currentTarget.value.split('\n') })} onBlur={() => set({ ...draft, notifyEmails: draft.notifyEmails.map((line) => line.trim()).filter((line) => line !== '') })} />
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}
