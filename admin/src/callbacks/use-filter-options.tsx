import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import type { CallbackFacets, CallbackStatus, CreatedFrom, ErrorType, Priority } from '../api/shapes.ts';
import { ERROR_ICONS } from './error-badge.tsx';
import type { FilterName } from './inbox-search.ts';
import type { Option } from './picker.tsx';
import { PriorityMark } from './priority-mark.tsx';
import styles from './error-badge.module.css';

const ERRORS: readonly ErrorType[] = ['partial_booking', 'api_error', 'exception', 'no_availability'];
const SOURCES: readonly CreatedFrom[] = ['failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem', 'reconciliation', 'staff'];
const STATUSES: readonly CallbackStatus[] = ['pending', 'assigned', 'contacted', 'completed', 'cancelled', 'expired'];
const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal'];

/** What can be chosen in each filter, in words, with how many there are under the other filters. `chosen`: of the categories, which nobody lists anywhere. */
export function useFilterOptions(facets: CallbackFacets | undefined, chosen: string | undefined): Readonly<Record<FilterName, readonly Option[]>> {
  const { t } = useTranslation('callbacks');
  const { branches, services, staff, me } = useDirectory();
  const counted = (kind: FilterName, value: string): number | null => (facets === undefined ? null : (facets[kind][value] ?? 0));
  const categories = [...new Set([...Object.keys(facets?.category ?? {}), ...(chosen?.split(',') ?? [])])].filter((value) => value !== 'none').toSorted((a, b) => a.localeCompare(b));
  const errorIcon = (type: ErrorType) => {
    const Icon = ERROR_ICONS[type];
    return <span className={styles.badge} data-error={type}><Icon size={15} aria-hidden /></span>;
  };
  return {
    error_type: [
      ...ERRORS.map((value) => ({ value, label: t(`error.${value}.word`), hint: t(`error.${value}.todo`), icon: errorIcon(value), count: counted('error_type', value) })),
      { value: 'none', label: t('error.none.word'), count: counted('error_type', 'none') },
    ],
    created_from: SOURCES.map((value) => ({ value, label: t(`source.${value}`), count: counted('created_from', value) })),
    status: STATUSES.map((value) => ({ value, label: t(`status.${value}`), count: counted('status', value) })),
    priority: PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`), icon: <PriorityMark priority={value} />, count: counted('priority', value) })),
    branch: [
      ...branches.map(({ slug, name }) => ({ value: slug, label: name, count: counted('branch', slug) })),
      { value: 'none', label: t('filter.noBranch'), count: counted('branch', 'none') },
    ],
    service: [...services.map(({ slug, name }) => ({ value: slug, label: name, count: counted('service', slug) })), { value: 'none', label: t('filter.noService'), count: counted('service', 'none') }],
    assigned_to: [
      ...(me === null ? [] : [{ value: 'me', label: t('filter.me'), count: counted('assigned_to', me) }]),
      { value: 'none', label: t('filter.nobody'), count: counted('assigned_to', 'none') },
      ...staff.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name, count: counted('assigned_to', id) })),
    ],
    category: categories.length === 0 ? [] : [...categories.map((value) => ({ value, label: value, count: counted('category', value) })), { value: 'none', label: t('filter.noCategory'), count: counted('category', 'none') }],
  };
}
