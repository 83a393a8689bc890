import { useQuery } from '@tanstack/react-query';
import { CloudOff, DatabaseZap, ShieldAlert, TimerReset } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { liveState } from '../api/live.ts';
import type { Readiness } from '../api/shapes.ts';
import styles from './outage-banner.module.css';

type Outage = 'offline' | 'journal' | 'database' | 'jobs';

const ICONS = { offline: CloudOff, journal: ShieldAlert, database: DatabaseZap, jobs: TimerReset } as const;

const readinessQuery = {
  queryKey: ['readiness'],
  // 503 is an answer, too
  queryFn: async (): Promise<Readiness> => (await (await fetch('/readyz', { headers: { accept: 'application/json' } })).json()) as Readiness,
  retry: false,
  staleTime: 0,
} as const;

/** Says what is wrong and what to do; the worst first, and only one. Nothing is shown while all is well. */
export function OutageBanner() {
  const { t } = useTranslation();
  const live = useSyncExternalStore(liveState.subscribe, liveState.read);
  const { data, isError, refetch } = useQuery({ ...readinessQuery, refetchInterval: ({ state }) => (state.status === 'error' || worstOf(state.data) !== null ? 4_000 : 20_000) });
  // the browser or the stream may notice first
  useEffect(() => {
    const look = (): void => void refetch();
    if (live === 'lost') look();
    for (const event of ['offline', 'online']) addEventListener(event, look);
    return () => {
      for (const event of ['offline', 'online']) removeEventListener(event, look);
    };
  }, [live, refetch]);
  const outage = isError ? 'offline' : worstOf(data);
  if (outage === null) return null;
  const Icon = ICONS[outage];
  return (
    <div className={styles.banner} data-outage={outage} role="alert">
      <Icon size={17} aria-hidden />
      <p>
        <strong>{t(`outage.${outage}`)}</strong> {t(`outage.${outage}Next`)}
      </p>
    </div>
  );
}

function worstOf(readiness: Readiness | undefined): Outage | null {
  if (readiness === undefined) return null;
  if (readiness.journal !== 'up') return 'journal';
  if (readiness.database !== 'up') return 'database';
  return readiness.jobs === 'up' ? null : 'jobs';
}
