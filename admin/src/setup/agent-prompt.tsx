import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import { useCopy } from '../shell/use-copy.ts';
import styles from './setup-page.module.css';

/** What the agent has to be told beside its functions; pasted into its prompt. */
export function AgentPrompt() {
  const { t } = useTranslation('setup');
  const copy = useCopy();
  const { data } = useQuery({ queryKey: ['setup', 'prompt'], queryFn: ({ signal }) => get<{ text: string }>('/settings/retell/prompt', {}, signal), staleTime: 5 * 60_000 });
  if (data === undefined) return null;
  return (
    <details className={styles.where}>
      <summary>{t('voice.prompt')}</summary>
      <p className={styles.hint}>{t('voice.promptText')}</p>
      <textarea className={styles.prompt} readOnly rows={10} lang="de" aria-label={t('voice.prompt')} value={data.text} />
      <div><Button size="xs" variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(data.text)}>{t('voice.copy')}</Button></div>
    </details>
  );
}
