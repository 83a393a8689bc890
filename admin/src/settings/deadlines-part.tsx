import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { STRATEGIES } from './file.ts';
import type { CallbacksSection, Rule } from './file.ts';
import { useSay } from '../words/say.ts';
import { PartTitle } from './part-title.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import styles from './settings-page.module.css';

const PRIORITIES = ['urgent', 'high', 'normal'] as const;
const FIGURES = ['warnMinutesBefore', 'claimMinutes', 'unassignedAlarmMinutes', 'escalationCooldownMinutes', 'maxAttempts', 'attemptsPerDay'] as const;

export function DeadlinesPart() {
  const { t } = useTranslation('settings');
  const say = useSay();
  const { file, version, save, saving, error } = useSettings();
  const { draft, set, dirty, discard } = useDraft<CallbacksSection>(file.callbacks, version);
  const rule = (priority: (typeof PRIORITIES)[number], next: Rule): void => set({ ...draft, deadlines: { ...draft.deadlines, [priority]: next } });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save({ callbacks: draft }); }}>
      <PartTitle part="deadlines" intro={t('deadlines.intro')} />
      {PRIORITIES.map((priority) => {
        const { minutes, clock } = draft.deadlines[priority];
        return (
          <fieldset key={priority} className={styles.pair}>
            <legend>{t(`deadlines.${priority}`)}{minutes >= 60 && <span className={styles.aside}> · {say.span(minutes * 60_000)}</span>}</legend>
            <TextInput label={t('deadlines.minutes')} type="number" min={1} required value={String(minutes)} onChange={(event) => rule(priority, { clock, minutes: Number(event.currentTarget.value) })} />
            <NativeSelect label={t('deadlines.clock')} value={clock} onChange={(event) => rule(priority, { minutes, clock: event.currentTarget.value === 'business' ? 'business' : 'wall' })} data={[{ value: 'wall', label: t('deadlines.wall') }, { value: 'business', label: t('deadlines.business') }]} />
          </fieldset>
        );
      })}
      <NativeSelect label={t('deadlines.autoAssign')} value={draft.autoAssign} onChange={(event) => set({ ...draft, autoAssign: STRATEGIES.find((one) => one === event.currentTarget.value) ?? 'relationship' })} data={STRATEGIES.map((value) => ({ value, label: t(`deadlines.strategy.${value}`) }))} />
      {FIGURES.map((name) => <TextInput key={name} label={t(`deadlines.${name}`)} type="number" min={1} required value={String(draft[name])} onChange={(event) => set({ ...draft, [name]: Number(event.currentTarget.value) })} />)}
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}
