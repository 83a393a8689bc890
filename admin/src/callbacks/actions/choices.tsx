import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './choices.module.css';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: ReactNode;
}

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly options: readonly Choice<T>[];
  readonly value: T | null;
  readonly choose: (value: T) => void;
  /** A press that means it: a digit, or the pointer. Arrows only look around. */
  readonly decide?: (value: T) => void;
  /** 3: only where there is room. */
  readonly columns?: 1 | 2 | 3;
  /** The first digit; null: no digits here, because another group of the sheet has them. */
  readonly digitsFrom?: number | null;
  readonly legendHidden?: boolean;
}

/** One of several, each with its digit. Radio buttons underneath: arrows, Enter and screen readers work by themselves. */
export function Choices<T extends string>({ legend, options, value, choose, decide, columns = 1, digitsFrom = 1, legendHidden = false }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className={legendHidden ? 'unseen' : styles.legend}>{legend}</legend>
      <div className={styles.options} data-columns={columns}>
        {options.map((option, i) => {
          const digit = digitsFrom === null || i + digitsFrom > 9 ? null : i + digitsFrom;
          return (
            <label key={option.value} className={styles.option} data-chosen={option.value === value}>
              <input
                type="radio" className={styles.radio} name={name} value={option.value} checked={option.value === value} {...(digit === null ? {} : { 'data-digit': digit, 'aria-keyshortcuts': String(digit) })}
                onChange={() => choose(option.value)} onClick={(event) => event.detail > 0 && decide?.(option.value)}
              />
              {digit !== null && <kbd className={styles.digit} aria-hidden>{digit}</kbd>}
              {option.icon}
              <span className={styles.label}>{option.label}</span>
              {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
