import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from './confirm-button.tsx';
import styles from './parts.module.css';

interface DayEntryProps {
  readonly title: string;
  readonly facts: readonly string[];
  readonly kind?: { readonly tone: 'closed' | 'hours' | 'extra'; readonly text: string };
  readonly origin: 'file' | 'person';
  readonly about: string;
  readonly busy: boolean;
  readonly remove: () => void;
}

export function DayEntry({ title, facts, kind, origin, about, busy, remove }: DayEntryProps) {
  const { t } = useTranslation('team');
  return (
    <li className={styles.entry}>
      <span className={styles.itemText}>
        <span className={styles.entryTitle}><strong>{title}</strong>{kind !== undefined && <span className={styles.kind} data-tone={kind.tone}>{kind.text}</span>}</span>
        <span className={styles.itemMore}>{facts.join('\u00A0· ')}</span>
      </span>
      {origin === 'file'
        ? <span className={styles.fromFile}><FileText size={14} aria-hidden />{t('days.fromFile')}</span>
        : <ConfirmButton label={t('days.remove')} about={about} question={t('days.removeQuestion')} sure={t('days.removeSure')} busy={busy} act={remove} />}
    </li>
  );
}
