import { Tooltip } from '@mantine/core';
import { CalendarX2, CircleHelp, PlugZap, Siren } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorType } from '../api/shapes.ts';
import styles from './error-badge.module.css';

export const ERROR_ICONS: Readonly<Record<ErrorType, LucideIcon>> = { partial_booking: CircleHelp, api_error: PlugZap, exception: Siren, no_availability: CalendarX2 };

interface ErrorBadgeProps {
  readonly type: ErrorType;
  readonly size?: 's' | 'm';
  /** Not within a link or button, and not where what it means stands beside it. */
  readonly explained?: boolean;
}

/** Colour, icon and word: none of them alone carries the meaning. Explained, it says what was wrong and what to do on hover, on a tap, and where the keyboard stands. */
export function ErrorBadge({ type, size = 's', explained = false }: ErrorBadgeProps) {
  const { t } = useTranslation('callbacks');
  const hint = `${t(`error.${type}.what`)} ${t(`error.${type}.todo`)}`;
  const label = t(`error.${type}.word`);
  if (!explained) return <ErrorLabel type={type} size={size} label={label} hint={hint} />;
  return (
    <Tooltip label={hint} w={280} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={styles.explained}><ErrorLabel type={type} size={size} label={label} /></button>
    </Tooltip>
  );
}

/** Without a hook, for rows. */
export function ErrorLabel({ type, size = 's', label, hint }: { readonly type: ErrorType; readonly size?: 's' | 'm'; readonly label: string; readonly hint?: string }) {
  const Icon = ERROR_ICONS[type];
  return (
    <span className={styles.badge} data-error={type} data-size={size} title={hint}>
      <Icon size={size === 's' ? 14 : 16} aria-hidden />
      <span className={styles.word}>{label}</span>
    </span>
  );
}
