import { Button, CloseButton, Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import type { Priority } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { foresee, runBulk } from './bulk.ts';
import type { BulkAction, Chosen } from './bulk.ts';
import styles from './bulk-bar.module.css';

interface BulkBarProps {
  readonly chosen: Chosen;
  readonly count: number;
  /** Takes all of the list, not only what is loaded; null: it is so already, or the list has no more. */
  readonly takeAll: (() => void) | null;
  readonly total: number;
  readonly clear: () => void;
}

/** One action on many: first what it would do, then the button that does it. */
export function BulkBar({ chosen, count, takeAll, total, clear }: BulkBarProps) {
  const { t } = useTranslation('callbacks');
  const [action, setAction] = useState<BulkAction | null>(null);
  return (
    <div className={styles.bar} role="region" aria-label={t('bulk.selected', { count })}>
      <span className={styles.count}>{t('bulk.selected', { count })}</span>
      {takeAll !== null && action === null && <button type="button" className={styles.all} onClick={takeAll}>{t('bulk.takeAll', { count: total })}</button>}
      {action === null ? <Choices choose={setAction} /> : <Preview action={action} chosen={chosen} cancel={() => setAction(null)} done={clear} />}
      <CloseButton size="sm" aria-label={t('bulk.clear')} onClick={clear} />
    </div>
  );
}

const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal'];
const SNOOZES = ['openSoon', 'tomorrow', 'monday'] as const;
/** As the server understands them, in whatever language the page is. */
const SNOOZE_WORDS = { openSoon: 'sobald geöffnet', tomorrow: 'morgen 8:30', monday: 'Mo 8:30' } as const;

function Choices({ choose }: { readonly choose: (action: BulkAction) => void }) {
  const { t } = useTranslation('callbacks');
  const { staff, me } = useDirectory();
  const choice = (name: BulkAction['name'], params: BulkAction['params'], title: string, value: string) => (
    <Menu.Item key={value} onClick={() => choose({ name, params, words: `${title}: ${value}` })}>{value}</Menu.Item>
  );
  return (
    <div className={styles.choices}>
      <Choice title={t('bulk.assign')}>
        {me !== null && choice('assign', { staff: me }, t('bulk.assign'), t('filter.me'))}
        {staff.filter(({ id }) => id !== me).map(({ id, name }) => choice('assign', { staff: id }, t('bulk.assign'), name))}
        {choice('assign', { staff: null }, t('bulk.assign'), t('filter.nobody'))}
      </Choice>
      <Choice title={t('bulk.priority')}>{PRIORITIES.map((priority) => choice('priority', { priority }, t('bulk.priority'), t(`priority.${priority}`)))}</Choice>
      <Choice title={t('bulk.snooze')}>{SNOOZES.map((when) => choice('snooze', { until: SNOOZE_WORDS[when] }, t('bulk.snooze'), t(`bulk.${when}`)))}</Choice>
    </div>
  );
}

function Choice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target><Button size="xs" variant="default">{title}</Button></Menu.Target>
      <Menu.Dropdown mah="50dvh" style={{ overflow: 'auto' }}>{children}</Menu.Dropdown>
    </Menu>
  );
}

function Preview({ action, chosen, cancel, done }: { readonly action: BulkAction; readonly chosen: Chosen; readonly cancel: () => void; readonly done: () => void }) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const errorText = useErrorText();
  const { data: would, error } = useQuery({ queryKey: ['callback', 'bulk', action, chosen], queryFn: () => foresee(action, chosen), gcTime: 0, staleTime: Infinity, meta: { live: 'own' } });
  const apply = useMutation({
    mutationFn: () => runBulk(action, chosen),
    onSuccess: ({ changed }) => {
      toast(t('bulk.done', { count: changed }));
      done();
    },
    onError: (failed) => toast(errorText(failed), { tone: 'problem' }),
  });
  return (
    <div className={styles.choices} role="status">
      <strong>{action.words}</strong>
      {error !== null && <span className={styles.problem}>{errorText(error)}</span>}
      {would !== undefined && <span>{would.changed === 0 ? t('bulk.nothing') : t('bulk.would', { count: would.changed })} {would.skipped > 0 && t('bulk.skipped', { count: would.skipped })}</span>}
      {would !== undefined && would.changed > 0 && <Button size="xs" loading={apply.isPending} onClick={() => apply.mutate()}>{t('bulk.apply')}</Button>}
      <Button size="xs" variant="subtle" color="gray" onClick={cancel}>{t('frame:cancel')}</Button>
    </div>
  );
}
