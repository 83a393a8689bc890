// The way from an empty company to the first test call. Nothing is ticked off by hand: what is done is read from what is there, so it can
// be left at any time and gone on with by anybody.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Check, LockKeyhole } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { useSetup } from '../api/setup.ts';
import type { Setup } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice, Notice } from '../shell/notices.tsx';
import { leaveSetup } from '../shell/setup-left.ts';
import { useTitle } from '../shell/use-title.ts';
import { BusinessStep } from './business-step.tsx';
import { CalendarStep } from './calendar-step.tsx';
import { DoneStep } from './done-step.tsx';
import { PeopleStep } from './people-step.tsx';
import type { StepProps } from './step-frame.tsx';
import { after, firstOpen, STEPS } from './steps.ts';
import type { Place, Step } from './steps.ts';
import { TestCallStep } from './test-call-step.tsx';
import { VoiceStep } from './voice-step.tsx';
import styles from './setup-page.module.css';

const SHOWN: Readonly<Record<Step, ComponentType<StepProps>>> = { business: BusinessStep, calendar: CalendarStep, voice: VoiceStep, test_call: TestCallStep, people: PeopleStep };

export function SetupPage() {
  const { t } = useTranslation('setup');
  useTitle(t('title'));
  const { data, error, mine, refetch } = useSetup();
  if (!mine) return <Notice icon={LockKeyhole} title={t('notAllowed')} />;
  if (data !== undefined) return <Steps setup={data} />;
  return error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />;
}

function Steps({ setup }: { readonly setup: Setup }) {
  const { t } = useTranslation('setup');
  const { company } = useSession();
  const navigate = useNavigate();
  const { step } = useSearch({ from: '/setup' });
  const place = step ?? firstOpen(setup);
  const content = useRef<HTMLDivElement>(null);
  // pinned: whoever has just finished a step stays there until he has read what came of it
  useEffect(() => {
    if (step === undefined) void navigate({ to: '/setup', search: { step: place }, replace: true });
  }, [step, place, navigate]);
  // the next step begins at its top, and a screen reader there too
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== undefined && before.current !== step) {
      content.current?.focus({ preventScroll: true });
      content.current?.closest('main')?.scrollTo({ top: 0 });
    }
    before.current = step;
  }, [step]);
  const go = (to: Place): void => void navigate({ to: '/setup', search: { step: to } });
  const later = (): void => {
    leaveSetup();
    void navigate({ to: '/callbacks' });
  };
  const Shown = place === 'done' ? null : SHOWN[place];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('heading', { company: company.name })}</h1>
          <p className={styles.intro}>{t('intro')}</p>
        </div>
        <button type="button" className={styles.later} onClick={later}>{t('later')}</button>
      </header>
      <nav className={styles.steps} aria-label={t('steps')}>
        <ol>
          {STEPS.map((name, i) => <li key={name}><StepLink step={name} number={i + 1} done={setup.steps[name]} here={place === name} /></li>)}
        </ol>
      </nav>
      <div className={styles.content} ref={content} tabIndex={-1}>
        <Suspense fallback={<LoadingNotice />}>
          {Shown === null || place === 'done' ? <DoneStep setup={setup} /> : <Shown setup={setup} next={() => go(after(place))} />}
        </Suspense>
      </div>
    </div>
  );
}

function StepLink({ step, number, done, here }: { readonly step: Step; readonly number: number; readonly done: boolean; readonly here: boolean }) {
  const { t } = useTranslation('setup');
  return (
    <Link to="/setup" search={{ step }} className={styles.step} data-here={here} data-done={done} aria-current={here ? 'step' : undefined}>
      <span className={styles.mark} aria-hidden>{done ? <Check size={14} /> : number}</span>
      <span className={styles.name}>{t(`step.${step}`)}</span>
      <span className={styles.state}>{t(done ? 'done' : 'open')}</span>
    </Link>
  );
}
