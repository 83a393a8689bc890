// Every page but the inbox, with which everybody begins, is a lazy route with its texts. A new page is an entry here and, where it belongs into the menu, one in shell/areas.ts.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router';
import { readAnalyticsSearch } from './analytics/analytics-search.ts';
import { Inbox } from './callbacks/inbox.tsx';
import { readInboxSearch } from './callbacks/inbox-search.ts';
import { readCompaniesSearch } from './companies/companies-search.ts';
import { readPeriod } from './ledger/period.ts';
import { readRecordSearch } from './records/record-search.ts';
import { readSettingsSearch } from './settings/settings-search.ts';
import { readSetupSearch } from './setup/steps.ts';
import { arrive } from './shell/setup-left.ts';
import { CrashNotice, NotFoundNotice } from './shell/notices.tsx';
import { Shell } from './shell/shell.tsx';
import { withWords } from './words/i18n.ts';

/** The router lays what a reader returns over the address as it was typed: what the reader leaves out has to be taken off, or an old link to a part that is called otherwise by now ends the page. */
function onlyUnderstood<T extends object>(read: (given: Record<string, unknown>) => T): (given: Record<string, unknown>) => T {
  return ({ company: _root, ...given }) => ({ ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])), ...read(given) });
}

const root = createRootRoute({
  validateSearch: ({ company }: Record<string, unknown>): { company?: string } => (typeof company === 'string' && company !== '' ? { company } : {}),
  search: { middlewares: [retainSearchParams(['company'])] },
  component: Shell,
  notFoundComponent: NotFoundNotice,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ search, preload }) => {
    if (!preload) arrive();
    throw redirect({ to: '/callbacks', search, replace: true });
  },
});

const callbacks = createRoute({
  getParentRoute: () => root,
  path: '/callbacks',
  validateSearch: onlyUnderstood(readInboxSearch),
  component: Inbox,
});

const callback = createRoute({ getParentRoute: () => callbacks, path: '$id' });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  component: lazyRouteComponent(() => withWords(['overview', 'callbacks'], () => import('./overview/overview-page.tsx')), 'OverviewPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: onlyUnderstood(readPeriod),
  component: lazyRouteComponent(() => withWords(['overview', 'callbacks'], () => import('./ledger/ledger-page.tsx')), 'LedgerPage'),
});

const records = <T,>(load: () => Promise<T>): (() => Promise<T>) => () => withWords(['records', 'callbacks', 'acting'], load);
const lists = records(() => import('./records/lists.tsx'));
const calls = createRoute({ getParentRoute: () => root, path: '/calls', validateSearch: onlyUnderstood(readRecordSearch), component: lazyRouteComponent(records(() => import('./records/calls-page.tsx')), 'CallsPage') });
const call = createRoute({ getParentRoute: () => root, path: '/calls/$id', component: lazyRouteComponent(records(() => import('./records/call-page.tsx')), 'CallPage') });
const appointments = createRoute({ getParentRoute: () => root, path: '/appointments', validateSearch: onlyUnderstood(readRecordSearch), component: lazyRouteComponent(lists, 'AppointmentsPage') });
const appointment = createRoute({ getParentRoute: () => root, path: '/appointments/$id', component: lazyRouteComponent(records(() => import('./records/appointment-page.tsx')), 'AppointmentPage') });
const customers = createRoute({ getParentRoute: () => root, path: '/customers', validateSearch: onlyUnderstood(readRecordSearch), component: lazyRouteComponent(lists, 'CustomersPage') });
const customer = createRoute({ getParentRoute: () => root, path: '/customers/$id', component: lazyRouteComponent(records(() => import('./records/customer-page.tsx')), 'CustomerPage') });

const rehearsal = createRoute({
  getParentRoute: () => root,
  path: '/rehearsal',
  component: lazyRouteComponent(() => withWords(['rehearsal', 'callbacks'], () => import('./rehearsal/rehearsal-page.tsx')), 'RehearsalPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: onlyUnderstood(readSettingsSearch),
  component: lazyRouteComponent(() => withWords(['settings', 'team', 'told', 'protection'], () => import('./settings/settings-page.tsx')), 'SettingsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => withWords(['account'], () => import('./account/account-page.tsx')), 'AccountPage'),
});

const help = createRoute({ getParentRoute: () => root, path: '/help', component: lazyRouteComponent(() => withWords(['handbook'], () => import('./handbook/handbook-page.tsx')), 'HandbookPage') });

const analytics = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  validateSearch: onlyUnderstood(readAnalyticsSearch),
  component: lazyRouteComponent(() => withWords(['analytics', 'callbacks'], () => import('./analytics/analytics-page.tsx')), 'AnalyticsPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: onlyUnderstood(readSetupSearch),
  component: lazyRouteComponent(() => withWords(['setup', 'settings', 'rehearsal', 'callbacks'], () => import('./setup/setup-page.tsx')), 'SetupPage'),
});

/** Above the companies, so outside the frame of one: the shell shows it (shell/shell.tsx). */
const companies = createRoute({ getParentRoute: () => root, path: '/companies', validateSearch: onlyUnderstood(readCompaniesSearch) });

export const router = createRouter({
  routeTree: root.addChildren([home, callbacks.addChildren([callback]), overview, ledger, calls, call, appointments, appointment, customers, customer, rehearsal, settings, analytics, account, help, companies, setup]),
  defaultErrorComponent: CrashNotice,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  // 'a,b' stays 'a,b' in the address: it can be read, sent by mail and typed
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)]);
    const text = new URLSearchParams(pairs).toString().replaceAll('%2C', ',');
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
