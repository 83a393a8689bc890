import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import { AbsenceForm } from './absence-form.tsx';
import { AbsenceList } from './absence-list.tsx';
import { PartTitle } from './part-title.tsx';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function AbsencesPart() {
  const { t } = useTranslation('team');
  const { staff } = useDirectory();
  return (
    <div className={page.wide}>
      <PartTitle part="absences" intro={t('absences.intro')} />
      <AbsenceList staff={null} />
      {staff.length > 0 && <section className={styles.section}><h3 className={page.heading}>{t('absences.new')}</h3><AbsenceForm staff={null} /></section>}
    </div>
  );
}
