import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { words as german } from '../../words/de/callbacks.ts';
import { useReasonWords } from '../actions/usual-reasons.ts';
import { useEntryDetail } from './use-entry-detail.ts';
import styles from './section.module.css';
import own from './case-timeline.module.css';

type Entry = CallbackDetail['timeline'][number];

/** Machine and people in one column, the latest first. */
export function CaseTimeline({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const detailOf = useEntryDetail();
  const reasonWords = useReasonWords();
  const undone = new Set(callback.timeline.map(({ detail }) => detail['undone']));
  return (
    <section aria-label={t('case.history')}>
      <h3 className={styles.title}>{t('case.history')}</h3>
      <ol className={own.entries}>
        {callback.timeline.toReversed().map((entry) => {
          const detail = detailOf(entry);
          const note = noteIn(entry);
          return (
            <li key={entry.id} className={own.entry} data-by={entry.actor === 'machine' ? 'machine' : 'person'} data-undone={undone.has(entry.id)}>
              <time className={own.at} dateTime={entry.at} title={say.fullMoment(entry.at)}>{say.moment(entry.at)}</time>
              <span>
                <span className={own.what}>{isEvent(entry.kind) ? t(`event.${entry.kind}`) : entry.kind.replaceAll('_', ' ')}{detail !== null && `: ${detail}`}</span>
                <span className={own.who}> · {entry.actor === 'machine' ? t('case.machine') : entry.actor_name ?? entry.actor}</span>
                {undone.has(entry.id) && <span className={own.who}> · {t('case.undone')}</span>}
                {note !== null && <span className={own.note}>{reasonWords(note)}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function isEvent(kind: string): kind is keyof typeof german.event {
  return kind in german.event;
}

/** What somebody wrote; the reason of an escalation is a word of ours, of everything else one of his. */
function noteIn({ kind, detail }: Entry): string | null {
  const text = detail['text'] ?? detail['note'] ?? detail['notes'] ?? (kind === 'escalate' ? null : detail['reason']);
  return typeof text === 'string' && text !== '' ? text : null;
}
