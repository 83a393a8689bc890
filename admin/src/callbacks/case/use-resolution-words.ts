import { useTranslation } from 'react-i18next';
import { words as acting } from '../../words/de/acting.ts';
import { words as callbacks } from '../../words/de/callbacks.ts';
import { useReasonWords } from '../actions/usual-reasons.ts';

/** What came of it, in words; somebody's own words stay as they are. */
export function useResolutionWords(): (resolution: string) => string {
  const { t } = useTranslation(['acting', 'callbacks']);
  const reasonWords = useReasonWords();
  return (resolution) => {
    if (isActing(resolution)) return t(`acting:resolution.${resolution}`);
    return isMachine(resolution) ? t(`callbacks:resolution.${resolution}`) : reasonWords(resolution);
  };
}

function isActing(resolution: string): resolution is keyof typeof acting.resolution {
  return resolution in acting.resolution;
}

function isMachine(resolution: string): resolution is keyof typeof callbacks.resolution {
  return resolution in callbacks.resolution;
}
