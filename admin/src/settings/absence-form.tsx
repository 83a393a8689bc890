import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import { FieldRow } from '../callbacks/actions/fields.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import type { Interval } from './file.ts';
import { Times } from './times.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { useCalendarEntries, useEntering } from './use-calendar-entries.ts';
import page from './settings-page.module.css';

const BLANK = { from: '', to: '', reason: '', hours: [] as readonly Interval[] };

/** `staff` null: whoever is chosen. */
export function AbsenceForm({ staff: fixed }: { readonly staff: string | null }) {
  const { t } = useTranslation('team');
  const errorText = useErrorText();
  const { staff } = useDirectory();
  const { from: today } = useCalendarEntries();
  const { add } = useEntering('absences');
  const [chosen, choose] = useState('');
  const [entry, set] = useState(BLANK);
  const who = fixed ?? (chosen === '' ? (staff[0]?.slug ?? '') : chosen);
  const { from, to, hours, reason } = entry;
  const submit = (): void => add.mutate({ staff: who, from, to: to === '' ? from : to, hours: hours.length === 0 ? null : hours, reason: reason.trim() === '' ? null : reason.trim() }, { onSuccess: () => set(BLANK) });
  return (
    <form className={page.form} aria-label={t('absences.new')} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <UnsavedGuard dirty={!add.isPending && JSON.stringify(entry) !== JSON.stringify(BLANK)} />
      {fixed === null && <NativeSelect label={t('absences.who')} value={who} data={staff.map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(event) => choose(event.currentTarget.value)} />}
      <FieldRow>
        <TextInput label={t('days.from')} type="date" required min={today} value={from} onChange={(event) => set({ ...entry, from: event.currentTarget.value })} />
        <TextInput label={t('days.to')} type="date" min={from === '' ? today : from} value={to} onChange={(event) => set({ ...entry, to: event.currentTarget.value })} />
      </FieldRow>
      <fieldset className={page.group}><legend>{t('absences.times')}</legend><Times name={t('absences.times')} intervals={hours} change={(next) => set({ ...entry, hours: next })} none={t('days.allDay')} /></fieldset>
      <TextInput label={t('days.reason')} description={t('absences.reasonHint')} maxLength={200} value={reason} onChange={(event) => set({ ...entry, reason: event.currentTarget.value })} />
      <div><Button type="submit" loading={add.isPending}>{t('absences.enter')}</Button></div>
      {add.error !== null && <p role="alert" className={page.problem}>{errorText(add.error)}</p>}
    </form>
  );
}
