import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../api/shapes.ts';
import { phoneWords } from '../callbacks/phone-words.ts';
import { inOneLine } from '../callbacks/use-wish-line.ts';
import { useSay } from '../words/say.ts';

export interface CallWords {
  /** His name, else his number. */
  readonly caller: (call: Call) => string;
  readonly number: (call: Call) => string;
  /** What he wanted, in one line: „Herrenhaarschnitt, Di 1.12. 14:30“ */
  readonly wish: (call: Call) => string;
  readonly length: (call: Call) => string;
}

export function useCallWords(): CallWords {
  const { t } = useTranslation('records');
  const say = useSay();
  return useMemo(() => {
    const number = ({ from_number: known }: Call): string => (known === null ? t('hidden') : phoneWords(known));
    const wish = ({ wish: wanted }: Call): string => {
      if (wanted === null) return '–';
      const what = [wanted.service, wanted.start === null ? wanted.when_said : say.moment(wanted.start)].filter((part) => part !== null && part !== '').join(', ');
      const detail = what !== '' ? what : inOneLine(wanted.notes ?? '');
      if (detail === '') return t(`intent.${wanted.intent}`);
      return wanted.intent === 'reschedule' || wanted.intent === 'cancel' ? `${t(`intent.${wanted.intent}`)}: ${detail}` : detail;
    };
    const length = ({ duration_ms: ms, ended_at: end, outcome }: Call): string => {
      if (ms !== null) return say.length(ms);
      return end === null && outcome === 'in_progress' ? t('running') : '–';
    };
    return { number, wish, length, caller: (call) => (call.customer_name !== null && call.customer_name !== '' ? call.customer_name : number(call)) };
  }, [t, say]);
}
