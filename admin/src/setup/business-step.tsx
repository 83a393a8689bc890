import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { must } from '../must.ts';
import { DAYS } from '../settings/file.ts';
import type { BranchSection, Day, Hours } from '../settings/file.ts';
import { REGIONS } from '../settings/regions.ts';
import { Refusal } from '../settings/save-bar.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { hoursOf, hoursText } from './hours-text.ts';
import { StepTitle } from './step-frame.tsx';
import type { StepProps } from './step-frame.tsx';
import { useSave } from './use-save.ts';
import styles from './setup-page.module.css';

/** Name, number and hours of the first branch; further branches and single days are in the settings. */
export function BusinessStep({ next }: StepProps) {
  const { t } = useTranslation('setup');
  const { file, version, save, saving, error } = useSave();
  const company = useDraft(file.company, version);
  const first = must(file.branches[0], 'a company has a branch');
  const branch = useDraft<BranchSection>(first, version);
  const [hours, setHours] = useState(() => textsOf(first.openingHours));
  const [numbers, setNumbers] = useState(first.phoneNumbers.join(', '));
  const wrong = DAYS.filter((day) => hoursOf(hours[day]) === null);
  const submit = (): void => {
    if (wrong.length > 0) return;
    const openingHours = Object.fromEntries(DAYS.map((day) => [day, hoursOf(hours[day])])) as unknown as Hours;
    const phoneNumbers = numbers.split(',').map((number) => number.trim()).filter((number) => number !== '');
    save({ company: company.draft, branches: file.branches.map((one) => (one.slug === first.slug ? { ...branch.draft, openingHours, phoneNumbers } : one)) }, next);
  };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <StepTitle title={t('business.title')} text={t('business.text')} />
      <div className={styles.pair}>
        <TextInput label={t('business.name')} required withAsterisk={false} value={company.draft.name} onChange={(event) => company.set({ ...company.draft, name: event.currentTarget.value })} />
        <TextInput label={t('business.branch')} required withAsterisk={false} value={branch.draft.name} onChange={(event) => branch.set({ ...branch.draft, name: event.currentTarget.value })} />
        <NativeSelect label={t('business.locale')} value={company.draft.locale} onChange={(event) => company.set({ ...company.draft, locale: event.currentTarget.value === 'en' ? 'en' : 'de' })} data={[{ value: 'de', label: t('business.german') }, { value: 'en', label: t('business.english') }]} />
        <NativeSelect label={t('business.region')} value={company.draft.region ?? ''} onChange={(event) => company.set({ ...company.draft, region: event.currentTarget.value === '' ? null : event.currentTarget.value })} data={[{ value: '', label: t('business.noRegion') }, ...REGIONS]} />
      </div>
      <TextInput label={t('business.numbers')} description={t('business.numbersHint')} type="tel" placeholder="030 1234567" value={numbers} onChange={(event) => setNumbers(event.currentTarget.value)} />
      <HoursFields hours={hours} change={setHours} />
      {error !== null && <Refusal error={error} />}
      <div className={styles.onward}><Button type="submit" loading={saving} disabled={wrong.length > 0}>{t('saveNext')}</Button></div>
    </form>
  );
}

type Texts = Readonly<Record<Day, string>>;

function textsOf(hours: Hours): Texts {
  return Object.fromEntries(DAYS.map((day) => [day, hoursText(hours[day])])) as unknown as Texts;
}

const USUAL = { monToFri: ['mon', 'tue', 'wed', 'thu', 'fri'], tueToSat: ['tue', 'wed', 'thu', 'fri', 'sat'] } as const satisfies Readonly<Record<string, readonly Day[]>>;

function HoursFields({ hours, change }: { readonly hours: Texts; readonly change: (hours: Texts) => void }) {
  const { t } = useTranslation('setup');
  const fill = (open: readonly Day[]): void => change(Object.fromEntries(DAYS.map((day) => [day, open.includes(day) ? '09:00–18:00' : ''])) as unknown as Texts);
  return (
    <fieldset className={styles.hours}>
      <legend className={styles.legend}>{t('business.hours')}</legend>
      <p className={styles.hint}>{t('business.hoursHint')}</p>
      <div className={styles.presets}>
        {Object.entries(USUAL).map(([name, days]) => <Button key={name} size="xs" variant="default" onClick={() => fill(days)}>{t(`business.${name as keyof typeof USUAL}`)}</Button>)}
      </div>
      {DAYS.map((day) => (
        <div key={day} className={styles.day}>
          <label htmlFor={`hours-${day}`}>{t(`day.${day}`)}</label>
          <TextInput
            id={`hours-${day}`} autoComplete="off" placeholder={t('business.closed')} value={hours[day]} error={hoursOf(hours[day]) === null ? t('business.hoursWrong') : undefined}
            onChange={(event) => change({ ...hours, [day]: event.currentTarget.value })} onBlur={() => change({ ...hours, [day]: tidy(hours[day]) })}
          />
        </div>
      ))}
      {DAYS.every((day) => hours[day].trim() === '') && <p className={styles.hint}>{t('end.left.business')}</p>}
    </fieldset>
  );
}

/** As it will be stored; what is not understood stays as it was typed. */
function tidy(text: string): string {
  const understood = hoursOf(text);
  return understood === null ? text : hoursText(understood);
}
