import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowRight, PhoneIncoming, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '../api/shapes.ts';
import { StepTitle } from './step-frame.tsx';
import { STEPS } from './steps.ts';
import styles from './setup-page.module.css';

/** What is left, and where one goes from here. */
export function DoneStep({ setup }: { readonly setup: Setup }) {
  const { t } = useTranslation('setup');
  const left = STEPS.filter((step) => !setup.steps[step]);
  return (
    <div className={styles.form}>
      <StepTitle title={t(left.length === 0 ? 'end.title' : 'end.titleLeft')} text={t(left.length === 0 ? 'end.text' : 'end.textLeft')} />
      {left.length > 0 && (
        <ul className={styles.left}>
          {left.map((step) => <li key={step}><Link to="/setup" search={{ step }}><strong>{t(`step.${step}`)}</strong><span>{step === 'voice' ? t(`end.leftVoice.${setup.voice_missing ?? 'connection'}`) : t(`end.left.${step}`)}</span><ArrowRight size={15} aria-hidden /></Link></li>)}
        </ul>
      )}
      <section>
        <h3 className={styles.legend}>{t('end.further')}</h3>
        <p className={styles.hint}>{t('end.furtherText')}</p>
      </section>
      <div className={styles.row}>
        <Button component={Link} to="/callbacks" leftSection={<PhoneIncoming size={16} aria-hidden />}>{t('end.toCallbacks')}</Button>
        <Button component={Link} to="/settings" variant="default" leftSection={<Settings size={16} aria-hidden />}>{t('end.toSettings')}</Button>
      </div>
    </div>
  );
}
