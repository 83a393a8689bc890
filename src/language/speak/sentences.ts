// What callers hear. One place for every sentence, so that each can be checked against what is stored: nothing
// here announces a callback or an appointment without being handed the time of a durable record.
import type { ChangeSentences } from './change-sentences.ts';
import { sentencesDe } from './sentences-de.ts';
import { sentencesEn } from './sentences-en.ts';

export interface Sentences extends ChangeSentences {
  /** `when` as in „am Dienstag, dem 1. Dezember, um 14 Uhr 30“. */
  available(when: string, service: string): string;
  choose(options: string, service: string): string;
  unavailable(when: string | null, options: string): string;
  slotTaken(options: string): string;
  couldNotBookOffer(options: string): string;
  noAvailability(until: string): string;
  booked(when: string, service: string): string;
  alreadyBooked(when: string, service: string): string;
  partialBooking(): string;
  unconfirmed(): string;
  stillWorking(): string;
  awaitsConfirmation(when: string): string;
  failsafe(): string;
  calendarUnreadable(): string;
  past(when: string | null): string;
  askDate(): string;
  askTime(): string;
  askDateAndTime(): string;
  askWhich(options: string): string;
  askWeekdayOrDate(): string;
  askMorningOrAfternoon(): string;
  askYear(): string;
  noSuchDate(): string;
  noSuchTime(): string;
  notUnderstoodDate(): string;
  askName(): string;
  askPhone(): string;
  askEmail(): string;
  askService(names: string): string;
  serviceNotFound(said: string, names: string): string;
  staffNotForService(name: string, service: string, names: string): string;
  staffNotFound(said: string, names: string): string;
  /** `until` as in „bis heute, 16 Uhr 30“. */
  callbackStored(until: string): string;
  /** Of one that is open already; null: its time is over, so none can be named. */
  callbackOpen(until: string | null): string;
  callbackNeedsPhone(): string;
  wishNoted(until: string): string;
  services(names: string): string;
  noServices(): string;
  openingHours(hours: string): string;
  openOn(day: string, hours: string): string;
  closedOn(day: string): string;
  closedAt(time: string): string;
  /** A public holiday; which one goes without saying to whoever asks for that day. */
  closedForHoliday(day: string): string;
  /** After days that were closed for another reason. */
  openAgain(day: string): string;
  canOffer(options: string): string;
  notedWithoutNumber(): string;
  understoodDate(when: string): string;
  nothingDurable(): string;
  notUnderstood(): string;
  list(items: readonly string[], word: 'and' | 'or'): string;
}

export function sentencesFor(locale: 'de' | 'en'): Sentences {
  return locale === 'en' ? sentencesEn : sentencesDe;
}
