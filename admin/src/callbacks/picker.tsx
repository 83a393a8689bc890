import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../words/say.ts';
import { FilterChip } from './filter-chip.tsx';
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

/** A filter with several values. */
export function Picker({ label, options, value, change }: PickerProps) {
  const say = useSay();
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const toggle = (one: string): void => change(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <FilterChip label={label} chosen={value.length === 0 ? null : chosen.join(', ') || value.join(', ')} short={value.length > 1 ? `${label}: ${value.length}` : (chosen[0] ?? null)} clear={() => change([])}>
      <div role="group" aria-label={label} className={styles.options}>
        {options.map((option) => (
          <button key={option.value} type="button" role="checkbox" aria-checked={value.includes(option.value)} className={styles.option} data-none={option.count === 0} onClick={() => toggle(option.value)}>
            <span className={styles.check}>{value.includes(option.value) && <Check size={14} aria-hidden />}</span>
            {option.icon}
            <span className={styles.label}>{option.label}{option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}</span>
            {option.count !== null && <span className={styles.count}>{say.count(option.count)}</span>}
          </button>
        ))}
      </div>
    </FilterChip>
  );
}
