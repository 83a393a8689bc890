import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../api/shapes.ts';
import { words as callbacks } from '../words/de/callbacks.ts';
import { words as settings } from '../words/de/settings.ts';

/** What an entry of the log says was done. What a newer server writes stands there as it is written. */
export function useAuditWords(): (entry: Pick<AuditEntry, 'action'>) => string {
  const { t } = useTranslation(['settings', 'callbacks']);
  return ({ action }) => {
    const own = action.replaceAll('.', '_');
    if (isIn(settings.audit.action, own)) return t(`audit.action.${own}`);
    const event = action.replace('callback.', '');
    return isIn(callbacks.event, event) ? t('audit.callback', { what: t(`callbacks:event.${event}`) }) : action;
  };
}

/** For the test that no action is written in the program of which the page knows no word. */
export function knowsAction(action: string): boolean {
  return isIn(settings.audit.action, action.replaceAll('.', '_')) || isIn(callbacks.event, action.replace('callback.', ''));
}

function isIn<T extends object>(words: T, key: string): key is keyof T & string {
  return key in words;
}
