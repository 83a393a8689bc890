import { Button } from '@mantine/core';
import { ArrowRight, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '../api/shapes.ts';
import styles from './setup-page.module.css';

export interface StepProps {
  readonly setup: Setup;
  /** To the step after this one. */
  readonly next: () => void;
}

export function StepTitle({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <header>
      <h2 className={styles.heading}>{title}</h2>
      <p className={styles.text}>{text}</p>
    </header>
  );
}

/** Where something is found, for whoever does not know; nothing is fetched from elsewhere. */
export function Where({ title, steps }: { readonly title: string; readonly steps: readonly string[] }) {
  return (
    <details className={styles.where}>
      <summary><CircleHelp size={15} aria-hidden />{title}</summary>
      <ol>{steps.map((step) => <li key={step}>{step}</li>)}</ol>
    </details>
  );
}

/** On to the next step, done or not: what is left stays open and is said at the end. */
export function Onward({ done, next }: { readonly done: boolean; readonly next: () => void }) {
  const { t } = useTranslation('setup');
  return <div className={styles.onward}><Button variant={done ? 'filled' : 'subtle'} {...(done ? {} : { color: 'gray' })} rightSection={<ArrowRight size={15} aria-hidden />} onClick={next}>{t(done ? 'next' : 'skip')}</Button></div>;
}
