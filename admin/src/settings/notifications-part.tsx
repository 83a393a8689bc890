import { useSession } from '../api/session.ts';
import { CompanyNotifications } from './company-notifications.tsx';
import { MyNotifications } from './my-notifications.tsx';
import { PartTitle } from './part-title.tsx';
import { SentList } from './sent-list.tsx';
import page from './settings-page.module.css';

/** The only part that everybody has: what he himself is told. */
export function NotificationsPart() {
  const manages = useSession().permissions.includes('manage_company');
  return (
    <div className={page.wide}>
      <PartTitle part="notifications" />
      {manages && <CompanyNotifications />}
      <MyNotifications />
      {manages && <SentList />}
    </div>
  );
}
