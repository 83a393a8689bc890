import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CompanySection } from './file.ts';
import { LinesField } from './lines-field.tsx';
import { MunicipalityField } from './municipality-field.tsx';
import { PartTitle } from './part-title.tsx';
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
      <PartTitle part="company" />
      <TextInput label={t('company.name')} required value={draft.name} onChange={(event) => set({ ...draft, name: event.currentTarget.value })} />
      <NativeSelect label={t('company.locale')} value={draft.locale} onChange={(event) => set({ ...draft, locale: event.currentTarget.value === 'en' ? 'en' : 'de' })} data={[{ value: 'de', label: t('company.localeDe') }, { value: 'en', label: t('company.localeEn') }]} />
      <NativeSelect label={t('company.region')} value={draft.region ?? ''} onChange={(event) => set({ ...draft, region: event.currentTarget.value === '' ? null : event.currentTarget.value, municipality: null })} data={[{ value: '', label: t('company.regionNone') }, ...REGIONS]} />
      <MunicipalityField region={draft.region} value={draft.municipality} change={(municipality) => set({ ...draft, municipality })} />
      <Checkbox label={t('company.closedOnHolidays')} checked={draft.closedOnHolidays} onChange={(event) => set({ ...draft, closedOnHolidays: event.currentTarget.checked })} />
      <LinesField label={t('company.notifyEmails')} hint={t('company.notifyHint')} lines={draft.notifyEmails} change={(notifyEmails) => set({ ...draft, notifyEmails })} />
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}
