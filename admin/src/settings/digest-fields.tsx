import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import type { NotificationSettings } from './shapes.ts';
import { ClockField } from './times.tsx';
import page from './settings-page.module.css';

type Digest = NotificationSettings['company']['digest'];

const USUAL = '07:30';

/** When the morning list comes. On closed days only at a time of its own: nobody begins to work on them. */
export function DigestFields({ digest: { at, closed_days: closedDays }, change }: { readonly digest: Digest; readonly change: (next: Digest) => void }) {
  const { t } = useTranslation('told');
  const when = [{ value: 'begin', label: t('company.digestBegin') }, { value: 'fixed', label: t('company.digestFixed') }];
  return (
    <>
      <NativeSelect
        label={t('company.digest')} description={at === null ? t('company.digestBeginHint') : t('company.digestFixedHint')} data={when} value={at === null ? 'begin' : 'fixed'}
        onChange={(event) => change(event.currentTarget.value === 'begin' ? { at: null, closed_days: false } : { at: USUAL, closed_days: closedDays })}
      />
      {at !== null && (
        <>
          <span className={page.time}><span aria-hidden>{t('company.digestAround')}</span><ClockField label={t('company.digestAt')} value={at} change={(next) => change({ at: next, closed_days: closedDays })} /></span>
          <ExplainedSwitch label={t('company.digestClosed')} hint={t('company.digestClosedHint')} on={closedDays} change={(on) => change({ at, closed_days: on })} />
        </>
      )}
    </>
  );
}
