import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { useDirectory } from '../api/directory.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import { CheckList } from './check-list.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import styles from './settings-page.module.css';

interface Key {
  readonly id: string;
  readonly role: 'owner' | 'manager' | 'staff' | 'viewer';
  /** Those that it is limited to; empty: the whole company. */
  readonly branches: readonly { readonly id: string; readonly name: string }[];
  readonly hint: string;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

export function KeysPart() {
  const { t } = useTranslation('settings');
  const say = useSay();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['people', 'keys'], queryFn: ({ signal }) => get<readonly Key[]>('/api-keys', {}, signal) });
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['people', 'keys'] });
  const revoke = useMutation({ mutationFn: (id: string) => send(`/api-keys/${id}`, {}, { method: 'DELETE' }), onSuccess: refresh, onError: (error) => toast(errorText(error), { tone: 'problem' }) });
  return (
    <section>
      <h3 className={styles.heading}>{t('people.keys')}</h3>
      <p className={styles.intro}>{t('people.keysText')}</p>
      <NewKey />
      {data === undefined && (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
      {data?.length === 0 && <p className={styles.muted}>{t('people.noKeys')}</p>}
      <ul>
        {data?.map((key) => (
          <li key={key.id} className={styles.person}>
            <span>{t(`people.roleName.${key.role}`)} <span className={styles.muted}>{[...key.branches.map(({ name }) => name), t('people.ends', { hint: key.hint }), say.moment(key.created_at)].join(' · ')}</span></span>
            {key.revoked_at === null ? <ConfirmButton label={t('people.revoke')} about={t('people.ends', { hint: key.hint })} question={t('people.keyQuestion')} sure={t('people.keySure')} busy={revoke.isPending && revoke.variables === key.id} act={() => revoke.mutate(key.id)} /> : <span className={styles.muted}>{t('people.revoked')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A key is shown once, when it is made. */
function NewKey() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { branches } = useDirectory();
  const [role, setRole] = useState<Key['role']>('viewer');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const limited = role === 'owner' ? [] : chosen;
  const make = useMutation({
    mutationFn: () => send<{ key: string }>('/api-keys', { role, branch_ids: limited }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['people', 'keys'] }),
  });
  return (
    <form className={styles.newKey} onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
      {branches.length > 1 && role !== 'owner' && <CheckList legend={t('people.keyBranches')} hint={t('people.keyBranchesHint')} options={branches.map(({ id, name }) => ({ value: id, label: name }))} value={chosen} change={setChosen} />}
      <div className={styles.row}>
        <NativeSelect aria-label={t('people.role')} value={role} onChange={(event) => setRole(event.currentTarget.value as Key['role'])} data={(['viewer', 'staff', 'manager', 'owner'] as const).map((value) => ({ value, label: t(`people.roleName.${value}`) }))} />
        <Button type="submit" loading={make.isPending}>{t('people.makeKey')}</Button>
      </div>
      {make.error !== null && <p role="alert" className={styles.problem}>{errorText(make.error)}</p>}
      {make.data !== undefined && <p className={styles.once}>{t('people.keyMade')}: <code>{make.data.key}</code></p>}
    </form>
  );
}
