import { useQuery } from '@tanstack/react-query';
import { BanIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback, CallbackDetail, CustomerDetail } from '../../api/shapes.ts';
import { ErrorNotice } from '../../shell/notices.tsx';
import { useSay } from '../../words/say.ts';
import { customerQuery } from '../queries.ts';
import { useWishLine } from '../use-wish-line.ts';
import styles from './section.module.css';
import own from './caller-panel.module.css';

/** Who is calling: what one has to know before dialling, and what else is or was with him. */
export function CallerPanel({ callback, open }: { readonly callback: CallbackDetail; readonly open: (id: string) => void }) {
  const { t } = useTranslation('callbacks');
  const { data: customer, error, refetch } = useQuery({ ...customerQuery(callback.customer_id ?? ''), enabled: callback.customer_id !== null });
  // an empty place would say that nothing speaks against calling
  if (customer === undefined) {
    return (
      <aside className={own.caller} aria-label={t('case.caller')}>
        {error !== null ? <ErrorNotice error={error} retry={() => void refetch()} /> : <p className={own.quiet}>{t(callback.customer_id === null ? 'case.nobody' : 'case.lookingUp')}</p>}
      </aside>
    );
  }
  const others = customer.callbacks.items.filter(({ id }) => id !== callback.id);
  return (
    <aside className={own.caller} aria-label={t('case.caller')}>
      <div className={own.stays}>
        <About customer={customer} />
        <Callbacks title={t('case.openCallbacks')} callbacks={others.filter(({ completed_at: at }) => at === null)} open={open} />
        <Appointments customer={customer} />
        <Callbacks title={t('case.closedCallbacks')} callbacks={others.filter(({ completed_at: at }) => at !== null)} open={open} />
      </div>
    </aside>
  );
}

function About({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const otherNames = customer.names.filter((name) => name !== customer.name);
  return (
    <section>
      <h3 className={styles.title}>{t('case.caller')}</h3>
      {customer.do_not_call && <p className={own.warning}><BanIcon size={14} aria-hidden />{t('case.doNotCall')}</p>}
      {customer.voicemail_permission !== null && <p>{t(`case.voicemail.${customer.voicemail_permission}`)}</p>}
      <p className={own.quiet}>{customer.calls_count > 1 || customer.appointments_count > 0 ? `${t('case.calls', { count: customer.calls_count })} · ${t('case.appointmentCount', { count: customer.appointments_count })}` : t('case.firstTime')}</p>
      {customer.calls_count > 1 && <p className={own.quiet}>{t('case.sinceWhen', { day: say.day(customer.first_seen_at) })}</p>}
      {otherNames.length > 0 && <p className={own.quiet}>{t('case.names', { names: otherNames.join(', ') })}</p>}
      {customer.note !== null && <p className={own.note}>{customer.note}</p>}
    </section>
  );
}

function Callbacks({ title, callbacks, open }: { readonly title: string; readonly callbacks: readonly Callback[]; readonly open: (id: string) => void }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const wishLine = useWishLine();
  if (callbacks.length === 0) return null;
  return (
    <Section title={title}>
      {callbacks.map((callback) => (
        <li key={callback.id}>
          <button type="button" className={own.entry} onClick={() => open(callback.id)}>
            <span>{wishLine(callback)}</span>
            <span className={own.quiet}>{t(`status.${callback.status}`)} · {say.moment(callback.created_at)}</span>
          </button>
        </li>
      ))}
    </Section>
  );
}

function Appointments({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  if (customer.appointments.items.length === 0) return null;
  return (
    <Section title={t('case.appointments')}>
      {customer.appointments.items.map((appointment) => (
        <li key={appointment.id} className={own.entry}>
          <span>{[say.moment(appointment.start), appointment.service?.name].filter(Boolean).join(' · ')}</span>
          <span className={own.quiet}>{[t(`case.appointmentStatus.${appointment.status}`), appointment.staff?.name].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </Section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <ul className={own.entries}>{children}</ul>
    </section>
  );
}
