import { Button, Tooltip } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Callback, CallbackDetail } from '../../api/shapes.ts';
import { toast } from '../../shell/toast-store.ts';
import { useSay } from '../../words/say.ts';
import { useProblemText } from '../actions/use-problem-text.ts';
import { useSend } from '../actions/use-send.ts';
import { wishQuery } from '../queries.ts';
import styles from './section.module.css';
import own from './merged-wishes.module.css';

/** Wishes of later calls that went into this one. What was joined wrongly is taken out again by a person. */
export function MergedWishes({ callback, open, may }: { readonly callback: CallbackDetail; readonly open: (id: string) => void; readonly may: boolean }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const { data } = useQuery(wishQuery(callback.wish_id));
  const act = useSend(callback.id);
  const problemText = useProblemText();
  const { mutate, isPending } = useMutation({
    mutationFn: (wishId: string) => act<Callback>('split', { wish_id: wishId }),
    onSuccess: ({ id }) => {
      toast(t('done.split'));
      open(id);
    },
    onError: (error) => toast(problemText(error), { tone: 'problem' }),
  });
  const merged = data?.merged ?? [];
  if (merged.length === 0) return null;
  return (
    <section aria-label={t('merged.title')}>
      <h3 className={styles.title}>{t('merged.title')}</h3>
      <ul className={own.wishes}>
        {merged.map(({ id, intent, opened_at: openedAt }) => (
          <li key={id} className={own.wish}>
            <span>{t(`intent.${intent}`)} <span className={own.quiet}>· {say.moment(openedAt)}</span></span>
            {may && callback.completed_at === null && (
              <Tooltip label={t('merged.splitHint')}>
                <Button size="xs" variant="default" loading={isPending} leftSection={<Split size={14} aria-hidden />} onClick={() => mutate(id)}>{t('merged.split')}</Button>
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
