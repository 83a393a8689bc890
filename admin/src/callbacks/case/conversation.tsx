import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSession } from '../../api/session.ts';
import { words as german } from '../../words/de/callbacks.ts';
import { linesOf } from './transcript-lines.ts';
import type { TranscriptLine } from './transcript-lines.ts';
import { Recording } from './recording.tsx';
import styles from './section.module.css';
import own from './conversation.module.css';

/** What was said, with what the assistant did at the place where it did it. */
export function Conversation({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const { role } = useSession();
  const lines = linesOf(callback.transcript);
  if (callback.call_id === null) return null;
  return (
    <section aria-label={t('case.conversation')}>
      <div className={own.heading}>
        <h3 className={styles.title}>{t('case.conversation')}</h3>
        <Recording callId={callback.call_id} />
      </div>
      {lines.length === 0 && <p className={own.nothing}>{role === 'viewer' ? t('case.transcriptHidden') : t('case.noTranscript')}</p>}
      <ol className={own.lines}>
        {lines.map((line, i) => <li key={i} className={own.line} data-by={line.kind === 'said' ? line.by : 'tool'}>{line.kind === 'said' ? <Said line={line} /> : <Tool line={line} />}</li>)}
      </ol>
    </section>
  );
}

function Said({ line }: { readonly line: TranscriptLine & { readonly kind: 'said' } }) {
  const { t } = useTranslation('callbacks');
  return (
    <>
      <span className={own.by}>
        {t(`case.${line.by}`)}
      </span>
      <p className={own.text}>{line.text}</p>
    </>
  );
}

function Tool({ line }: { readonly line: TranscriptLine & { readonly kind: 'tool' } }) {
  const { t } = useTranslation('callbacks');
  return (
    <details className={styles.details}>
      <summary className={own.tool}>
        <Wrench size={13} aria-hidden />
        <span>{isTool(line.name) ? t(`tool.${line.name}`) : line.name}</span>
        {line.ok !== null && <span data-ok={line.ok}>{line.ok ? t('case.toolOk') : t('case.toolFailed')}</span>}
      </summary>
      <pre className={styles.code}>{`${line.name}\n\n${t('case.toolCall')}: ${line.asked}\n\n${t('case.toolAnswer')}: ${line.answered ?? '–'}`}</pre>
    </details>
  );
}

function isTool(name: string): name is keyof typeof german.tool {
  return name in german.tool;
}
