import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneWords } from '../callbacks/phone-words.ts';
import { BranchEditor } from './branch-editor.tsx';
import type { BranchSection } from './file.ts';
import { AddLink, ItemLink } from './item-frame.tsx';
import { PartTitle } from './part-title.tsx';
import { REGIONS } from './regions.ts';
import { NEW } from './settings-search.ts';
import { useSettings } from './use-settings.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function BranchesPart() {
  const { t } = useTranslation('team');
  const { file } = useSettings();
  const { item } = useSearch({ from: '/settings' });
  const opened = file.branches.find(({ slug }) => slug === item);
  if (item === NEW) return <BranchEditor key={NEW} branch={null} />;
  if (opened !== undefined) return <BranchEditor key={opened.slug} branch={opened} />;
  const place = ({ region }: BranchSection): string => REGIONS.find(({ value }) => value === (region ?? file.company.region))?.label ?? t('branches.noRegion');
  const numbers = ({ phoneNumbers }: BranchSection): string => (phoneNumbers.length === 0 ? t('branches.noNumber') : phoneNumbers.map((number) => phoneWords(number)).join(', '));
  return (
    <div className={page.wide}>
      <PartTitle part="branches" intro={t('branches.intro')}><AddLink part="branches" label={t('branches.add')} /></PartTitle>
      <ul className={styles.list}>
        {file.branches.map((branch, i) => (
          <ItemLink key={branch.slug} part="branches" item={branch.slug} name={branch.name} aside={i === 0 && file.branches.length > 1 ? <span className={styles.kind}>{t('branches.first')}</span> : undefined}>{numbers(branch)} · {place(branch)}</ItemLink>
        ))}
      </ul>
    </div>
  );
}
