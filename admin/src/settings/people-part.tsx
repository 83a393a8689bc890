import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { KeysPart } from './keys-part.tsx';
import { PartTitle } from './part-title.tsx';
import styles from './settings-page.module.css';

const ROLES = ['owner', 'manager', 'staff', 'viewer', 'agency'] as const;
export type RoleName = (typeof ROLES)[number];

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly two_factor: boolean;
}

interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: RoleName;
  readonly state: string;
}

export function PeoplePart() {
  const { permissions } = useSession();
  return <div className={styles.wide}><PartTitle part="people" /><Members /><Invite />{permissions.includes('manage_keys') && <KeysPart />}</div>;
}

function Members() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['people', 'members'], queryFn: ({ signal }) => get<readonly Member[]>('/people/members', {}, signal) });
  const failed = (error: unknown): void => toast(errorText(error), { tone: 'problem' });
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['people'] });
  const change = useMutation({ mutationFn: ({ id, role }: { id: string; role: RoleName }) => send(`/people/members/${id}`, { role }, { method: 'PATCH' }), onSuccess: refresh, onError: failed });
  const remove = useMutation({ mutationFn: (id: string) => send(`/people/members/${id}`, {}, { method: 'DELETE' }), onSuccess: refresh, onError: failed });
  return (
    <section>
      <h3 className={styles.heading}>{t('people.members')}</h3>
      {data === undefined && (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
      {data?.length === 0 && <p className={styles.muted}>{t('people.none')}</p>}
      <ul>
        {data?.map((member) => (
          <li key={member.id} className={styles.person}>
            <span><strong>{member.name}</strong> <span className={styles.muted}>{member.email} · {member.two_factor ? t('people.twoFactor') : t('people.twoFactorOff')}</span></span>
            <NativeSelect aria-label={`${member.name}: ${t('people.role')}`} value={member.role} onChange={(event) => change.mutate({ id: member.id, role: event.currentTarget.value as RoleName })} data={ROLES.map((value) => ({ value, label: t(`people.roleName.${value}`) }))} />
            <ConfirmButton label={t('people.remove')} about={member.name} question={t('people.removeQuestion')} sure={t('people.removeSure')} busy={remove.isPending && remove.variables === member.id} act={() => remove.mutate(member.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Invite() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<RoleName>('staff');
  const { data } = useQuery({ queryKey: ['people', 'invitations'], queryFn: ({ signal }) => get<readonly Invitation[]>('/people/invitations', {}, signal) });
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['people'] });
  const invite = useMutation({
    mutationFn: () => send<{ link: string }>('/people/invitations', { email, role }),
    onSuccess: () => { toast(t('people.invited', { email })); setEmail(''); refresh(); },
  });
  const revoke = useMutation({ mutationFn: (id: string) => send(`/people/invitations/${id}`, {}, { method: 'DELETE' }), onSuccess: refresh, onError: (error) => toast(errorText(error), { tone: 'problem' }) });
  const open = data?.filter(({ state }) => state === 'open') ?? [];
  return (
    <section>
      <h3 className={styles.heading}>{t('people.invite')}</h3>
      <form className={styles.row} onSubmit={(event) => { event.preventDefault(); invite.mutate(); }}>
        <TextInput aria-label={t('people.email')} placeholder={t('people.email')} type="email" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <NativeSelect aria-label={t('people.role')} value={role} onChange={(event) => setRole(event.currentTarget.value as RoleName)} data={ROLES.map((value) => ({ value, label: t(`people.roleName.${value}`) }))} />
        <Button type="submit" loading={invite.isPending}>{t('people.invite')}</Button>
      </form>
      {invite.error !== null && <p role="alert" className={styles.problem}>{errorText(invite.error)}</p>}
      {invite.data !== undefined && <p className={styles.once}>{t('people.link')}: <code>{invite.data.link}</code></p>}
      {open.length > 0 && <h4 className={styles.small}>{t('people.open')}</h4>}
      <ul>{open.map((one) => <li key={one.id} className={styles.person}><span>{one.email} <span className={styles.muted}>{t(`people.roleName.${one.role}`)}</span></span><Button variant="subtle" color="gray" size="xs" onClick={() => revoke.mutate(one.id)}>{t('people.revoke')}</Button></li>)}</ul>
    </section>
  );
}
