import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../api/shapes.ts';
import { Conversation } from '../callbacks/case/conversation.tsx';
import { linesOf } from '../callbacks/case/transcript-lines.ts';
import { useToolWords } from '../callbacks/case/use-tool-words.ts';
import { useSay } from '../words/say.ts';
import { CallOutcome } from './call-outcome.tsx';
import { HoldBack } from './hold.tsx';
import { RecordPage } from './record-page.tsx';
import { AppointmentLine, CallbackLine, Facts, Related, WishLine } from './related.tsx';
import { toCustomer } from './to-customer.tsx';
import { useCallWords } from './use-call-words.ts';
import { useEndWords } from './use-end-words.ts';
import styles from './record-page.module.css';

/** Who called and what for, what came of it, what was said and done, what is stored of it. */
export function CallPage() {
  const { t } = useTranslation('records');
  const { id } = useParams({ from: '/calls/$id' });
  const say = useSay();
  const words = useCallWords();
  const endWords = useEndWords();
  return (
    <RecordPage<CallDetail> queryKey={['call', 'one', id]} path={`/calls/${id}`} list="calls" title={words.caller}>
      {(call) => (
        <>
          <div className={styles.summary}>
            <p className={styles.wish}>{call.wish === null ? t('noWish') : words.wish(call)}</p>
            <CallOutcome call={call} linked />
          </div>
          <Facts facts={[
            [t('when'), call.started_at === null ? null : say.moment(call.started_at)], [t('duration'), call.duration_ms === null ? null : say.length(call.duration_ms)],
            [t('number'), words.number(call)], [t('branch'), call.branch?.name ?? null], [t('reason'), call.disconnection_reason === null ? null : endWords(call.disconnection_reason)],
            [t('customer'), toCustomer(call.customer_id, call.customer_name ?? t('see'))],
          ]} />
          <div className={styles.columns}>
            <div className={styles.column}><Conversation call={call} transcript={call.transcript} heading="h2" /><Done call={call} /></div>
            <div className={styles.column}>
              <Related title={t('callbacks')}>{call.callbacks.map((callback) => <CallbackLine key={callback.id} callback={callback} />)}</Related>
              <Related title={t('appointments')}>{call.appointments.map((one) => <AppointmentLine key={one.id} appointment={one} />)}</Related>
              {call.wishes.length > 1 && <Related title={t('wishes')}>{call.wishes.map((wish) => <WishLine key={wish.id} wish={wish} />)}</Related>}
              <CallHold call={call} />
            </div>
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A call stays with what it was about: whoever called, or, where that is not known, the callback that it left. */
function CallHold({ call: { customer_id: customer, callbacks: [callback] } }: { readonly call: CallDetail }) {
  if (customer !== null) return <HoldBack subject={{ kind: 'customer', id: customer }} />;
  return callback === undefined ? null : <HoldBack subject={{ kind: 'callback', id: callback.id }} />;
}

/** What the assistant asked, where the conversation does not show it at its place. */
function Done({ call }: { readonly call: CallDetail }) {
  const { t } = useTranslation('records');
  const say = useSay();
  const toolWords = useToolWords();
  if (call.functions.length === 0 || linesOf(call.transcript).some((line) => line.kind === 'tool')) return null;
  return (
    <section>
      <h2 className={styles.heading}>{t('done')}</h2>
      {call.functions.map((asked, i) => (
        <details key={i} className={styles.asked}>
          <summary>{say.clock(asked.at)} {toolWords(asked.function)}</summary>
          <pre className={styles.code}>{asked.function}{'\n'}{asked.answer === null ? '–' : `${t('answer')}: ${JSON.stringify(asked.answer, null, 2)}`}</pre>
        </details>
      ))}
    </section>
  );
}
