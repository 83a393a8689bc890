import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Call } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import { CallOutcome } from './call-outcome.tsx';
import { RecordList } from './record-list.tsx';
import { OUTCOMES } from './record-search.ts';
import { useCallWords } from './use-call-words.ts';
import styles from './lists.module.css';

/** Who called, what for, and what became of it. */
export function CallsPage() {
  const { t } = useTranslation('records');
  const say = useSay();
  const words = useCallWords();
  const { q = '', outcome } = useSearch({ from: '/calls' });
  const kept = q === '' ? {} : { q };
  return (
    <RecordList<Call>
      kind="calls"
      q={q}
      query={{ outcome }}
      stacked
      choices={
        <nav className={styles.choices} aria-label={t('result')}>
          <Link to="/calls" search={kept} data-here={outcome === undefined}>{t('all')}</Link>
          {OUTCOMES.map((one) => <Link key={one} to="/calls" search={{ ...kept, outcome: one }} data-here={outcome === one}>{t(`outcome.${one}`)}</Link>)}
        </nav>
      }
      columns={[
        { head: t('who'), place: 'first', cell: (call) => <Link to="/calls/$id" params={{ id: call.id }} className={styles.name}>{words.caller(call)}</Link> },
        { head: t('wanted'), place: 'line', cell: (call) => <span className={styles.wanted} title={words.wish(call)}>{words.wish(call)}</span>, rest: true },
        { head: t('result'), place: 'foot', cell: (call) => <CallOutcome call={call} linked /> , whole: true },
        { head: t('branch'), cell: (call) => call.branch?.name ?? '–', wide: true, whole: true },
        { head: t('duration'), cell: (call) => words.length(call), wide: true, whole: true, figure: true },
        { head: t('when'), place: 'corner', cell: (call) => (call.started_at === null ? '–' : say.moment(call.started_at)), whole: true, figure: true },
      ]}
    />
  );
}
