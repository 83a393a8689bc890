import { Play, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../api/shapes.ts';
import { useSession } from '../../api/session.ts';
import { linesOf } from './transcript-lines.ts';
import type { TranscriptLine } from './transcript-lines.ts';
import { RecordingPlayer } from './recording-player.tsx';
import { useRecording } from './use-recording.ts';
import { useToolWords } from './use-tool-words.ts';
import styles from './section.module.css';
import own from './conversation.module.css';

/** What was said, with what the assistant did at the place where it did it; where there is a recording, each passage can be listened to. */
export function Conversation({ call, transcript, heading: Heading = 'h3' }: { readonly call: Pick<Call, 'id' | 'recording'>; readonly transcript: unknown; readonly heading?: 'h2' | 'h3' }) {
  const { t } = useTranslation('callbacks');
  const { role } = useSession();
  const lines = linesOf(transcript);
  const recording = useRecording(call);
  return (
    <section aria-label={t('case.conversation')}>
      <Heading className={Heading === 'h2' ? own.heading : styles.title}>{t('case.conversation')}</Heading>
      <RecordingPlayer recording={recording} />
      {lines.length === 0 && <p className={own.nothing}>{role === 'viewer' ? t('case.transcriptHidden') : t('case.noTranscript')}</p>}
      <ol className={own.lines}>
        {lines.map((line, i) => (
          <li key={i} className={own.line} data-by={line.kind === 'said' ? line.by : 'tool'}>
            {line.kind === 'said' ? <Said line={line} listen={recording.state === 'ready' ? recording.listen : null} /> : <Tool line={line} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface SaidProps {
  readonly line: TranscriptLine & { readonly kind: 'said' };
  readonly listen: ((second: number) => void) | null;
}

function Said({ line, listen }: SaidProps) {
  const { t } = useTranslation(['callbacks', 'acting']);
  const { start } = line;
  return (
    <>
      <span className={own.by}>
        {t(`case.${line.by}`)}
        {start !== null && listen !== null && (
          <button type="button" className={own.passage} aria-label={t('acting:recording.from', { time: minutesOf(start) })} onClick={() => listen(start)}>
            <Play size={11} aria-hidden />{minutesOf(start)}
          </button>
        )}
      </span>
      <p className={own.text}>{line.text}</p>
    </>
  );
}

/** '1:07' */
function minutesOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** Named as what was to be done: what came of it is said beside it, and may be nothing. */
function Tool({ line }: { readonly line: TranscriptLine & { readonly kind: 'tool' } }) {
  const { t } = useTranslation('callbacks');
  const toolWords = useToolWords();
  return (
    <details className={styles.details}>
      <summary className={own.tool}>
        <Wrench size={13} aria-hidden />
        <span>{toolWords(line.name)}</span>
        {line.ok !== null && <span data-ok={line.ok}>{line.ok ? t('case.toolOk') : t('case.toolFailed')}</span>}
        {line.answered === null && <span data-ok={false}>{t('case.toolUnanswered')}</span>}
      </summary>
      <pre className={styles.code}>{`${line.name}\n\n${t('case.toolCall')}: ${line.asked}\n\n${t('case.toolAnswer')}: ${line.answered ?? '–'}`}</pre>
    </details>
  );
}
