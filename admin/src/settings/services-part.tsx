import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import type { ServiceSection } from './file.ts';
import { newService, withSlugs } from './new-service.ts';
import { PartTitle } from './part-title.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import styles from './settings-page.module.css';

interface EventType {
  readonly id: number;
  readonly title: string;
  readonly minutes: number;
}

export function ServicesPart() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const { file, version, save, saving, error } = useSettings();
  const { draft, set, dirty, discard } = useDraft<readonly ServiceSection[]>(file.services, version);
  const types = useQuery({ queryKey: ['settings', 'event-types'], queryFn: ({ signal }) => get<{ items: readonly EventType[] }>('/settings/event-types', {}, signal), enabled: false, retry: false });
  const put = (at: number, next: ServiceSection): void => set(draft.map((service, i) => (i === at ? next : service)));
  const add = (): void => set([...draft, newService(draft)]);
  const submit = (): void => {
    const services = withSlugs(draft);
    // whoever does what is offered no more: a file that names a service which it does not have is refused
    const isOffered = (slug: string): boolean => services.some((service) => service.slug === slug);
    save({ services, staff: file.staff.map((member) => ({ ...member, services: member.services.filter(isOffered) })) });
  };
  return (
    <form className={styles.wide} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <PartTitle part="services" />
      <div><Button variant="default" loading={types.isFetching} onClick={() => void types.refetch()}>{t('services.loadTypes')}</Button>{types.isError && <p role="alert" className={styles.problem}>{errorText(types.error)}</p>}</div>
      {draft.map((service, i) => (
        <div key={service.slug} className={styles.service}>
          <TextInput label={t('services.name')} required value={service.name} onChange={(event) => put(i, { ...service, name: event.currentTarget.value })} />
          <TextInput label={t('services.minutes')} type="number" min={1} max={1440} required value={String(service.minutes)} onChange={(event) => put(i, { ...service, minutes: Number(event.currentTarget.value) })} />
          <NativeSelect label={t('services.bookedAs')} value={calendarValue(service)} onChange={(event) => put(i, { ...service, calendar: calendarOf(event.currentTarget.value) })} data={[{ value: 'local', label: t('services.local') }, ...choices(service, types.data?.items ?? [], (id) => t('services.unknownType', { id }))]} />
          <TextInput label={t('services.aliases')} placeholder={t('services.aliasesHint')} value={service.aliases.join(', ')} onChange={(event) => put(i, { ...service, aliases: event.currentTarget.value.split(',').map((alias) => alias.trimStart()) })} onBlur={() => put(i, { ...service, aliases: service.aliases.map((alias) => alias.trim()).filter((alias) => alias !== '') })} />
          <ActionIcon aria-label={`${service.name}: ${t('services.remove')}`} onClick={() => set(draft.filter((_, at) => at !== i))}><X size={16} aria-hidden /></ActionIcon>
        </div>
      ))}
      <div><Button variant="subtle" color="gray" leftSection={<Plus size={15} aria-hidden />} onClick={add}>{t('services.add')}</Button></div>
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}

function calendarValue({ calendar }: ServiceSection): string {
  return calendar.provider === 'local' ? 'local' : String(calendar.eventTypeId);
}

function calendarOf(value: string): ServiceSection['calendar'] {
  return value === 'local' ? { provider: 'local' } : { provider: 'cal.com', eventTypeId: Number(value) };
}

/** Those that Cal.com offers; the one that is chosen stays there until they are loaded. */
function choices(service: ServiceSection, types: readonly EventType[], unknown: (id: number) => string): { value: string; label: string }[] {
  const { calendar } = service;
  const listed = types.map(({ id, title, minutes }) => ({ value: String(id), label: `${title} (${minutes} min)` }));
  const missing = calendar.provider === 'cal.com' && !types.some(({ id }) => id === calendar.eventTypeId);
  return missing ? [{ value: String(calendar.eventTypeId), label: unknown(calendar.eventTypeId) }, ...listed] : listed;
}
