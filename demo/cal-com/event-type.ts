// What the stand-in offers: event types and the hosts behind them.

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Local times of the host's zone, `["09:00", "18:00"]`; a day that is absent is closed. */
export type Hours = Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>;

export interface Host {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly hours: Hours;
}

export interface EventType {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  /** How far apart offered starts lie; default: `minutes`. */
  readonly stepMinutes?: number;
  readonly minimumNoticeMinutes: number;
  /** How many days ahead may be booked. */
  readonly windowDays: number;
  readonly requiresConfirmation: boolean;
  /** Cal.com's default is true: then a booking by phone number alone is refused. */
  readonly emailRequired: boolean;
  readonly phoneRequired: boolean;
  /** Slugs of custom fields that every booking has to answer. */
  readonly requiredFields: readonly string[];
  /** `round_robin` takes the first free host, `collective` needs all of them. */
  readonly scheduling: 'personal' | 'round_robin' | 'collective';
  readonly hosts: readonly Host[];
}

const WEEKDAYS: Hours = {
  mon: [['09:00', '18:00']],
  tue: [['09:00', '18:00']],
  wed: [['09:00', '18:00']],
  thu: [['09:00', '18:00']],
  fri: [['09:00', '18:00']],
};

export function host(given: Partial<Host> = {}): Host {
  return { id: 5, name: 'Anna Berger', email: 'anna@salon-nord.example', timeZone: 'Europe/Berlin', hours: WEEKDAYS, ...given };
}

/** A thirty-minute personal event type on weekdays, e-mail optional; what is given replaces it. */
export function eventType(given: Partial<EventType> & { readonly id: number }): EventType {
  return {
    slug: `event-${given.id}`,
    title: `Event ${given.id}`,
    minutes: 30,
    minimumNoticeMinutes: 0,
    windowDays: 60,
    requiresConfirmation: false,
    emailRequired: false,
    phoneRequired: false,
    requiredFields: [],
    scheduling: 'personal',
    hosts: [host()],
    ...given,
  };
}

/** What the stand-in offers unless it is told otherwise. */
export function defaultEventTypes(): EventType[] {
  return [
    eventType({ id: 101, slug: 'herrenhaarschnitt', title: 'Herrenhaarschnitt' }),
    eventType({ id: 102, slug: 'damenhaarschnitt', title: 'Damenhaarschnitt', minutes: 60 }),
    eventType({ id: 103, slug: 'faerben', title: 'Färben', minutes: 90, requiresConfirmation: true }),
    eventType({ id: 104, slug: 'beratung', title: 'Beratung', emailRequired: true }),
  ];
}
