import { useTranslation } from 'react-i18next';
import type { words } from '../words/de/protection.ts';
import { useSay } from '../words/say.ts';
import styles from './parts.module.css';

type Kind = keyof (typeof words)['count'];

/** How much of what; kinds of which there is nothing are left out. */
export function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const { t, i18n } = useTranslation('protection');
  const say = useSay();
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  const name = (kind: string): string => (i18n.exists(`protection:count.${kind}`) ? t(`count.${kind as Kind}`) : kind);
  return <dl className={styles.counts}>{some.map(([kind, count]) => <div key={kind}><dt>{name(kind)}</dt><dd>{say.count(count)}</dd></div>)}</dl>;
}

export function hasSome(counts: Readonly<Record<string, number>>): boolean {
  return Object.values(counts).some((count) => count > 0);
}
