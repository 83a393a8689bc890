import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { toast } from '../shell/toast-store.ts';
import { Holds } from './holds.tsx';
import { PartTitle } from './part-title.tsx';
import { PrivacyRuns } from './privacy-runs.tsx';
import { RetentionForecast } from './retention-forecast.tsx';
import { SaveBar } from './save-bar.tsx';
import type { RetentionRules } from './shapes.ts';
import { useDraft } from './use-draft.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const LENGTHS = ['recordings_days', 'transcripts_days', 'person_days', 'counts_months', 'audit_months'] as const;
type Length = (typeof LENGTHS)[number];

/** As it is chosen; null: as usual. */
type Choice = { readonly practice: boolean; readonly delete_at_voice_platform: boolean } & { readonly [Name in Length]: number | null };

export function RetentionPart() {
  const { t } = useTranslation('protection');
  const { permissions } = useSession();
  const queries = useQueryClient();
  const { data: rules, dataUpdatedAt } = useSuspenseQuery({ queryKey: ['privacy', 'retention'], queryFn: ({ signal }) => get<RetentionRules>('/privacy/retention', {}, signal) });
  const { draft, set, dirty, discard } = useDraft<Choice>(choiceIn(rules), dataUpdatedAt);
  const change = useMutation({
    mutationFn: () => send('/privacy/retention', bodyOf(draft), { method: 'PUT' }),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['privacy'] }); toast(t('rules.saved')); },
  });
  const mayChange = permissions.includes('protect_data');
  const usual = draft.practice ? rules.usual.practice : rules.usual.company;
  return (
    <div className={page.wide}>
      <PartTitle part="retention" intro={t('rules.intro')} />
      {!mayChange && <p className={styles.calm}>{t('rules.ownersOnly')}</p>}
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); change.mutate(); }}>
        <fieldset className={styles.plain} disabled={!mayChange}>
          <ExplainedSwitch label={t('rules.practice')} hint={t('rules.practiceHint')} on={draft.practice} change={(on) => set({ ...draft, practice: on })} />
          <div>{LENGTHS.map((name) => <LengthField key={name} name={name} value={draft[name]} usual={usual[name]} change={(value) => set({ ...draft, [name]: value })} />)}</div>
          <ExplainedSwitch label={t('rules.platform')} hint={t('rules.platformHint')} on={draft.delete_at_voice_platform} change={(on) => set({ ...draft, delete_at_voice_platform: on })} />
        </fieldset>
        {mayChange && <SaveBar dirty={dirty} saving={change.isPending} error={change.error} discard={discard} />}
      </form>
      <RetentionForecast other={dirty ? bodyOf(draft) : null} />
      <Holds />
      <PrivacyRuns />
    </div>
  );
}

interface LengthFieldProps {
  readonly name: Length;
  /** null: as usual */
  readonly value: number | null;
  readonly usual: number;
  readonly change: (value: number | null) => void;
}

function LengthField({ name, value, usual, change }: LengthFieldProps) {
  const { t } = useTranslation('protection');
  const id = useId();
  const inDays = name.endsWith('days');
  return (
    <div className={styles.length}>
      <div>
        <label htmlFor={id}>{t(`rules.${name}`)}</label>
        <p id={`${id}-hint`} className={styles.hint}>{t(`rules.${name}_hint`)}{value !== null && ` ${t('rules.usualIs', { value: usual })}`}</p>
      </div>
      <TextInput
        id={id} aria-describedby={`${id}-hint`} type="number" min={inDays ? 0 : 1} max={inDays ? 3650 : 240} value={value ?? ''} placeholder={String(usual)}
        rightSectionWidth="4.5rem" rightSection={<span className={styles.unit}>{inDays ? t('rules.days') : t('rules.months')}</span>}
        onChange={(event) => change(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      />
    </div>
  );
}

function choiceIn(rules: RetentionRules): Choice {
  const of = (name: Length): number | null => (rules.chosen.includes(name) ? rules[name] : null);
  return {
    practice: rules.practice, delete_at_voice_platform: rules.delete_at_voice_platform,
    recordings_days: of('recordings_days'), transcripts_days: of('transcripts_days'), person_days: of('person_days'), counts_months: of('counts_months'), audit_months: of('audit_months'),
  };
}

/** What is left out is as usual. */
function bodyOf({ practice, delete_at_voice_platform: platform, ...lengths }: Choice): object {
  return { ...(practice ? { practice } : {}), ...(platform ? { delete_at_voice_platform: platform } : {}), ...Object.fromEntries(Object.entries(lengths).filter(([, value]) => value !== null)) };
}
