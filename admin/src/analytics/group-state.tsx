import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BellOff, Check, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { send, serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { ErrorGroup } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from './groups.module.css';

type Said = { readonly state: 'new' | 'known' } | { readonly state: 'ignored'; readonly ignored_until: string };

const WEEK_MS = 7 * 86_400_000;

/** What somebody says of an error, so that colleagues do not look into it a second time. Whoever may not has no buttons: the server would refuse. */
export function GroupState({ group }: { readonly group: ErrorGroup }) {
  const { t } = useTranslation('analytics');
  const { permissions } = useSession();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const root = useRef<HTMLSpanElement>(null);
  const pressed = useRef(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (said: Said) => {
      pressed.current = true;
      return send(`/analytics/errors/${encodeURIComponent(group.fingerprint)}`, said, { method: 'PATCH' });
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['callback', 'errors'] }),
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
  if (!permissions.includes('assign_others')) return null;
  const settled = group.state === 'known' || group.state === 'ignored';
  const look = { size: 'compact-xs', variant: 'default' } as const;
  const press = (said: Said): void => {
    if (!isPending) mutate(said);
  };
  return (
    <span ref={root} className={styles.say}>
      {!settled && <Button {...look} leftSection={<Check size={13} aria-hidden />} onClick={() => press({ state: 'known' })}>{t('groups.say.known')}</Button>}
      {!settled && <Button {...look} leftSection={<BellOff size={13} aria-hidden />} onClick={() => press({ state: 'ignored', ignored_until: new Date(serverNow() + WEEK_MS).toISOString() })}>{t('groups.say.ignored')}</Button>}
      {settled && <Button {...look} leftSection={<RotateCcw size={13} aria-hidden />} onClick={() => press({ state: 'new' })}>{t('groups.say.new')}</Button>}
    </span>
  );
}
