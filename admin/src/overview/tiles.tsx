import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Pulse } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import styles from './tiles.module.css';

const TILES = [
  { name: 'overdue', tab: 'overdue', tone: 'red' }, { name: 'urgent', tab: 'critical', tone: 'amber' }, { name: 'open', tab: 'all', tone: 'none' },
  { name: 'unassigned', tab: 'unassigned', tone: 'none' }, { name: 'decision_needed', tab: 'decision_needed', tone: 'amber' }, { name: 'done_today', tab: 'done_today', tone: 'none' },
] as const;

/** Each figure leads to exactly the callbacks that it counts. */
export function Tiles({ pulse }: { readonly pulse: Pulse }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  return (
    <ul className={styles.tiles}>
      {TILES.map(({ name, tab, tone }) => (
        <li key={name}>
          <Link to="/callbacks" search={{ tab }} className={styles.tile} data-tone={pulse[name] > 0 ? tone : 'none'}>
            <span className={styles.figure}>{say.count(pulse[name])}</span>
            <span className={styles.name}>{t(`tile.${name}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
