// Short lists in which one record leads to the others.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment, Call, Callback, Wish } from '../api/shapes.ts';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { useWishLine } from '../callbacks/use-wish-line.ts';
import { useSay } from '../words/say.ts';
import { CallOutcome } from './call-outcome.tsx';
import { useCallWords } from './use-call-words.ts';
import styles from './related.module.css';

export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return <dl className={styles.facts}>{facts.filter(([, value]) => value !== null && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

/** What there is none of takes no room. */
export function Related({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section className={styles.related}>
      <h2 className={styles.title}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

export function CallbackLine({ callback }: { readonly callback: Callback }) {
  const { t } = useTranslation('callbacks');
  const wish = useWishLine()(callback);
  return (
    <li className={styles.line}>
      <Link to="/callbacks/$id" params={{ id: callback.id }}>{wish}</Link>
      <span>{t(`status.${callback.status}`)}</span>
      {callback.error_type !== null && <ErrorBadge type={callback.error_type} explained />}
    </li>
  );
}

export function AppointmentLine({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation('records');
  const say = useSay();
  return (
    <li className={styles.line}>
      <Link to="/appointments/$id" params={{ id: appointment.id }}>{say.moment(appointment.start)}</Link>
      <span>{appointment.service?.name ?? ''}</span>
      <span>{t(`appointmentStatus.${appointment.status}`)}</span>
    </li>
  );
}

export function CallLine({ call }: { readonly call: Call }) {
  const say = useSay();
  const words = useCallWords();
  return (
    <li className={styles.line}>
      <Link to="/calls/$id" params={{ id: call.id }}>{call.started_at === null ? words.caller(call) : say.moment(call.started_at)}</Link>
      {call.wish !== null && <span>{words.wish(call)}</span>}
      <CallOutcome call={call} />
    </li>
  );
}

export function WishLine({ wish }: { readonly wish: Wish }) {
  const { t } = useTranslation('records');
  const say = useSay();
  return <li className={styles.line}><span className={styles.strong}>{t(`intent.${wish.intent}`)}</span><span>{t(`fate.${wish.fate}`)}</span><span>{say.moment(wish.opened_at)}</span></li>;
}
