import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { Checked } from '../settings/checked.tsx';
import type { CheckAnswer } from '../settings/checked.tsx';
import type { ServiceSection } from '../settings/file.ts';
import { Refusal } from '../settings/save-bar.tsx';
import { applied, decidedOf, proposed } from './match-types.ts';
import type { Decided, EventType, Match } from './match-types.ts';
import { useSave } from './use-save.ts';
import styles from './setup-page.module.css';

const NOTHING: Decided = new Map();

/** What callers can book: Cal.com's event types, each a service that is there or a new one. Saved, they are tried at once. */
export function MatchTypes({ types, reload, loading }: { readonly types: readonly EventType[]; readonly reload: () => void; readonly loading: boolean }) {
  const { t } = useTranslation('setup');
  const { file, save, saving, error } = useSave();
  const [decided, setDecided] = useState<Decided>(NOTHING);
  const matches = decidedOf(proposed(file.services, types), decided);
  const isBooked = file.services.some(({ calendar }) => calendar.provider === 'cal.com');
  const check = useMutation({ mutationFn: () => send<CheckAnswer>('/settings/check-connection', { part: 'cal.com' }) });
  const put = (id: number, next: Partial<Match>): void => setDecided((now) => new Map([...now, [id, { ...now.get(id), ...next }]]));
  const submit = (): void => save({ services: applied(file.services, matches) }, () => {
    setDecided(NOTHING);
    check.mutate();
  });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <div className={styles.between}>
        <h3 className={styles.legend}>{t('calendar.types')}</h3>
        <Button size="xs" variant="subtle" color="gray" loading={loading} leftSection={<RefreshCw size={14} aria-hidden />} onClick={reload}>{t('calendar.reload')}</Button>
      </div>
      {types.length === 0 && <p className={styles.hint}>{t('calendar.noTypes')}</p>}
      <ul>{matches.map((match) => <TypeRow key={match.type.id} match={match} services={file.services} put={(next) => put(match.type.id, next)} />)}</ul>
      {error !== null && <Refusal error={error} />}
      {types.length > 0 && <div><Button type="submit" variant={decided.size === 0 && isBooked ? 'default' : 'filled'} loading={saving || check.isPending} disabled={!matches.some(({ offered }) => offered)}>{t('calendar.saveTypes')}</Button></div>}
      <Checked answer={check.data} error={check.error} />
    </form>
  );
}

const NEW = '';

function TypeRow({ match, services, put }: { readonly match: Match; readonly services: readonly ServiceSection[]; readonly put: (next: Partial<Match>) => void }) {
  const { t } = useTranslation('setup');
  const { type, offered, service } = match;
  const warnings = [type.email_required ? t('calendar.emailRequired') : null, type.requires_confirmation ? t('calendar.confirmed') : null, type.hidden ? t('calendar.hidden') : null].filter((text) => text !== null);
  return (
    <li className={styles.type}>
      <Checkbox
        checked={offered} onChange={(event) => put({ offered: event.currentTarget.checked })}
        label={<><span className={styles.typeName}>{type.title}</span> <span className={styles.minutes}>{t('calendar.minutes', { minutes: type.minutes })}</span>{warnings.length > 0 && <span className={styles.warning}>{warnings.join(' ')}</span>}</>}
      />
      {offered && services.length > 0 && (
        <NativeSelect aria-label={t('calendar.service', { title: type.title })} value={service ?? NEW} onChange={(event) => put({ service: event.currentTarget.value === NEW ? null : event.currentTarget.value })} data={[{ value: NEW, label: t('calendar.newService') }, ...services.map(({ slug, name }) => ({ value: slug, label: name }))]} />
      )}
    </li>
  );
}
