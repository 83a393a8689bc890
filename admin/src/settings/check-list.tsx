import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/** More than one wants to press one by one. */
const MANY = 4;

interface CheckListProps {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: readonly string[];
  readonly change: (value: readonly string[]) => void;
  readonly problem?: string | null;
}

export function CheckList({ legend, hint, options, value, change, problem = null }: CheckListProps) {
  const { t } = useTranslation('settings');
  const all = options.every((option) => value.includes(option.value));
  return (
    <fieldset className={styles.checks}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <div className={styles.checkGrid}>
        {options.map((option) => (
          <Checkbox key={option.value} label={option.label} checked={value.includes(option.value)} onChange={(event) => change(event.currentTarget.checked ? [...value, option.value] : value.filter((one) => one !== option.value))} />
        ))}
      </div>
      {options.length > MANY && <Button className={styles.all!} size="xs" variant="subtle" color="gray" aria-label={`${legend}: ${all ? t('chooseNone') : t('chooseAll')}`} onClick={() => change(all ? [] : options.map((option) => option.value))}>{all ? t('chooseNone') : t('chooseAll')}</Button>}
      {problem !== null && <p role="alert" className={styles.problem}>{problem}</p>}
    </fieldset>
  );
}
