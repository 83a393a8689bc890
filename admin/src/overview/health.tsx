import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Database, HardDriveDownload, PhoneIncoming, TimerReset } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Pulse } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import { readinessQuery } from './queries.ts';
import styles from './health.module.css';

type State = 'up' | 'failing' | 'unknown' | 'degraded' | 'down';

interface Part {
  readonly name: 'calendar' | 'voice' | 'database' | 'journal' | 'jobs';
  readonly icon: LucideIcon;
  readonly state: State;
  readonly text: string;
}

export function Health({ pulse }: { readonly pulse: Pulse }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  const readiness = useQuery(readinessQuery);
  // what did not answer is not known to be well
  const ready = readiness.isError ? undefined : readiness.data;
  const { calendar, voice } = pulse;
  const calendarText = calendar.failures_24h > 0 ? t('health.failures', { count: calendar.failures_24h }) : calendar.last_success_at === null ? '' : t('health.lastBooked', { moment: say.moment(calendar.last_success_at) });
  const voiceText = pulse.silent ? t('health.silent') : (voice.problem ?? (pulse.last_call_at === null ? t('health.noCall') : t('health.lastCall', { moment: say.moment(pulse.last_call_at) })));
  const parts: readonly Part[] = [
    { name: 'calendar', icon: CalendarClock, state: calendar.state, text: calendarText },
    { name: 'voice', icon: PhoneIncoming, state: pulse.silent || voice.problem !== null ? 'failing' : 'up', text: voiceText },
    { name: 'database', icon: Database, state: ready?.database ?? 'unknown', text: '' },
    { name: 'journal', icon: HardDriveDownload, state: ready?.journal ?? 'unknown', text: '' },
    { name: 'jobs', icon: TimerReset, state: ready?.jobs ?? 'unknown', text: '' },
  ];
  return (
    <section className={styles.health}>
      <h2 className={styles.title}>{t('health.title')}</h2>
      <dl className={styles.parts}>
        {parts.map(({ name, icon: Icon, state, text }) => (
          <div key={name} className={styles.part} data-state={state}>
            <dt><Icon size={16} aria-hidden />{t(`health.${name}`)}</dt>
            <dd><span className={styles.state}>{t(`health.${name !== 'calendar' && state === 'unknown' ? 'notKnown' : state}`)}</span>{text !== '' && <span className={styles.text}>{text}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
