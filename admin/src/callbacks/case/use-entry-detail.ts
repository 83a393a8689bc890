import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { words as acting } from '../../words/de/acting.ts';
import { words as callbacks } from '../../words/de/callbacks.ts';
import { useSay } from '../../words/say.ts';
import { useStaffName } from '../use-staff-name.ts';
import { useResolutionWords } from './use-resolution-words.ts';

type Entry = CallbackDetail['timeline'][number];

/** What stands behind the name of an entry: to whom, until when, how it ended. null: the name says it all. */
export function useEntryDetail(): (entry: Entry) => string | null {
  const { t } = useTranslation(['callbacks', 'acting']);
  const say = useSay();
  const staffName = useStaffName();
  const resolutionWords = useResolutionWords();
  const at = (value: unknown): string | null => (typeof value === 'number' ? say.moment(new Date(value).toISOString()) : typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? say.moment(value) : null);
  const whyEscalated = (reason: unknown): string | null => (isIn(acting.escalations.machine, reason) ? t(`acting:escalations.machine.${reason}`) : isIn(acting.escalateTo, reason) ? t(`acting:escalateTo.${reason}`) : null);
  return ({ kind, detail }) => {
    const text = (name: string): string => (typeof detail[name] === 'string' ? detail[name] : '');
    switch (kind) {
      case 'attempt': return isIn(callbacks.outcome, detail['outcome']) ? t(`outcome.${detail['outcome']}`) : null;
      case 'assign': return text('staffId') === '' ? null : staffName(text('staffId'));
      case 'snooze': return at(detail['until']);
      case 'claimed': return at(detail['until']);
      case 'priority': return isIn(callbacks.priority, detail['priority']) ? t(`priority.${detail['priority']}`) : null;
      case 'complete': case 'settle': return text('resolution') === '' ? null : resolutionWords(text('resolution'));
      case 'escalate': return [whyEscalated(detail['reason']), text('toStaff') === '' ? null : staffName(text('toStaff'))].filter((part) => part !== null).join(', ') || null;
      case 'booking_tried': return isIn(callbacks.bookingTried, detail['outcome']) ? t(`bookingTried.${detail['outcome']}`) : null;
      case 'link': case 'booking_found': return at(detail['start']);
      default: return null;
    }
  };
}

function isIn<T extends object>(words: T, key: unknown): key is keyof T & string {
  return typeof key === 'string' && key in words;
}
