// One of a list, opened: the way back, its name, and what can be changed of it.
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ChevronRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW } from './settings-search.ts';
import type { Part } from './settings-search.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function ItemFrame({ part, title, children }: { readonly part: Part; readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation('settings');
  return (
    <div className={page.wide}>
      <header className={page.partHead}>
        <Link className={styles.back} to="/settings" search={{ part }}><ArrowLeft size={16} aria-hidden />{t(`part.${part}`)}</Link>
        <h2 className={page.partTitle}>{title}</h2>
      </header>
      {children}
    </div>
  );
}

export function AddLink({ part, label }: { readonly part: Part; readonly label: string }) {
  return <Link className={styles.add} to="/settings" search={{ part, item: NEW }}><Plus size={16} aria-hidden />{label}</Link>;
}

interface ItemLinkProps {
  readonly part: Part;
  readonly item: string;
  readonly name: string;
  readonly mark?: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}

/** A line of a list that opens. */
export function ItemLink({ part, item, name, mark, children, aside }: ItemLinkProps) {
  return (
    <li>
      <Link className={styles.item} to="/settings" search={{ part, item }}>
        {mark}
        <span className={styles.itemText}><strong>{name}</strong><span className={styles.itemMore}>{children}</span></span>
        {aside}
        <ChevronRight className={styles.chevron} size={17} aria-hidden />
      </Link>
    </li>
  );
}
