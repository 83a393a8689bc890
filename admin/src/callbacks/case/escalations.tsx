import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { words as german } from '../../words/de/acting.ts';
import { useSay } from '../../words/say.ts';
import styles from './section.module.css';
import own from './escalations.module.css';

/** What it was brought before somebody for, as long as it is not dealt with. */
export function Escalations({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const open = callback.escalations.filter(({ resolved_at: at }) => at === null);
  if (open.length === 0) return null;
  return (
    <section className={own.open} aria-label={t('escalations.title')}>
      <h3 className={styles.title}>{t('escalations.title')}</h3>
      <ul>
        {open.map(({ id, at, reason, level, to_staff: to, note }) => (
          <li key={id}>
            {isMachines(reason) ? t(`escalations.machine.${reason}`) : isReason(reason) ? t(`escalateTo.${reason}`) : t('escalateTo.other')}, {t('escalations.to', { name: to?.name ?? t(`escalations.levels.${levelOf(level)}`) })} <span className={own.quiet}>· {say.moment(at)}</span>
            {note !== null && <span className={own.note}>{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isMachines(reason: string): reason is keyof typeof german.escalations.machine {
  return reason in german.escalations.machine;
}

function isReason(reason: string): reason is Exclude<keyof typeof german.escalateTo, 'title' | 'why' | 'to'> {
  return reason in german.escalateTo;
}

const LEVELS = ['assignee', 'manager', 'owner', 'operator'] as const;

function levelOf(level: number): (typeof LEVELS)[number] {
  return LEVELS[Math.min(Math.max(level, 1), LEVELS.length) - 1] ?? 'assignee';
}
