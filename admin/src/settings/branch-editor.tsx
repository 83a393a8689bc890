import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { must } from '../must.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { freshSlug } from './file.ts';
import type { BranchSection, SettingsFile } from './file.ts';
import { ItemFrame } from './item-frame.tsx';
import { LinesField } from './lines-field.tsx';
import { MunicipalityField } from './municipality-field.tsx';
import { REGIONS } from './regions.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import { WeekHours } from './week-hours.tsx';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const AS_COMPANY = '';

/** null: a new one. */
export function BranchEditor({ branch }: { readonly branch: BranchSection | null }) {
  const { t } = useTranslation('team');
  const { file, version, save, saving, error } = useSettings();
  const navigate = useNavigate();
  const blank: BranchSection = { slug: '', name: '', phoneNumbers: [], openingHours: must(file.branches[0], 'a company has a branch').openingHours, region: null, municipality: null };
  const { draft, set, dirty, discard } = useDraft<BranchSection>(branch ?? blank, version);
  const back = { onSuccess: () => void navigate({ to: '/settings', search: { part: 'branches' }, ignoreBlocker: true }) };
  const submit = (): void => {
    const saved = { ...draft, name: draft.name.trim(), phoneNumbers: draft.phoneNumbers.map((number) => number.trim()).filter((number) => number !== '') };
    save({ branches: branch === null ? [...file.branches, { ...saved, slug: freshSlug(draft.name, file.branches, 'filiale') }] : file.branches.map((one) => (one.slug === branch.slug ? saved : one)) }, back);
  };
  return (
    <ItemFrame part="branches" title={branch?.name ?? t('branches.new')}>
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <TextInput label={t('branches.name')} required maxLength={200} value={draft.name} onChange={(event) => set({ ...draft, name: event.currentTarget.value })} />
        <LinesField label={t('branches.numbers')} hint={t('branches.numbersHint')} lines={draft.phoneNumbers} change={(phoneNumbers) => set({ ...draft, phoneNumbers })} />
        <Place draft={draft} set={set} />
        <fieldset className={page.group}><legend>{t('branches.hours')}</legend><WeekHours hours={draft.openingHours} change={(openingHours) => set({ ...draft, openingHours })} /></fieldset>
        <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
      </form>
      {branch !== null && file.branches.length > 1 && (
        <section className={styles.section}>
          <h3 className={page.heading}>{t('branches.closing')}</h3>
          <p className={page.intro}>{t('branches.closingText')}</p>
          <div><ConfirmButton alone label={t('branches.remove')} question={t('branches.removeQuestion', { name: branch.name })} sure={t('branches.removeSure')} busy={saving} act={() => save(without(file, branch.slug), back)} /></div>
        </section>
      )}
    </ItemFrame>
  );
}

function Place({ draft, set }: { readonly draft: BranchSection; readonly set: (next: BranchSection) => void }) {
  const { t } = useTranslation('team');
  const { file: { company } } = useSettings();
  const ofCompany = REGIONS.find(({ value }) => value === company.region)?.label ?? t('branches.noRegion');
  return (
    <>
      <NativeSelect label={t('branches.region')} value={draft.region ?? AS_COMPANY} onChange={(event) => set({ ...draft, region: event.currentTarget.value === AS_COMPANY ? null : event.currentTarget.value, municipality: null })} data={[{ value: AS_COMPANY, label: t('branches.asCompany', { region: ofCompany }) }, ...REGIONS]} />
      <MunicipalityField region={draft.region ?? company.region} value={draft.municipality ?? (draft.region === null ? company.municipality : null)} change={(municipality) => set({ ...draft, municipality })} />
    </>
  );
}

/** What names it elsewhere goes along: a file that names a branch which it does not have is refused. */
function without(file: SettingsFile, slug: string): Partial<SettingsFile> {
  return {
    branches: file.branches.filter((branch) => branch.slug !== slug),
    staff: file.staff.map((member) => ({ ...member, branches: member.branches.filter((one) => one !== slug) })),
    callbacks: { ...file.callbacks, strategies: Object.fromEntries(Object.entries(file.callbacks.strategies).filter(([one]) => one !== slug)) },
  };
}
