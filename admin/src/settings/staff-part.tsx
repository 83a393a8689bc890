import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StaffSection } from './file.ts';
import { AddLink, ItemLink } from './item-frame.tsx';
import { PartTitle } from './part-title.tsx';
import { NEW } from './settings-search.ts';
import { StaffEditor } from './staff-editor.tsx';
import { useCalendarEntries } from './use-calendar-entries.ts';
import { useDayWords } from './use-day-words.ts';
import { useSettings } from './use-settings.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function StaffPart() {
  const { file } = useSettings();
  const { item } = useSearch({ from: '/settings' });
  const member = file.staff.find(({ slug }) => slug === item);
  if (item === NEW) return <StaffEditor key={NEW} member={null} />;
  return member === undefined ? <StaffList /> : <StaffEditor key={member.slug} member={member} />;
}

function StaffList() {
  const { t } = useTranslation('team');
  const { file } = useSettings();
  return (
    <div className={page.wide}>
      <PartTitle part="staff" intro={t('staff.intro')}><AddLink part="staff" label={t('staff.add')} /></PartTitle>
      {file.staff.length === 0 ? <p className={page.muted}>{t('staff.none')}</p> : <ul className={styles.list}>{file.staff.map((member) => <Line key={member.slug} member={member} />)}</ul>}
    </div>
  );
}

function Line({ member }: { readonly member: StaffSection }) {
  const { t } = useTranslation('team');
  const { file } = useSettings();
  const { absences, from: today } = useCalendarEntries();
  const words = useDayWords();
  const away = absences.find(({ staff, from, to, hours }) => staff.slug === member.slug && hours === null && from <= today && today <= to);
  const branches = file.branches.filter(({ slug }) => member.branches.includes(slug));
  const facts = [
    t(`staff.role.${member.role}`),
    ...(file.branches.length > 1 ? [branches.length === file.branches.length ? t('staff.allBranches') : branches.map(({ name }) => name).join(', ') || t('staff.noBranch')] : []),
    member.services.length === 0 ? t('staff.noService') : t('staff.services', { count: member.services.length }),
    ...(member.email === null ? [t('staff.noEmail')] : []),
  ];
  return (
    <ItemLink part="staff" item={member.slug} name={member.name} mark={<span className={styles.initials} aria-hidden>{initialsOf(member.name)}</span>} aside={away === undefined ? undefined : <span className={styles.away}>{t('staff.away', { day: words.day(away.to) })}</span>}>
      {facts.join('\u00A0· ')}
    </ItemLink>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], ...(words.length > 1 ? [words.at(-1)] : [])].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
}
