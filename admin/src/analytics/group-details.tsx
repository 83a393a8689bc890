import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { ErrorGroup } from '../api/shapes.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { words as german } from '../words/de/analytics.ts';
import { useSay } from '../words/say.ts';
import { dayAfter } from '../words/wall-clock.ts';
import { Bars } from './bars.tsx';
import { GroupState } from './group-state.tsx';
import { groupCompaniesQuery } from './queries.ts';
import { RetryButton } from './retry-button.tsx';
import { useGroupTitle } from './use-group-title.ts';
import styles from './groups.module.css';

interface GroupDetailsProps {
  readonly group: ErrorGroup;
  readonly from: string;
  readonly about: string;
}

const COLOURS = { partial_booking: 'red', api_error: 'orange', exception: 'violet', no_availability: 'blue' } as const;

/** What one needs to know of an error, and what can be done about it. */
export function GroupDetails({ group, from, about }: GroupDetailsProps) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const { companies, permissions } = useSession();
  const { sample, step } = group;
  const title = useGroupTitle()(group);
  const labels = group.per_day.map((_, i) => dayAfter(from, i));
  return (
    <>
      {permissions.includes('assign_others') && (
        <div className={styles.actions}>
          <RetryButton group={group} />
          <GroupState group={group} />
        </div>
      )}
      <dl className={styles.facts}>
        <div><dt>{t('groups.fact.first')}</dt><dd>{say.moment(group.first_seen)}</dd></div>
        <div><dt>{t('groups.fact.last')}</dt><dd>{say.moment(group.last_seen)}</dd></div>
        {isStep(step) && <div><dt>{t('groups.fact.step')}</dt><dd>{t(`groups.step.${step}`)}</dd></div>}
        {group.services.length > 0 && <div><dt>{t('groups.fact.services')}</dt><dd>{group.services.map(({ name, occurrences }) => `${name} (${say.count(occurrences)})`).join(', ')}</dd></div>}
        {companies.length > 1 && <div><dt>{t('groups.fact.companies')}</dt><dd><Companies fingerprint={group.fingerprint} from={from} /></dd></div>}
        <div><dt>{t('groups.fact.all')}</dt><dd><Link to="/callbacks" search={{ tab: 'all', error_group: group.fingerprint }}>{t('groups.all')}</Link></dd></div>
      </dl>
      {sample.original_error !== '' && (
        <div className={styles.sample}>
          <p className={styles.muted}>{t('groups.sample')} <Link to="/callbacks/$id" params={{ id: sample.callback_id }} search={{ tab: 'all' }}>{t('groups.sampleLink')}</Link></p>
          <pre>{sample.original_error}</pre>
        </div>
      )}
      <Bars heading="h3" names={6} chart={{ title: t('groups.perDay'), about: `${title} · ${about}`, axis: t('axis.day'), labels, said: labels.map(say.date), series: [{ name: title, colour: COLOURS[group.error_type], values: group.per_day }] }} />
    </>
  );
}

function isStep(step: string): step is keyof typeof german.groups.step {
  return step in german.groups.step;
}

/** For whoever looks after several companies: is it one client, or all of them? */
function Companies({ fingerprint, from }: { readonly fingerprint: string; readonly from: string }) {
  const { t } = useTranslation(['analytics', 'frame']);
  const errorText = useErrorText();
  const { company } = useSession();
  const { data, error, refetch } = useQuery(groupCompaniesQuery(fingerprint, from));
  if (error !== null && data === undefined) return <>{errorText(error)} <button type="button" className={styles.link} onClick={() => void refetch()}>{t('frame:state.retry')}</button></>;
  if (data === undefined) return <span className={styles.muted}>{t('frame:state.loading')}</span>;
  return (
    <ul className={styles.companies}>
      {data.items.map(({ company: { slug, name }, groups }) => (
        <li key={slug}>
          {slug === company.slug ? name : <a href={`/analytics?company=${encodeURIComponent(slug)}`}>{name}</a>} <span className={styles.muted}>{groups.map(({ occurrences, open }) => t('groups.inCompany', { count: occurrences, open })).join()}</span>
        </li>
      ))}
    </ul>
  );
}
