import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { AREAS } from './areas.ts';
import { commandStore } from './command-store.ts';
import { Keys } from './keys.tsx';
import styles from './help.module.css';

export function Help({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const offered = useSyncExternalStore(commandStore.subscribe, commandStore.read);
  const groups = [
    { title: t('keys.everywhere'), keys: [[[t('keys.mod'), 'K'], t('keys.palette')], [['?'], t('keys.help')], [['Z'], t('toast.undo')], ...AREAS.map(({ name, key }) => [['G', key.toUpperCase()], t('keys.go', { area: t(`area.${name}`) })] as const)] },
    { title: t('keys.list'), keys: [[['J'], t('keys.next')], [['K'], t('keys.previous')], [['Enter'], t('keys.open')], [['Esc'], t('keys.close')], [['X'], t('keys.select')], [['/'], t('keys.search')]] },
    // what can be done with the open case
    ...(offered[0] === undefined ? [] : [{ title: offered[0].group, keys: offered.flatMap(({ title, hint }) => (hint === undefined ? [] : [[[hint], title] as const])) }]),
  ] as const;
  return (
    <Modal opened onClose={close} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }} size="md">
      <p className={styles.handbook}><Link to="/help" onClick={close}>{t('shell.handbook')}<ArrowRight size={14} aria-hidden /></Link></p>
      <div className={styles.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(([pressed, meaning]) => (
                <div key={meaning} className={styles.line}>
                  <dt>{meaning}</dt>
                  <dd><Keys keys={pressed} /></dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
