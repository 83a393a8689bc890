import { ChevronRight, CircleAlert, CircleCheck, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Say } from '../words/say.ts';
import { FIGURES, problemsOf } from './burning.ts';
import type { Watched } from './burning.ts';
import { Trend } from './trend.tsx';
import styles from './row.module.css';

interface RowProps {
  readonly watched: Watched;
  readonly say: Pick<Say, 'count' | 'shortMoment'>;
  readonly current: boolean;
}

/** One company: the whole row leads into it. */
export function CompanyRow({ watched, say, current }: RowProps) {
  const { t } = useTranslation('companies');
  const { company, pulse, difference } = watched;
  const problems = problemsOf(watched);
  return (
    <>
      <span role="rowheader" className={styles.name}>
        <a href={`/?company=${encodeURIComponent(company.slug)}`} aria-current={current ? 'true' : undefined}>{company.name}</a>
        {problems.length > 0 && <span className={styles.problems} data-calm={problems[0] === 'not_set_up'}>{problems.map((problem) => t(`problem.${problem}`, { count: countOf(watched, problem) })).join(' · ')}</span>}
        <Summary watched={watched} say={say} />
      </span>
      {FIGURES.map((figure) => (
        <span key={figure} role="cell" className={styles.figure} data-figure={figure} data-some={(pulse?.[figure] ?? 0) > 0}>{pulse === null ? '–' : say.count(pulse[figure])}</span>
      ))}
      <span role="cell" className={styles.arisen}>{pulse === null ? '–' : <Trend days={pulse.arisen} />}</span>
      <span role="cell" className={styles.health}><Health state={calendarState(watched)} /></span>
      <span role="cell" className={styles.health}><Health state={voiceState(watched)} /></span>
      <span role="cell" className={styles.last}>{pulse?.last_call_at == null ? <span className={styles.none}>{t('noCall')}</span> : <time dateTime={pulse.last_call_at}>{say.shortMoment(pulse.last_call_at)}</time>}</span>
      <span role="cell" className={styles.ledger} data-some={(difference ?? 0) > 0}>{difference === null ? <span className={styles.none}>–</span> : say.count(difference)}</span>
      <ChevronRight className={styles.go!} size={16} aria-hidden />
    </>
  );
}

/** On a phone, in place of the columns: what is not nothing, in words. */
function Summary({ watched: { pulse }, say }: Pick<RowProps, 'watched' | 'say'>) {
  const { t } = useTranslation('companies');
  if (pulse === null) return null;
  const parts = FIGURES.filter((figure) => figure !== 'due_now' && pulse[figure] > 0);
  return (
    <span className={styles.summary} aria-hidden>
      {parts.length === 0 ? t('calm') : parts.map((figure) => <span key={figure} data-figure={figure}>{t(`some.${figure}`, { n: say.count(pulse[figure]) })}</span>)}
    </span>
  );
}

type State = 'up' | 'failing' | 'unknown' | 'missing';

function calendarState({ company, pulse }: Watched): State {
  if (company.kind === 'operator' || pulse === null) return 'unknown';
  return company.calendar === null ? 'missing' : pulse.calendar.state === 'failing' ? 'failing' : 'up';
}

function voiceState({ company, pulse }: Watched): State {
  if (company.kind === 'operator' || pulse === null) return 'unknown';
  if (!pulse.voice.connected) return 'missing';
  return pulse.silent || pulse.voice.problem !== null ? 'failing' : 'up';
}

const ICONS = { up: CircleCheck, failing: CircleAlert, unknown: Minus, missing: Minus } as const;

function Health({ state }: { readonly state: State }) {
  const { t } = useTranslation('companies');
  const Icon = ICONS[state];
  return (
    <span className={styles.state} data-state={state} title={t(`health.${state}`)}>
      <Icon size={17} aria-hidden />
      <span className="unseen">{t(`health.${state}`)}</span>
    </span>
  );
}

function countOf({ pulse, difference }: Watched, problem: string): number {
  return problem === 'ledger' ? (difference ?? 0) : (pulse?.calendar.failures_24h ?? 0);
}
