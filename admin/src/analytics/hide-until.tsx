import { Button, Popover } from '@mantine/core';
import { BellOff, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import picker from '../callbacks/picker.module.css';
import { useSay } from '../words/say.ts';
import { dayAfter, instantAt, wallClockAt } from '../words/wall-clock.ts';
import styles from './groups.module.css';

/** Until the morning of a day: the usual ones, or any other. */
export function HideUntil({ hide }: { readonly hide: (until: string) => void }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const { company } = useSession();
  const [opened, setOpened] = useState(false);
  const [own, setOwn] = useState('');
  const today = wallClockAt(serverNow(), company.time_zone).date;
  const choices = [[t('groups.until.tomorrow'), 1], [t('groups.until.week'), 7], [t('groups.until.month'), 30]] as const;
  const until = (date: string): void => {
    const at = instantAt({ date, time: '00:00' }, company.time_zone);
    if (at === null || date <= today) return;
    setOpened(false);
    hide(at);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<BellOff size={14} aria-hidden />} rightSection={<ChevronDown size={13} aria-hidden />} onClick={() => setOpened(!opened)}>{t('groups.say.ignored')}</Button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('groups.say.ignored')}>
        <div className={picker.options}>
          {choices.map(([label, days]) => (
            <button key={days} type="button" className={picker.option} onClick={() => until(dayAfter(today, days))}>
              <span className={picker.label}>{label}</span><span className={picker.count}>{say.date(dayAfter(today, days))}</span>
            </button>
          ))}
        </div>
        <form className={styles.ownDay} onSubmit={(event) => { event.preventDefault(); until(own); }}>
          <label className={picker.field}>{t('groups.until.other')}<input type="date" required value={own} min={dayAfter(today, 1)} onChange={(event) => setOwn(event.currentTarget.value)} /></label>
          <button type="submit" className={picker.small}>{t('groups.until.go')}</button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
