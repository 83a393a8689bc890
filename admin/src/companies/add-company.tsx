import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { slugOf } from '../settings/file.ts';
import { REGIONS } from '../settings/regions.ts';
import { openCompany } from '../shell/open-company.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { addCompany } from './queries.ts';
import styles from './add-company.module.css';

/** A name is enough; whatever else it needs is asked by the set-up, to which it leads. */
export function AddCompany({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('companies');
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [locale, setLocale] = useState<'de' | 'en'>('de');
  const [region, setRegion] = useState('');
  const adding = useMutation({ mutationFn: addCompany, onSuccess: ({ slug: made }) => openCompany(made) });
  const address = slug ?? slugOf(name);
  const taken = adding.error instanceof ApiError && adding.error.problem?.code === 'ALREADY_THERE';
  const refused = adding.error instanceof ApiError && adding.error.problem?.code === 'SETTINGS_REFUSED';
  return (
    <Modal opened onClose={close} title={t('new.title')} closeButtonProps={{ 'aria-label': t('new.close') }}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); adding.mutate({ name: name.trim(), slug: address, locale, region: region === '' ? null : region }); }}>
        <TextInput data-autofocus label={t('new.name')} required withAsterisk={false} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label={t('new.slug')} description={t('new.slugHint')} required withAsterisk={false} pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?" maxLength={63} value={address}
          error={taken ? t('new.taken') : refused ? t('new.refused') : undefined} onChange={(event) => { setSlug(event.currentTarget.value); adding.reset(); }}
        />
        <div className={styles.pair}>
          <NativeSelect label={t('new.locale')} value={locale} onChange={(event) => setLocale(event.currentTarget.value === 'en' ? 'en' : 'de')} data={[{ value: 'de', label: t('new.german') }, { value: 'en', label: t('new.english') }]} />
          <NativeSelect label={t('new.region')} value={region} onChange={(event) => setRegion(event.currentTarget.value)} data={[{ value: '', label: t('new.noRegion') }, ...REGIONS]} />
        </div>
        {adding.error !== null && !taken && !refused && <p role="alert" className={styles.problem}>{errorText(adding.error)}</p>}
        <div className={styles.actions}>
          <Button type="submit" loading={adding.isPending}>{t('new.create')}</Button>
          <Button variant="subtle" color="gray" onClick={close}>{t('new.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
