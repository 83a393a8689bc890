import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { CallDetail } from '../api/shapes.ts';
import { linesOf } from '../callbacks/case/transcript-lines.ts';
import { useToolWords } from '../callbacks/case/use-tool-words.ts';
import { phoneWords } from '../callbacks/phone-words.ts';
import { useSay } from '../words/say.ts';
import { RecordPage } from './record-page.tsx';
import { AppointmentLine, CallbackLine, Facts, Related, WishLine } from './related.tsx';
import { toCustomer } from './to-customer.tsx';
import styles from './record-page.module.css';

/** What was said, what was done, what is stored of it. */
export function CallPage() {
  const { t } = useTranslation('records');
  const { id } = useParams({ from: '/calls/$id' });
  const say = useSay();
  const number = (call: CallDetail): string => (call.from_number === null ? t('hidden') : phoneWords(call.from_number));
  return (
    <RecordPage<CallDetail> queryKey={['call', 'one', id]} path={`/calls/${id}`} list="calls" title={(call) => `${number(call)}${call.started_at === null ? '' : `, ${say.moment(call.started_at)}`}`}>
      {(call) => (
        <>
          <Facts facts={[
            [t('number'), number(call)], [t('branch'), call.branch?.name ?? null], [t('duration'), call.duration_ms === null ? null : say.span(call.duration_ms)],
            [t('reason'), call.disconnection_reason], [t('customer'), toCustomer(call.customer_id, t('see'))], [t('listen'), <Recording key="r" call={call} />],
          ]} />
          <div className={styles.columns}>
            <div className={styles.column}><Said call={call} /><Done call={call} /></div>
            <div className={styles.column}>
              <Related title={t('wishes')}>{call.wishes.map((wish) => <WishLine key={wish.id} wish={wish} />)}</Related>
              <Related title={t('callbacks')}>{call.callbacks.map((callback) => <CallbackLine key={callback.id} callback={callback} />)}</Related>
              <Related title={t('appointments')}>{call.appointments.map((one) => <AppointmentLine key={one.id} appointment={one} />)}</Related>
            </div>
          </div>
        </>
      )}
    </RecordPage>
  );
}

function Said({ call }: { readonly call: CallDetail }) {
  const { t } = useTranslation('records');
  const { role } = useSession();
  const lines = linesOf(call.transcript).filter((line) => line.kind === 'said');
  return (
    <section>
      <h2 className={styles.heading}>{t('said')}</h2>
      {lines.length === 0 && <p className={styles.muted}>{role === 'viewer' ? t('transcriptHidden') : t('noTranscript')}</p>}
      <ol className={styles.talk}>{lines.map((line, i) => <li key={i}><span>{t(line.by)}</span><p>{line.text}</p></li>)}</ol>
    </section>
  );
}

function Done({ call }: { readonly call: CallDetail }) {
  const { t } = useTranslation('records');
  const say = useSay();
  const toolWords = useToolWords();
  return (
    <section>
      <h2 className={styles.heading}>{t('done')}</h2>
      {call.functions.length === 0 && <p className={styles.muted}>{t('nothing')}</p>}
      {call.functions.map((asked, i) => (
        <details key={i} className={styles.asked}>
          <summary>{say.clock(asked.at)} {toolWords(asked.function)}</summary>
          <pre className={styles.code}>{asked.function}{'\n'}{asked.answer === null ? '–' : `${t('answer')}: ${JSON.stringify(asked.answer, null, 2)}`}</pre>
        </details>
      ))}
    </section>
  );
}

function Recording({ call }: { readonly call: CallDetail }) {
  const { t } = useTranslation('records');
  const { consent } = call.recording;
  if (call.recording_url === null) return <>{'–'}</>;
  return <><a href={call.recording_url} target="_blank" rel="noreferrer">{t('listen')}</a> <span className={styles.muted}>{consent === null ? t('consent.unknown') : consent ? t('consent.yes') : t('consent.no')}</span></>;
}
