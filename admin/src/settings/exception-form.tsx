import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import { useSession } from '../api/session.ts';
import { Choices } from '../callbacks/actions/choices.tsx';
import { FieldRow } from '../callbacks/actions/fields.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import type { Interval } from './file.ts';
import { Times } from './times.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { useCalendarEntries, useEntering } from './use-calendar-entries.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const KINDS = ['closed', 'hours', 'extra'] as const;
type Kind = (typeof KINDS)[number];

interface Entry {
  readonly kind: Kind;
  readonly branch: string;
  readonly from: string;
  readonly to: string;
  readonly yearly: boolean;
  readonly hours: readonly Interval[];
  readonly reason: string;
}

const USUAL: Readonly<Record<Kind, readonly Interval[]>> = { closed: [], hours: [['09:00', '13:00']], extra: [['10:00', '14:00']] };
const EVERY = '';

export function ExceptionForm() {
  const { t } = useTranslation('team');
  const errorText = useErrorText();
  const { branches } = useDirectory();
  const { branches: limitedTo } = useSession();
  const { from: today } = useCalendarEntries();
  const { add } = useEntering('exceptions');
  // who is of some branches enters nothing for all of them
  const blank: Entry = { kind: 'closed', branch: limitedTo === null ? EVERY : (branches[0]?.slug ?? ''), from: '', to: '', yearly: false, hours: [], reason: '' };
  const [entry, set] = useState(blank);
  const { kind, from, yearly, hours } = entry;
  const [asked, setAsked] = useState(false);
  const hoursMissing = kind !== 'closed' && hours.length === 0;
  const submit = (): void => {
    setAsked(true);
    if (!hoursMissing) add.mutate(bodyOf(entry), { onSuccess: () => { setAsked(false); set({ ...blank, kind, branch: entry.branch, hours: USUAL[kind] }); } });
  };
  const isTyped = entry.from !== '' || entry.reason !== '';
  return (
    <form className={page.form} aria-label={t('exceptions.new')} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <UnsavedGuard dirty={isTyped && !add.isPending} />
      <div>
        <Choices legend={t('exceptions.what')} options={KINDS.map((value) => ({ value, label: t(`exceptions.kind.${value}`) }))} value={kind} choose={(next) => set({ ...entry, kind: next, hours: USUAL[next] })} digitsFrom={null} columns={3} />
        <p className={styles.under}>{t(`exceptions.kindHint.${kind}`)}</p>
      </div>
      {branches.length > 1 && <NativeSelect label={t('exceptions.where')} value={entry.branch} data={[...(limitedTo === null ? [{ value: EVERY, label: t('exceptions.everyBranch') }] : []), ...branches.map(({ slug, name }) => ({ value: slug, label: name }))]} onChange={(event) => set({ ...entry, branch: event.currentTarget.value })} />}
      <FieldRow>
        <TextInput label={t('days.from')} type="date" required min={yearly ? undefined : today} value={from} onChange={(event) => set({ ...entry, from: event.currentTarget.value })} />
        <TextInput label={t('days.to')} type="date" min={yearly ? undefined : (from === '' ? today : from)} value={entry.to} onChange={(event) => set({ ...entry, to: event.currentTarget.value })} />
      </FieldRow>
      <Checkbox label={t('exceptions.yearly')} checked={yearly} onChange={(event) => set({ ...entry, yearly: event.currentTarget.checked })} />
      <fieldset className={page.group}>
        <legend>{t(`exceptions.timesField.${kind}`)}</legend>
        <Times name={t(`exceptions.timesField.${kind}`)} intervals={hours} change={(next) => set({ ...entry, hours: next })} none={kind === 'closed' ? t('days.allDay') : t('exceptions.noTimes')} />
        {asked && hoursMissing && <p role="alert" className={page.problem}>{t('exceptions.timesNeeded')}</p>}
      </fieldset>
      <TextInput label={t('days.reason')} description={t('exceptions.reasonHint')} maxLength={200} value={entry.reason} onChange={(event) => set({ ...entry, reason: event.currentTarget.value })} />
      <div><Button type="submit" loading={add.isPending}>{t('exceptions.enter')}</Button></div>
      {add.error !== null && <p role="alert" className={page.problem}>{errorText(add.error)}</p>}
    </form>
  );
}

function bodyOf({ kind, branch, from, to, yearly, hours, reason }: Entry): object {
  const written = (date: string): string => (yearly ? date.slice(5) : date);
  return { kind, branch: branch === EVERY ? null : branch, from: written(from), to: written(to === '' ? from : to), hours: hours.length === 0 ? null : hours, reason: reason.trim() === '' ? null : reason.trim() };
}
