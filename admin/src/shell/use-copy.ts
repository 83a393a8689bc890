import { useTranslation } from 'react-i18next';
import { toast } from './toast-store.ts';

/** Into the clipboard; says whether it is there. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation('frame');
  return (text) => void copy(text).then(() => toast(t('copied')), () => toast(t('notCopied'), { tone: 'problem' }));
}

/** At an address without TLS, as within the walls of a salon, the browser has no clipboard for us. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
