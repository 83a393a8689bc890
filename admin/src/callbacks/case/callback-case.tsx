// The case beside the list. Order: what he wanted and what he was told, what went wrong and what to do, then everything to look up.
import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client.ts';
import type { CallbackDetail } from '../../api/shapes.ts';
import { ErrorNotice, LoadingNotice, NotFoundNotice } from '../../shell/notices.tsx';
import { useSession } from '../../api/session.ts';
import { useTitle } from '../../shell/use-title.ts';
import { ActionBar } from '../actions/action-bar.tsx';
import { CaseActions } from '../actions/case-actions.tsx';
import { useActing } from '../actions/use-acting.ts';
import { useCaseActions } from '../actions/use-case-actions.ts';
import { callbackQuery } from '../queries.ts';
import { CallerPanel } from './caller-panel.tsx';
import { CaseContext } from './case-context.tsx';
import { CaseHead } from './case-head.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Decision } from './decision.tsx';
import { Escalations } from './escalations.tsx';
import { MayBeSettled } from './may-be-settled.tsx';
import { MergedWishes } from './merged-wishes.tsx';
import { Conversation } from './conversation.tsx';
import { WhatHappened } from './what-happened.tsx';
import styles from './callback-case.module.css';

interface CallbackCaseProps {
  readonly id: string;
  readonly close: () => void;
  /** The row behind this one; null: it is the last. */
  readonly next: string | null;
  readonly open: (id: string) => void;
}

export function CallbackCase({ id, close, next, open }: CallbackCaseProps) {
  const { t } = useTranslation('callbacks');
  const { data: callback, error, refetch } = useQuery(callbackQuery(id));
  return (
    <article className={styles.case} aria-label={callback?.customer_name ?? t('case.caller')} aria-busy={callback === undefined && error === null}>
      <div className={styles.bar}>
        <button type="button" className={styles.back} onClick={close}>
          <ArrowLeft size={18} aria-hidden />
          {t('case.back')}
        </button>
        <ActionIcon className={styles.close!} aria-label={t('case.close')} onClick={close}><X size={17} aria-hidden /></ActionIcon>
      </div>
      {callback !== undefined && <Whole callback={callback} close={close} next={next} open={open} />}
      {callback === undefined && (error === null ? <LoadingNotice /> : error instanceof ApiError && error.kind === 'not_found' ? <NotFoundNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
    </article>
  );
}

interface WholeProps extends Omit<CallbackCaseProps, 'id'> {
  readonly callback: CallbackDetail;
}

/** Below this width the case has the screen to itself, and what to do lies in reach of the thumb. */
const ALONE = '(max-width: 63.99rem)';

function Whole({ callback, close, next, open }: WholeProps) {
  const { t } = useTranslation('callbacks');
  useTitle(callback.customer_name ?? t('case.caller'));
  const alone = useMediaQuery(ALONE, undefined, { getInitialValueInEffect: false });
  const acting = useActing(callback, { next, open, close });
  const actions = useCaseActions(acting);
  const may = useSession().permissions.includes('work');
  return (
    <>
      <div className={styles.panes} data-sheet={acting.sheet !== null}>
        <div className={styles.main}>
          <CaseHead callback={callback} call={may ? acting.call : null} />
          {alone !== true && <ActionBar acting={acting} actions={actions} size="head" />}
          <MayBeSettled acting={acting} may={may} />
          <Decision acting={acting} may={may} />
          <Escalations callback={callback} />
          <WhatHappened callback={callback} />
          <MergedWishes callback={callback} open={open} may={may} />
          <CaseContext callback={callback} />
          {callback.call !== null && <Conversation call={callback.call} transcript={callback.transcript} />}
          <CaseTimeline callback={callback} />
        </div>
        <CallerPanel callback={callback} open={open} />
      </div>
      {alone === true && <ActionBar acting={acting} actions={actions} size="thumb" />}
      <CaseActions acting={acting} actions={actions} />
    </>
  );
}
