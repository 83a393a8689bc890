// What the stand-in for Cal.com offers for the demo salon: who does what, and when.
import { eventType, host } from '../cal-com/event-type.ts';
import type { EventType, Host, Hours } from '../cal-com/event-type.ts';

/** The branch „Mitte“; with a lunch break on most days. */
export const MITTE_HOURS = {
  mon: [],
  tue: [['09:00', '13:00'], ['14:00', '18:00']],
  wed: [['09:00', '13:00'], ['14:00', '18:00']],
  thu: [['10:00', '20:00']],
  fri: [['09:00', '13:00'], ['14:00', '18:00']],
  sat: [['09:00', '14:00']],
  sun: [],
} as const satisfies Hours;

export const PRENZLAUER_BERG_HOURS = {
  mon: [['10:00', '18:30']],
  tue: [['10:00', '18:30']],
  wed: [['10:00', '18:30']],
  thu: [['10:00', '18:30']],
  fri: [['10:00', '18:30']],
  sat: [['10:00', '15:00']],
  sun: [],
} as const satisfies Hours;

const anna = host({ id: 5, name: 'Anna Berger', email: 'anna@salon-nord.example', hours: MITTE_HOURS });
const mehmet = host({ id: 6, name: 'Mehmet Yılmaz', email: 'mehmet@salon-nord.example', hours: MITTE_HOURS });
const jana = host({ id: 7, name: 'Jana Krüger', email: 'jana@salon-nord.example', hours: PRENZLAUER_BERG_HOURS });

export const HERRENHAARSCHNITT = 101;

export function salonEventTypes(): EventType[] {
  return [
    offered({ id: HERRENHAARSCHNITT, slug: 'herrenhaarschnitt', title: 'Herrenhaarschnitt', minutes: 30, hosts: [mehmet] }),
    offered({ id: 102, slug: 'damenhaarschnitt', title: 'Damenhaarschnitt', minutes: 45, hosts: [anna, jana] }),
    offered({ id: 103, slug: 'kinderhaarschnitt', title: 'Kinderhaarschnitt', minutes: 30, hosts: [jana] }),
    offered({ id: 104, slug: 'faerben', title: 'Färben', minutes: 90, hosts: [anna, jana] }),
    offered({ id: 105, slug: 'straehnen', title: 'Strähnen', minutes: 120, hosts: [anna] }),
  ];
}

function offered(type: Pick<EventType, 'id' | 'slug' | 'title' | 'minutes'> & { readonly hosts: readonly Host[] }): EventType {
  return eventType({ ...type, stepMinutes: type.minutes > 45 ? 30 : type.minutes, scheduling: type.hosts.length > 1 ? 'round_robin' : 'personal' });
}
