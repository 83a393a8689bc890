import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from './settings-page.module.css';

export interface CheckAnswer {
  readonly ok: boolean;
  readonly steps: readonly { readonly name: string; readonly state: 'ok' | 'warning' | 'failed'; readonly message: string; readonly next: string | null }[];
}

const ICONS = { ok: CircleCheck, warning: TriangleAlert, failed: CircleX } as const;

/** Step by step, with what to do about each that is not right. */
export function Checked({ answer, error }: { readonly answer: CheckAnswer | undefined; readonly error: unknown }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  if (error !== null && error !== undefined) return <p role="alert" className={styles.problem}>{errorText(error)}</p>;
  if (answer === undefined) return null;
  return (
    <ul className={styles.steps} aria-live="polite">
      {answer.steps.map(({ state, message, next }, i) => {
        const Icon = ICONS[state];
        return <li key={i} data-state={state}><Icon size={17} aria-label={t(`connections.${state}`)} /><span>{message}{next !== null && <span className={styles.next}>{next}</span>}</span></li>;
      })}
    </ul>
  );
}
