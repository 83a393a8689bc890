import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceSection } from '../settings/file.ts';
import { newService, withSlugs } from '../settings/new-service.ts';
import { Refusal } from '../settings/save-bar.tsx';
import { useSave } from './use-save.ts';
import styles from './setup-page.module.css';

/** What the built-in calendar books: a name and how long it takes. Other names and prices are in the settings. */
export function LocalServices() {
  const { t } = useTranslation('setup');
  const { file, save, saving, error } = useSave();
  const [draft, setDraft] = useState<readonly ServiceSection[] | null>(null);
  const services = draft ?? (file.services.length === 0 ? [newService([])] : file.services);
  const put = (at: number, next: Partial<ServiceSection>): void => setDraft(services.map((service, i) => (i === at ? { ...service, ...next } : service)));
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save({ services: withSlugs(services) }, () => setDraft(null)); }}>
      <ul>
        {services.map((service, i) => (
          <li key={service.slug} className={styles.service}>
            <TextInput aria-label={t('calendar.serviceName')} placeholder={t('calendar.serviceName')} required value={service.name} onChange={(event) => put(i, { name: event.currentTarget.value })} />
            <TextInput type="number" min={1} max={1440} aria-label={t('calendar.serviceMinutes')} required value={String(service.minutes)} rightSection={<span className={styles.unit}>min</span>} onChange={(event) => put(i, { minutes: Number(event.currentTarget.value) })} />
            <ActionIcon aria-label={t('calendar.removeService', { name: service.name })} onClick={() => setDraft(services.filter((_, at) => at !== i))}><X size={16} aria-hidden /></ActionIcon>
          </li>
        ))}
      </ul>
      {error !== null && <Refusal error={error} />}
      <div className={styles.row}>
        <Button type="submit" loading={saving} disabled={draft === null}>{t('save')}</Button>
        <Button variant="subtle" color="gray" leftSection={<Plus size={15} aria-hidden />} onClick={() => setDraft([...services, newService(services)])}>{t('calendar.addService')}</Button>
      </div>
    </form>
  );
}
