import { CalendarX2, CircleHelp, PlugZap, Siren } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorType } from '../api/shapes.ts';
import styles from './error-badge.module.css';

export const ERROR_ICONS: Readonly<Record<ErrorType, LucideIcon>> = { partial_booking: CircleHelp, api_error: PlugZap, exception: Siren, no_availability: CalendarX2 };

/** Colour, icon and word: none of them alone carries the meaning. */
export function ErrorBadge({ type, size = 's' }: { readonly type: ErrorType; readonly size?: 's' | 'm' }) {
  const { t } = useTranslation('callbacks');
  return <ErrorLabel type={type} size={size} label={t(`error.${type}.word`)} hint={`${t(`error.${type}.what`)} ${t(`error.${type}.todo`)}`} />;
}

/** The same without a hook, for rows. */
export function ErrorLabel({ type, size = 's', label, hint }: { readonly type: ErrorType; readonly size?: 's' | 'm'; readonly label: string; readonly hint: string }) {
  const Icon = ERROR_ICONS[type];
  return (
    <span className={styles.badge} data-error={type} data-size={size} title={hint}>
      <Icon size={size === 's' ? 14 : 16} aria-hidden />
      {label}
    </span>
  );
}
