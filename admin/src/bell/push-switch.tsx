import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { pushIsOn, startPush, stopPush } from './push.ts';
import styles from './bell.module.css';

/** Messages to this device also while the page is closed. Not shown where the browser cannot. */
export function PushSwitch() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  const { data: on } = useQuery({ queryKey: ['push'], queryFn: pushIsOn, retry: false });
  const change = useMutation({
    mutationFn: async () => (on === true ? await stopPush() : await startPush()),
    onSuccess: (outcome) => {
      if (outcome === 'denied') toast(t('bell.pushDenied'), { tone: 'problem' });
      void client.invalidateQueries({ queryKey: ['push'] });
    },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  if (on === undefined || on === null) return null;
  return (
    <p className={styles.foot}>
      <span className={styles.quiet}>{on ? t('bell.pushOn') : t('bell.pushOff')}</span>
      <button type="button" className={styles.link} disabled={change.isPending} onClick={() => change.mutate()}>{on ? t('bell.pushStop') : t('bell.pushStart')}</button>
    </p>
  );
}
