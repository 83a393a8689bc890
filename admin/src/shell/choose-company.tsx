import { TextInput } from '@mantine/core';
import { ChevronRight, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Company } from '../api/session.ts';
import { Doorway } from './doorway.tsx';
import { openCompany } from './open-company.ts';
import styles from './choose-company.module.css';

export function ChooseCompany({ companies }: { readonly companies: readonly Company[] }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const found = companies.filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(words.toLowerCase()));
  return (
    <Doorway title={t('shell.chooseCompany')} text={t('shell.chooseCompanyText')}>
      {companies.length > 8 && <TextInput leftSection={<Search size={15} aria-hidden />} aria-label={t('shell.findCompany')} placeholder={t('shell.findCompany')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />}
      <ul className={styles.list}>
        {found.map(({ slug, name }) => (
          <li key={slug}>
            <button type="button" className={styles.company} onClick={() => openCompany(slug)}>
              {name}
              <ChevronRight size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Doorway>
  );
}
