// Which calendar a service of a company is booked in.
import type { Branch, CalComAccount, Company, Service } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { Database } from '../platform/database.ts';
import type { World } from '../platform/world.ts';
import type { BookingLists } from './booking-list.ts';
import { calComCalendar } from './cal-com/calendar.ts';
import type { CalComCalendar, ObserveCalendar } from './cal-com/calendar.ts';
import { localCalendar } from './local/local-calendar.ts';
import { observed } from './observe.ts';
import type { Calendar, CalendarService } from './port.ts';

export interface Calendars {
  /** null where the service needs an account that the company has not connected (no account, or one without a key). */
  for(company: Company, service: Service): Calendar | null;
}

export interface CalendarsParts {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly observe?: ObserveCalendar;
}

export function calendars(parts: CalendarsParts): Calendars & BookingLists {
  const { world, database, directory, observe } = parts;
  const calCom = sharedByAccount((account) => calComCalendar({ world, account, ...(observe === undefined ? {} : { observe }) }));
  return {
    listing: (company) => calCom(company),
    for: (company, service) => {
      if (service.calendar.provider === 'cal.com') return calCom(company);
      const local = localCalendar({ world, database, company: () => directory.company(company.id) ?? company });
      return observe === undefined ? local : observed(local, world.clock, observe);
    },
  };
}

/** What the service is called at its calendar. */
export function calendarService(service: Service, branch: Branch): CalendarService {
  const { id: serviceId, minutes, calendar } = service;
  return calendar.provider === 'cal.com'
    ? { provider: 'cal.com', serviceId, minutes, eventTypeId: calendar.eventTypeId }
    : { provider: 'local', serviceId, minutes, branchId: branch.id };
}

interface Shared {
  readonly calendar: CalComCalendar;
  readonly companyIds: Set<string>;
}

/**
 * One calendar per account, so that its circuit breaker knows of every failure there, also where branches of one
 * business are companies that share a key. A changed key is another account; the old one goes with its last company,
 * so that keys do not pile up in memory.
 */
function sharedByAccount(open: (account: Pick<CalComAccount, 'baseUrl' | 'reach' | 'profile'> & { readonly apiKey: string }) => CalComCalendar) {
  const byAccount = new Map<string, Shared>();
  const accountOf = new Map<string, string>();
  return (company: Company): CalComCalendar | null => {
    const { id } = company;
    const { baseUrl, reach, profile, apiKey } = company.calCom ?? { baseUrl: '', profile: 'hosted' as const, apiKey: null };
    const account = apiKey === null ? null : JSON.stringify([baseUrl, reach ?? null, profile, apiKey]);
    const before = accountOf.get(id);
    if (before !== undefined && before !== account) {
      accountOf.delete(id);
      const left = byAccount.get(before);
      left?.companyIds.delete(id);
      if (left?.companyIds.size === 0) byAccount.delete(before);
    }
    if (account === null || apiKey === null) return null;
    const shared = byAccount.get(account) ?? { calendar: open({ baseUrl, reach, profile, apiKey }), companyIds: new Set<string>() };
    byAccount.set(account, shared);
    shared.companyIds.add(id);
    accountOf.set(id, account);
    return shared.calendar;
  };
}
