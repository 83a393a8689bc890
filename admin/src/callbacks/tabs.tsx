import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../words/say.ts';
import { TABS } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { facetsQuery } from './queries.ts';
import type { Filters } from './queries.ts';
import styles from './tabs.module.css';

/** The piles, with what lies on each. */
export function Tabs({ search, change, filters }: { readonly search: InboxSearch; readonly change: (next: Partial<InboxSearch>) => void; readonly filters: Filters }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const { data } = useQuery({ ...facetsQuery(filters), placeholderData: (before) => before });
  const here = search.tab ?? 'due_now';
  const current = useRef<HTMLButtonElement>(null);
  // on a phone they are out of sight while a case is open
  const { id: openId } = useParams({ strict: false });
  // with its count it is wider than without
  const counted = data !== undefined;
  useEffect(() => show(current.current), [here, openId, counted]);
  return (
    <div className={styles.tabs} role="group" aria-label={t('view.label')}>
      {TABS.map((tab) => (
        <button key={tab} ref={tab === here ? current : undefined} type="button" className={styles.tab} aria-pressed={tab === here} data-tab={tab} onClick={() => change({ tab: tab === 'due_now' ? undefined : tab })}>
          {t(`tab.${tab}`)}
          <span className={styles.count} data-none={data?.tabs[tab] === 0}>{data === undefined ? '' : say.count(data.tabs[tab])}</span>
        </button>
      ))}
    </div>
  );
}

/** On a phone the row fades out at its end. */
const FADE = 40;

/** By hand: scrollIntoView would make Tab begin here, behind the menu and the link that jumps over it. */
function show(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (tab == null || row == null) return;
  const [inside, around] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inside.left < around.left) row.scrollLeft -= around.left - inside.left;
  else if (inside.right > around.right - FADE) row.scrollLeft += inside.right - around.right + FADE;
}
