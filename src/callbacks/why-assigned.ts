// Why the machine chose somebody, as staff read it in the timeline. No names: they are looked up when it is read.
import type { Company } from '../companies/company.ts';
import { wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Why } from './choose-assignee.ts';

type Speaking = Pick<Company, 'locale' | 'timeZone'>;

export function whyAssigned(why: Why, { locale, timeZone }: Speaking, now: EpochMs): string {
  const at = 'at' in why && why.at !== null ? { day: dayOf(why.at, timeZone, locale), ahead: why.at > now } : null;
  return WORDS[locale][why.kind](at);
}

export function whyCovering(locale: Company['locale'], because: string): string {
  return locale === 'de' ? `Vertretung: ${because}` : `Covering: ${because}`;
}

type Met = { readonly day: string; readonly ahead: boolean } | null;

const WORDS: Readonly<Record<Company['locale'], Readonly<Record<Why['kind'], (met: Met) => string>>>> = {
  de: {
    claim: () => 'ist gerade an diesem Anrufer',
    named: () => 'vom Anrufer gewünscht',
    same_caller: () => 'hat schon einen Rückruf für diesen Anrufer',
    callback: (met) => `hat diesen Kunden zuletzt zurückgerufen${met === null ? '' : ` (am ${met.day})`}`,
    appointment: (met) => (met?.ahead === true ? `hat am ${met.day} einen Termin mit diesem Kunden` : `hat diesen Kunden zuletzt bedient${met === null ? '' : ` (am ${met.day})`}`),
    only_one: () => 'sonst ist niemand da',
    service: () => 'bietet die Leistung an',
    least_loaded: () => 'hat am wenigsten offen',
    round_robin: () => 'ist an der Reihe',
  },
  en: {
    claim: () => 'is working on this caller',
    named: () => 'asked for by the caller',
    same_caller: () => 'has another callback for this caller',
    callback: (met) => `was the last to call this customer back${met === null ? '' : ` (on ${met.day})`}`,
    appointment: (met) => (met?.ahead === true ? `has an appointment with this customer on ${met.day}` : `was the last to serve this customer${met === null ? '' : ` (on ${met.day})`}`),
    only_one: () => 'nobody else is there',
    service: () => 'offers the service',
    least_loaded: () => 'has the least to do',
    round_robin: () => 'is next in turn',
  },
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayOf(at: EpochMs, timeZone: string, locale: Company['locale']): string {
  const [, month, day] = wallClock(at, timeZone).date.split('-').map(Number);
  return locale === 'de' ? `${day}.${month}.` : `${day} ${MONTHS[month! - 1]}`;
}
