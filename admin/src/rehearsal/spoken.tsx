import { ArrowRight, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TestCall } from '../api/shapes.ts';
import styles from './spoken.module.css';

type Line = TestCall['lines'][number];

/** One line of the talk: somebody said something, or Fangnetz was asked. */
export function Spoken({ line }: { readonly line: Line }) {
  const { t } = useTranslation('rehearsal');
  if (line.function !== null) return <Asked asked={line.function} />;
  return (
    <li className={styles.line} data-who={line.who}>
      <span className={styles.who}>{line.who === 'caller' ? t('callerSays') : t('agentSays')}</span>
      <p className={styles.text}>{line.text}</p>
    </li>
  );
}

function Asked({ asked }: { readonly asked: NonNullable<Line['function']> }) {
  const { t } = useTranslation('rehearsal');
  return (
    <li className={styles.asked}>
      <details>
        <summary className={styles.summary}>
          <Wrench size={13} aria-hidden />
          <code>{asked.name}</code> <ArrowRight size={12} aria-hidden /> <code>{String(asked.answer['status'])}</code> <span>{asked.ms} ms</span>
        </summary>
        <pre className={styles.code}>{`${t('asked')}: ${JSON.stringify(asked.args, null, 2)}\n\n${t('answered')}: ${JSON.stringify(asked.answer, null, 2)}`}</pre>
      </details>
    </li>
  );
}
