// Reasons that are one key away. They are stored in the language of the company, whatever language the page is in: colleagues, exports and the
// proof read them. Shown, they are in the language of the page again.
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { words as german } from '../../words/de/acting.ts';
import { words as english } from '../../words/en/acting.ts';

export type ReasonKind = 'cancelFor' | 'reopenFor';

const KEPT: Readonly<Record<ReasonKind, readonly (readonly string[])[]>> = {
  cancelFor: [german.cancelFor.reasons, english.cancelFor.reasons],
  reopenFor: [german.reopenFor.reasons, english.reopenFor.reasons],
};

/** As it is stored; somebody's own words stay as they are. */
export function useStoredReason(kind: ReasonKind): (shown: string) => string {
  const { t } = useTranslation('acting');
  const { company } = useSession();
  const stored: readonly string[] = (company.locale === 'en' ? english : german)[kind].reasons;
  const shownAs: readonly string[] = t(`${kind}.reasons`, { returnObjects: true });
  return (shown) => stored[shownAs.indexOf(shown)] ?? shown;
}

/** A stored reason in the language of the page. */
export function useReasonWords(): (stored: string) => string {
  const { t } = useTranslation('acting');
  return (stored) => {
    for (const kind of ['cancelFor', 'reopenFor'] as const) {
      const i = KEPT[kind].map((reasons) => reasons.indexOf(stored)).find((at) => at !== -1);
      if (i !== undefined) return t(`${kind}.reasons`, { returnObjects: true })[i] ?? stored;
    }
    return stored;
  };
}
