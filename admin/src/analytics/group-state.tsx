import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import type { ErrorGroup } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { HideUntil } from './hide-until.tsx';
import styles from './groups.module.css';

type Said = { readonly state: 'new' | 'known' } | { readonly state: 'ignored'; readonly ignored_until: string };

/** What somebody says of an error, so that colleagues do not look into it a second time. */
export function GroupState({ group }: { readonly group: ErrorGroup }) {
  const { t } = useTranslation('analytics');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const root = useRef<HTMLSpanElement>(null);
  const pressed = useRef(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (said: Said) => {
      pressed.current = true;
      return send(`/analytics/errors/${group.fingerprint}`, said, { method: 'PATCH' });
    },
    onSuccess: (_answer, { state }) => {
      // it leaves the list, and would be missed
      if (state === 'ignored') toast(t('groups.isHidden'));
      return queries.invalidateQueries({ queryKey: ['callback', 'errors'] });
    },
    onError: (error) => {
      pressed.current = false;
      toast(errorText(error), { tone: 'problem' });
    },
  });
  // the button that was pressed is another one by now: the keyboard stays here
  useEffect(() => {
    if (pressed.current) root.current?.querySelector('button')?.focus({ preventScroll: true });
    pressed.current = false;
  }, [group.state]);
  const settled = group.state === 'known' || group.state === 'ignored';
  const look = { size: 'xs', variant: 'default' } as const;
  const press = (said: Said): void => {
    if (!isPending) mutate(said);
  };
  return (
    <span ref={root} className={styles.say}>
      {!settled && <Button {...look} leftSection={<Check size={14} aria-hidden />} onClick={() => press({ state: 'known' })}>{t('groups.say.known')}</Button>}
      {group.state !== 'ignored' && <HideUntil hide={(until) => press({ state: 'ignored', ignored_until: until })} />}
      {settled && <Button {...look} leftSection={<RotateCcw size={14} aria-hidden />} onClick={() => press({ state: 'new' })}>{t('groups.say.new')}</Button>}
    </span>
  );
}
