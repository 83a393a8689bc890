// The demo company as the file that a real one would be configured with (contract, section 2).
import { MITTE_HOURS, PRENZLAUER_BERG_HOURS } from './event-types.ts';

export const SALON = 'salon-nord';
export const CONNECTION = 'salon-nord-retell';
export const AGENT = 'agent_salon_nord';
/** Numbers that the Bundesnetzagentur keeps free for films and books, so that nobody real is ever named. */
export const MITTE_NUMBER = '+493023125101';
export const PRENZLAUER_BERG_NUMBER = '+493023125102';

const calCom = (eventTypeId: number) => ({ provider: 'cal.com', eventTypeId });
const local = { provider: 'local' };
const CUTS = ['damenhaarschnitt', 'faerben'];
const SMALL = ['waschen-foehnen', 'bartpflege', 'beratung'];

export interface Access {
  readonly calComUrl: string;
  readonly calComKey: string;
  readonly retellKey: string;
  readonly retellUrl: string;
}

export function salonNord({ calComUrl, calComKey, retellKey, retellUrl }: Access): string {
  const file = {
    company: { slug: SALON, name: 'Salon Nord', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', notifyEmails: ['chefin@salon-nord.example'] },
    branches: [
      { slug: 'mitte', name: 'Filiale Mitte', phoneNumbers: [MITTE_NUMBER], openingHours: MITTE_HOURS },
      { slug: 'prenzlauer-berg', name: 'Filiale Prenzlauer Berg', phoneNumbers: [PRENZLAUER_BERG_NUMBER], openingHours: PRENZLAUER_BERG_HOURS },
    ],
    services: [
      { slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt', aliases: ['Herrenschnitt', 'Haarschnitt Herren'], minutes: 30, price: { amount: 29 }, calendar: calCom(101) },
      { slug: 'damenhaarschnitt', name: 'Damenhaarschnitt', aliases: ['Damenschnitt', 'Haarschnitt Damen'], minutes: 45, price: { amount: 49 }, calendar: calCom(102) },
      { slug: 'kinderhaarschnitt', name: 'Kinderhaarschnitt', aliases: ['Kinderschnitt'], minutes: 30, price: { amount: 19 }, calendar: calCom(103) },
      { slug: 'faerben', name: 'Färben', aliases: ['Haare färben', 'Farbe'], minutes: 90, price: { amount: 89 }, calendar: calCom(104) },
      { slug: 'straehnen', name: 'Strähnen', aliases: ['Foliensträhnen'], minutes: 120, price: { amount: 119 }, calendar: calCom(105) },
      { slug: 'waschen-foehnen', name: 'Waschen und Föhnen', aliases: ['Föhnen'], minutes: 30, price: { amount: 25 }, calendar: local },
      { slug: 'bartpflege', name: 'Bartpflege', aliases: ['Bart schneiden'], minutes: 20, price: { amount: 15 }, calendar: local },
      { slug: 'beratung', name: 'Typberatung', aliases: ['Beratung'], minutes: 30, calendar: local },
    ],
    staff: [
      { slug: 'anna', name: 'Anna Berger', email: 'anna@salon-nord.example', role: 'owner', branches: ['mitte'], services: [...CUTS, 'straehnen', 'beratung'], workingHours: MITTE_HOURS },
      { slug: 'mehmet', name: 'Mehmet Yılmaz', email: 'mehmet@salon-nord.example', branches: ['mitte'], services: ['herrenhaarschnitt', ...SMALL], workingHours: MITTE_HOURS },
      { slug: 'jana', name: 'Jana Krüger', email: 'jana@salon-nord.example', role: 'manager', branches: ['prenzlauer-berg'], services: [...CUTS, 'kinderhaarschnitt', 'waschen-foehnen', 'beratung'], workingHours: PRENZLAUER_BERG_HOURS },
      { slug: 'lena', name: 'Lena Hoffmann', email: 'lena@salon-nord.example', branches: ['mitte', 'prenzlauer-berg'], services: SMALL, workingHours: null },
    ],
    calendars: { 'cal.com': { baseUrl: calComUrl, apiKey: calComKey } },
    voice: [{ connection: CONNECTION, platform: 'retell', apiKey: retellKey, agents: [AGENT], apiBaseUrl: retellUrl }],
    callbacks: { autoAssign: 'relationship' },
  };
  return JSON.stringify(file, null, 2);
}
