import { Popover } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../words/say.ts';
import styles from './picker.module.css';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Said under it. */
  readonly hint?: string;
  /** null: not counted. */
  readonly count: number | null;
}

interface PickerProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly change: (value: readonly string[]) => void;
}

/** A filter with several values, closed as small as its name. */
export function Picker({ label, options, value, change }: PickerProps) {
  const say = useSay();
  const chosen = options.filter((option) => value.includes(option.value));
  const words = chosen.length === 0 ? label : chosen.length === 1 ? chosen[0]!.label : `${label}: ${chosen.length}`;
  const toggle = (one: string): void => change(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className={styles.picker} data-active={chosen.length > 0} aria-label={chosen.length === 0 ? label : `${label}: ${chosen.map((option) => option.label).join(', ')}`}>
          {words}
          <ChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div role="group" aria-label={label} className={styles.options}>
          {options.map((option) => (
            <button key={option.value} type="button" role="checkbox" aria-checked={value.includes(option.value)} className={styles.option} onClick={() => toggle(option.value)}>
              <span className={styles.check}>{value.includes(option.value) && <Check size={14} aria-hidden />}</span>
              {option.icon}
              <span className={styles.label}>{option.label}{option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}</span>
              {option.count !== null && <span className={styles.count}>{say.count(option.count)}</span>}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
