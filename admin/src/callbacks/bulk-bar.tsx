import { Button, CloseButton, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { useDirectory } from '../api/directory.ts';
import type { Priority } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from './bulk-bar.module.css';

/** Counts per result, of a dry run as of the real one. */
interface BulkOutcome {
  readonly changed: number;
  readonly skipped: number;
}

interface Plan {
  readonly action: 'assign' | 'priority' | 'escalate';
  readonly params: Readonly<Record<string, string>>;
  readonly words: string;
}

/** First what would happen, then the button that does it. */
export function BulkBar({ ids, clear }: { readonly ids: readonly string[]; readonly clear: () => void }) {
  const { t } = useTranslation('callbacks');
  const [plan, setPlan] = useState<Plan | null>(null);
  return (
    <div className={styles.bar} role="region" aria-label={t('bulk.selected', { count: ids.length })}>
      <span className={styles.count}>{t('bulk.selected', { count: ids.length })}</span>
      {plan === null ? <Choices choose={setPlan} /> : <Preview key={JSON.stringify([plan, ids])} plan={plan} ids={ids} cancel={() => setPlan(null)} done={clear} />}
      <CloseButton size="sm" aria-label={t('bulk.clear')} onClick={clear} />
    </div>
  );
}

function Choices({ choose }: { readonly choose: (plan: Plan) => void }) {
  const { t } = useTranslation('callbacks');
  const { staff, me } = useDirectory();
  const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal'];
  return (
    <div className={styles.choices}>
      {me !== null && <Button size="xs" variant="default" onClick={() => choose({ action: 'assign', params: { staff: me }, words: t('bulk.assignMe') })}>{t('bulk.assignMe')}</Button>}
      <Menu>
        <Menu.Target><Button size="xs" variant="default" disabled={staff.length === 0}>{t('bulk.assign')}</Button></Menu.Target>
        <Menu.Dropdown>{staff.map(({ id, name }) => <Menu.Item key={id} onClick={() => choose({ action: 'assign', params: { staff: id }, words: `${t('bulk.assign')}: ${name}` })}>{name}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
      <Menu>
        <Menu.Target><Button size="xs" variant="default">{t('bulk.priority')}</Button></Menu.Target>
        <Menu.Dropdown>{PRIORITIES.map((priority) => <Menu.Item key={priority} onClick={() => choose({ action: 'priority', params: { priority }, words: `${t('bulk.priority')}: ${t(`priority.${priority}`)}` })}>{t(`priority.${priority}`)}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Preview({ plan, ids, cancel, done }: { readonly plan: Plan; readonly ids: readonly string[]; readonly cancel: () => void; readonly done: () => void }) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const errorText = useErrorText();
  const [key] = useState(() => crypto.randomUUID());
  const run = (dry: boolean): Promise<BulkOutcome> => send('/callbacks/bulk', { ids, action: plan.action, params: plan.params, dry_run: dry }, dry ? {} : { key });
  const preview = useMutation({ mutationFn: () => run(true) });
  const apply = useMutation({
    mutationFn: () => run(false),
    onSuccess: ({ changed }) => {
      toast(t('bulk.done', { count: changed }));
      done();
    },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  const would = preview.data;
  return (
    <div className={styles.choices} role="status">
      <strong>{plan.words}</strong>
      {preview.status === 'idle' && <Button size="xs" variant="default" onClick={() => preview.mutate()}>{t('bulk.preview')}</Button>}
      {preview.error !== null && <span className={styles.problem}>{errorText(preview.error)}</span>}
      {would !== undefined && <span>{would.changed === 0 ? t('bulk.nothing') : t('bulk.would', { count: would.changed })} {would.skipped > 0 && t('bulk.skipped', { count: would.skipped })}</span>}
      {would !== undefined && would.changed > 0 && <Button size="xs" loading={apply.isPending} onClick={() => apply.mutate()}>{t('bulk.apply')}</Button>}
      <Button size="xs" variant="subtle" color="gray" onClick={cancel}>{t('frame:cancel')}</Button>
    </div>
  );
}
