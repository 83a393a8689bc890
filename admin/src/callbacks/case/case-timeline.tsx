import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { words as german } from '../../words/de/callbacks.ts';
import styles from './section.module.css';
import own from './case-timeline.module.css';

type Entry = CallbackDetail['timeline'][number];

/** Machine and people in one column, the latest first. */
export function CaseTimeline({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  return (
    <section aria-label={t('case.history')}>
      <h3 className={styles.title}>{t('case.history')}</h3>
      <ol className={own.entries}>
        {callback.timeline.toReversed().map((entry) => (
          <li key={entry.id} className={own.entry} data-by={entry.actor === 'machine' ? 'machine' : 'person'}>
            <time className={own.at} dateTime={entry.at} title={say.fullMoment(entry.at)}>{say.moment(entry.at)}</time>
            <span>
              <span className={own.what}>{isEvent(entry.kind) ? t(`event.${entry.kind}`) : entry.kind.replaceAll('_', ' ')}{outcomeIn(entry) !== null && `: ${t(`outcome.${outcomeIn(entry)!}`)}`}</span>
              <span className={own.who}> · {entry.actor === 'machine' ? t('case.machine') : entry.actor_name ?? entry.actor}</span>
              {noteIn(entry) !== null && <span className={own.note}>{noteIn(entry)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function isEvent(kind: string): kind is keyof typeof german.event {
  return kind in german.event;
}

function outcomeIn({ detail }: Entry): keyof typeof german.outcome | null {
  const outcome = String(detail['outcome']);
  return outcome in german.outcome ? (outcome as keyof typeof german.outcome) : null;
}

function noteIn({ detail }: Entry): string | null {
  const text = detail['text'] ?? detail['note'] ?? detail['reason'];
  return typeof text === 'string' && text !== '' ? text : null;
}
