import { Button } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../shell/use-copy.ts';
import styles from './account-page.module.css';

/** Shown once: the server keeps nothing that could be read again. */
export function BackupCodes({ codes, done }: { readonly codes: readonly string[]; readonly done: () => void }) {
  const { t } = useTranslation('account');
  const copy = useCopy();
  return (
    <>
      <h3 className={styles.part}>{t('factor.codes')}</h3>
      <p className={styles.muted}>{t('factor.codesText')}</p>
      <ul className={styles.codes} aria-label={t('factor.codes')}>{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div className={styles.buttons}>
        <Button onClick={done}>{t('factor.kept')}</Button>
        <Button variant="default" leftSection={<Copy size={15} aria-hidden />} onClick={() => copy(codes.join('\n'))}>{t('factor.copy')}</Button>
      </div>
    </>
  );
}
