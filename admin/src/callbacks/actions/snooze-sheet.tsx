import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/client.ts';
import { useSay } from '../../words/say.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import { MomentFields, useMoment, useWallClock } from './moment-fields.tsx';
import { snoozeOptionsQuery } from './queries.ts';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';
import styles from './snooze-sheet.module.css';

const OWN = 'own';
const KEPT = 'fangnetz-last-snooze';
const DAY_MS = 86_400_000;

/** Until when, in words with the moment that they mean. What was chosen last is chosen already: Enter is enough. */
export function SnoozeSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const { callback, hide, goOn, done } = acting;
  const { data } = useQuery(snoozeOptionsQuery(callback.id));
  const presets = data?.items ?? [];
  const last = presets.find(({ key }) => key === localStorage.getItem(KEPT))?.key ?? null;
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = picked ?? last;
  const wallClock = useWallClock();
  const [own, setOwn] = useState<WallClock>(() => ({ ...wallClock(new Date(serverNow() + DAY_MS).toISOString()), time: '08:30' }));
  const ownMoment = useMoment(own);
  const until = chosen === OWN ? ownMoment : (presets.find(({ key }) => key === chosen)?.until ?? null);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(
    () => act('snooze', { until }),
    () => {
      if (chosen !== null && chosen !== OWN) localStorage.setItem(KEPT, chosen);
      done(t('done.snooze', { what: until === null ? '' : say.moment(until) }));
      goOn();
    },
  );
  const options = [
    ...presets.map(({ key, words, until: moment }) => ({ value: key, label: capital(words), hint: words === say.moment(moment).replace(/\b0(?=\d:)/, '') ? say.remaining(moment) : say.moment(moment) })),
    { value: OWN, label: t('snoozeUntil.own') },
  ];
  return (
    <Sheet title={t('snoozeUntil.title')} hide={hide} problem={problem} submit={{ label: t('next'), act: save, busy, disabled: until === null, hint: t('nextHint') }}>
      <Choices legend={t('snoozeUntil.title')} legendHidden columns={2} value={chosen} choose={setPicked} options={options} />
      {chosen === OWN && <MomentFields value={own} change={setOwn} />}
      <p className={styles.promise} data-late={until !== null && Date.parse(until) > Date.parse(callback.due_at)}>
        {t(until !== null && Date.parse(until) > Date.parse(callback.due_at) ? 'snoozeUntil.after' : 'snoozeUntil.promise', { moment: say.moment(callback.due_at) })}
      </p>
    </Sheet>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
