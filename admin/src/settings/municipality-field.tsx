import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MUNICIPALITIES } from './regions.ts';

/** Only where the holidays of a region depend on it. */
export function MunicipalityField({ region, value, change }: { readonly region: string | null; readonly value: string | null; readonly change: (value: string) => void }) {
  const { t } = useTranslation('team');
  const kinds = MUNICIPALITIES[region ?? ''] ?? [];
  if (kinds.length === 0) return null;
  return <NativeSelect label={t('municipality.label')} description={t('municipality.hint')} value={value ?? kinds[0]} onChange={(event) => change(event.currentTarget.value)} data={kinds.map((kind) => ({ value: kind, label: t(`municipality.name.${kind}`) }))} />;
}
