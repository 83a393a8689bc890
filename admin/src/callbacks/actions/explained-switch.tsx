import { Switch } from '@mantine/core';
import '@mantine/core/styles/Switch.layer.css';
import styles from './explained-switch.module.css';

interface ExplainedSwitchProps {
  readonly label: string;
  /** What it is good for. */
  readonly hint: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

export function ExplainedSwitch({ label, hint, on, change }: ExplainedSwitchProps) {
  return <Switch label={<>{label}<span className={styles.hint}>{hint}</span></>} checked={on} onChange={(event) => change(event.currentTarget.checked)} />;
}
