import { Popover } from '@mantine/core';
import { ChevronDown, X } from 'lucide-react';
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moveFocus } from './move-focus.ts';
import styles from './picker.module.css';

interface FilterChipProps {
  readonly label: string;
  /** What is chosen, in words; null: nothing. */
  readonly chosen: string | null;
  /** Where the words are too long for the bar. */
  readonly short?: string | null;
  readonly clear: () => void;
  readonly children: ReactNode;
}

/** One filter: closed as small as its name; chosen it says what, and is taken off by its cross, or by Backspace on it. */
export function FilterChip({ label, chosen, short = chosen, clear, children }: FilterChipProps) {
  const { t } = useTranslation('callbacks');
  const button = useRef<HTMLButtonElement>(null);
  const takeOff = (): void => {
    clear();
    // the cross goes, and the keyboard must not be nowhere
    button.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (chosen !== null && (event.key === 'Backspace' || event.key === 'Delete')) takeOff();
  };
  return (
    <span className={styles.chip} data-active={chosen !== null}>
      <Popover position="bottom-start" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <button ref={button} type="button" className={styles.picker} aria-label={chosen === null ? label : `${label}: ${chosen}`} onKeyDown={press}>
            <span className={styles.words}>{short ?? label}</span>
            {chosen === null && <ChevronDown size={13} aria-hidden />}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={4}><div onKeyDown={moveFocus} role="presentation">{children}</div></Popover.Dropdown>
      </Popover>
      {chosen !== null && <button type="button" className={styles.off} aria-label={t('filter.clearOne', { name: label })} onClick={takeOff}><X size={13} aria-hidden /></button>}
    </span>
  );
}
