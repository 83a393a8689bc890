import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { must } from '../must.ts';
import { AbsenceForm } from './absence-form.tsx';
import { AbsenceList } from './absence-list.tsx';
import { CheckList } from './check-list.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { freshSlug, STAFF_ROLES } from './file.ts';
import type { SettingsFile, StaffSection } from './file.ts';
import { ItemFrame } from './item-frame.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import { WeekHours } from './week-hours.tsx';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const blank = (file: SettingsFile): StaffSection => ({ slug: '', name: '', email: null, role: 'staff', branches: file.branches.map(({ slug }) => slug), services: [], workingHours: null });

/** null: somebody new. */
export function StaffEditor({ member }: { readonly member: StaffSection | null }) {
  const { t } = useTranslation('team');
  const { file, version, save, saving, error } = useSettings();
  const navigate = useNavigate();
  const { draft, set, dirty, discard } = useDraft<StaffSection>(member ?? blank(file), version);
  const [asked, setAsked] = useState(false);
  const back = { onSuccess: () => void navigate({ to: '/settings', search: { part: 'staff' }, ignoreBlocker: true }) };
  const submit = (): void => {
    setAsked(true);
    if (draft.branches.length === 0) return;
    const saved = { ...draft, name: draft.name.trim() };
    save({ staff: member === null ? [...file.staff, { ...saved, slug: freshSlug(draft.name, file.staff, 'person') }] : file.staff.map((one) => (one.slug === member.slug ? saved : one)) }, back);
  };
  return (
    <ItemFrame part="staff" title={member?.name ?? t('staff.new')}>
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Fields draft={draft} set={set} branchProblem={asked && draft.branches.length === 0 ? t('staff.branchNeeded') : null} />
        <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
      </form>
      {member !== null && <Absences slug={member.slug} />}
      {member !== null && (
        <section className={styles.section}>
          <h3 className={page.heading}>{t('staff.leaving')}</h3>
          <p className={page.intro}>{t('staff.leavingText')}</p>
          <div><ConfirmButton alone label={t('staff.remove')} question={t('staff.removeQuestion', { name: member.name })} sure={t('staff.removeSure')} busy={saving} act={() => save({ staff: file.staff.filter(({ slug }) => slug !== member.slug) }, back)} /></div>
        </section>
      )}
    </ItemFrame>
  );
}

function Fields({ draft, set, branchProblem }: { readonly draft: StaffSection; readonly set: (next: StaffSection) => void; readonly branchProblem: string | null }) {
  const { t } = useTranslation('team');
  const { file } = useSettings();
  const options = (list: readonly { readonly slug: string; readonly name: string }[]): { value: string; label: string }[] => list.map(({ slug, name }) => ({ value: slug, label: name }));
  const usual = must(file.branches.find(({ slug }) => draft.branches.includes(slug)) ?? file.branches[0], 'a company has a branch').openingHours;
  return (
    <>
      <TextInput label={t('staff.name')} required maxLength={200} value={draft.name} onChange={(event) => set({ ...draft, name: event.currentTarget.value })} />
      <TextInput label={t('staff.email')} description={t('staff.emailHint')} type="email" value={draft.email ?? ''} onChange={(event) => set({ ...draft, email: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
      <NativeSelect label={t('staff.roleField')} description={t(`staff.roleHint.${draft.role}`)} value={draft.role} onChange={(event) => set({ ...draft, role: STAFF_ROLES.find((one) => one === event.currentTarget.value) ?? 'staff' })} data={STAFF_ROLES.map((value) => ({ value, label: t(`staff.role.${value}`) }))} />
      {file.branches.length > 1 && <CheckList legend={t('staff.branches')} options={options(file.branches)} value={draft.branches} change={(branches) => set({ ...draft, branches })} problem={branchProblem} />}
      <CheckList legend={t('staff.servicesField')} hint={t('staff.servicesHint')} options={options(file.services)} value={draft.services} change={(services) => set({ ...draft, services })} />
      <ExplainedSwitch label={t('staff.ownHours')} hint={t('staff.ownHoursHint')} on={draft.workingHours !== null} change={(on) => set({ ...draft, workingHours: on ? usual : null })} />
      {draft.workingHours !== null && <WeekHours hours={draft.workingHours} change={(workingHours) => set({ ...draft, workingHours })} none={t('staff.off')} />}
    </>
  );
}

function Absences({ slug }: { readonly slug: string }) {
  const { t } = useTranslation('team');
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('absences.title')}</h3>
      <AbsenceList staff={slug} />
      <AbsenceForm staff={slug} />
    </section>
  );
}
