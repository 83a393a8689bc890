import { Menu } from '@mantine/core';
import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../words/say.ts';
import type { Acting } from './acting.ts';
import { useClaim, useHolderName } from './claims.ts';
import type { CaseAction } from './use-case-actions.ts';
import styles from './action-bar.module.css';

/** Beside the menu there is room for three on a phone. */
const THUMB = 3;

/** What to do, the most likely first: a row in the head, or a square in reach of the thumb. */
export function ActionBar({ acting, actions, size }: { readonly acting: Acting; readonly actions: readonly CaseAction[]; readonly size: 'head' | 'thumb' }) {
  const { t } = useTranslation('acting');
  const shown = actions.filter(({ place }) => place !== 'more');
  const seen = size === 'thumb' ? shown.slice(0, THUMB) : shown;
  const rest = actions.filter((action) => !seen.includes(action));
  if (actions.length === 0) return null;
  return (
    <div className={styles.bar} data-size={size} role="group" aria-label={t('label')}>
      <ClaimLine acting={acting} />
      <div className={styles.buttons} data-count={seen.length + (rest.length > 0 ? 1 : 0)}>
        {seen.map(({ name, title, key, icon: Icon, act, place }) => (
          <button key={name} type="button" className={styles.button} title={size === 'head' && isBrief(name) ? title : undefined} data-primary={place === 'primary'} data-brief={isBrief(name)} aria-keyshortcuts={key} onClick={act}>
            <Icon size={size === 'thumb' ? 19 : 16} aria-hidden />
            <span className={styles.title}>{title}</span>
            <kbd className={styles.key} aria-hidden>{key}</kbd>
          </button>
        ))}
        {rest.length > 0 && <More rest={rest} size={size} />}
      </div>
    </div>
  );
}

/** Known by their icon to whoever uses them every day. */
function isBrief(name: string): boolean {
  return name === 'snooze' || name === 'note';
}

function More({ rest, size }: { readonly rest: readonly CaseAction[]; readonly size: 'head' | 'thumb' }) {
  const { t } = useTranslation('acting');
  return (
    <Menu position={size === 'thumb' ? 'top-end' : 'bottom-start'} width={240}>
      <Menu.Target>
        <button type="button" className={styles.button} data-primary="false" data-brief="true" title={size === 'head' ? t('more') : undefined}>
          <MoreHorizontal size={size === 'thumb' ? 19 : 16} aria-hidden />
          <span className={styles.title}>{t('more')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map(({ name, title, key, icon: Icon, act }) => (
          <Menu.Item key={name} leftSection={<Icon size={16} aria-hidden />} rightSection={<kbd className={styles.key} aria-hidden>{key}</kbd>} aria-keyshortcuts={key} onClick={act}>{title}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Who is on it at this moment. */
function ClaimLine({ acting: { callback } }: { readonly acting: Acting }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const claim = useClaim(callback);
  const { claim_until: until } = callback;
  const name = useHolderName(callback);
  if (claim === 'free' || until === null) return null;
  const time = say.clock(until);
  return (
    <p className={styles.claim} data-claim={claim} role="status">
      <span className={styles.dot} aria-hidden />
      {claim === 'mine' ? t('mine', { time }) : <>{t('theirs', { name, time })} <span className={styles.hint}>{t('theirsHint')}</span></>}
    </p>
  );
}
