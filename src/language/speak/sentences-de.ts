import { changeSentencesDe } from './change-sentences.ts';
import type { Sentences } from './sentences.ts';

export const sentencesDe: Sentences = {
  ...changeSentencesDe,
  available: (when, service) => `${capital(when)} ist für ${service} noch ein Termin frei. Soll ich ihn für Sie buchen?`,
  choose: (options, service) => `Für ${service} habe ich ${options} frei. Was passt Ihnen am besten?`,
  unavailable: (when, options) => `${when === null ? 'Zu dieser Zeit' : capital(when)} ist leider nichts frei. Ich kann Ihnen ${options} anbieten. Was passt Ihnen?`,
  slotTaken: (options) => `Dieser Termin ist leider gerade vergeben worden. Ich kann Ihnen ${options} anbieten. Was passt Ihnen?`,
  couldNotBookOffer: (options) => `Diesen Termin konnte ich leider nicht eintragen. Ich kann Ihnen ${options} anbieten. Was passt Ihnen?`,
  noAvailability: (until) => `Ich finde leider keinen freien Termin. Ein Mitarbeiter wird Sie ${until} anrufen und mit Ihnen einen Termin finden.`,
  booked: (when, service) => `Ihr Termin für ${service} ${when} ist gebucht.`,
  alreadyBooked: (when, service) => `Ihr Termin für ${service} ${when} ist bereits gebucht.`,
  partialBooking: () => 'Die Buchung wurde erstellt, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.',
  unconfirmed: () => 'Ich konnte die Buchung noch nicht bestätigen. Ein Mitarbeiter wird Sie in Kürze anrufen.',
  stillWorking: () => 'Ich bin noch dabei. Einen Moment bitte noch.',
  awaitsConfirmation: (when) => `Ihr Terminwunsch ${when} ist eingetragen und muss noch bestätigt werden. Der Termin gilt erst mit der Bestätigung.`,
  failsafe: () => 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.',
  calendarUnreadable: () => 'Ich kann den Kalender im Moment leider nicht einsehen. Soll ich Ihren Wunsch notieren, damit sich jemand bei Ihnen meldet?',
  past: (when) => `${when === null ? 'Dieser Zeitpunkt' : `Der Termin ${when}`} liegt schon in der Vergangenheit. Welcher andere Termin passt Ihnen?`,
  askDate: () => 'An welchem Tag möchten Sie kommen?',
  askTime: () => 'Zu welcher Uhrzeit hätten Sie Zeit?',
  askDateAndTime: () => 'An welchem Tag und zu welcher Uhrzeit möchten Sie kommen?',
  askWhich: (options) => `Meinen Sie ${options}?`,
  askWeekdayOrDate: () => 'Der Wochentag und das Datum passen nicht zusammen. Welcher Tag ist gemeint?',
  askMorningOrAfternoon: () => 'Meinen Sie am Vormittag oder am Nachmittag? Um wie viel Uhr genau?',
  askYear: () => 'Dieses Datum liegt nicht in der nächsten Zeit. Welches Datum ist gemeint?',
  noSuchDate: () => 'Dieses Datum gibt es nicht. An welchem Tag möchten Sie kommen?',
  noSuchTime: () => 'Diese Uhrzeit gibt es nicht. Zu welcher Uhrzeit möchten Sie kommen?',
  notUnderstoodDate: () => 'Das Datum habe ich leider nicht verstanden. An welchem Tag und zu welcher Uhrzeit möchten Sie kommen?',
  askName: () => 'Ich brauche noch Ihren Namen für die Buchung. Auf welchen Namen darf ich den Termin eintragen?',
  askPhone: () => 'Unter welcher Telefonnummer können wir Sie erreichen?',
  askEmail: () => 'Für diese Buchung brauche ich noch Ihre E-Mail-Adresse. Wie lautet sie?',
  askService: (names) => `Was möchten Sie buchen? Wir bieten ${names} an.`,
  serviceNotFound: (said, names) => `„${said}“ finde ich bei uns nicht. Wir bieten ${names} an. Was darf es sein?`,
  staffNotForService: (name, service, names) => `${name} bietet ${service} leider nicht an.${names === '' ? ' Soll ich den Termin bei jemand anderem eintragen?' : ` Möchten Sie zu ${names}, oder ist es Ihnen gleich?`}`,
  staffNotFound: (said, names) => `„${said}“ finde ich bei uns nicht. Möchten Sie zu ${names}, oder ist es Ihnen gleich?`,
  callbackStored: (until) => `Ich habe Ihren Rückrufwunsch notiert. Ein Mitarbeiter ruft Sie ${until} zurück.`,
  callbackOpen: (until) => (until === null ? 'Für diese Nummer ist ein Rückruf noch offen.' : `Für diese Nummer ist schon ein Rückruf vorgemerkt: Ein Mitarbeiter meldet sich ${until}.`),
  callbackNeedsPhone: () => 'Ich habe Ihr Anliegen notiert. Unter welcher Telefonnummer können wir Sie zurückrufen?',
  wishNoted: (until) => `Das kann ich leider nicht selbst erledigen. Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  services: (names) => `Wir bieten ${names} an. Was darf es sein?`,
  noServices: () => 'Dazu kann ich Ihnen leider keine Auskunft geben. Soll ich einen Rückruf für Sie notieren?',
  openingHours: (hours) => `Wir haben geöffnet: ${hours}.`,
  openOn: (day, hours) => `${capital(day)} haben wir ${hours} geöffnet.`,
  closedOn: (day) => `${capital(day)} haben wir geschlossen.`,
  closedForHoliday: (day) => `${capital(day)} haben wir wegen des Feiertags geschlossen.`,
  openAgain: (day) => `${capital(day)} sind wir wieder da.`,
  closedAt: (time) => `${capital(time)} haben wir an diesem Tag geschlossen.`,
  canOffer: (options) => `Ich kann Ihnen ${options} anbieten. Was passt Ihnen?`,
  notedWithoutNumber: () => 'Ich habe Ihren Wunsch notiert. Ohne Telefonnummer können wir Sie aber nicht zurückrufen; bitte rufen Sie noch einmal an, oder nennen Sie mir eine Nummer.',
  understoodDate: (when) => `Ich habe verstanden: ${when}.`,
  nothingDurable: () => 'Ich kann Ihren Wunsch im Moment leider nicht festhalten. Bitte rufen Sie etwas später noch einmal an.',
  notUnderstood: () => 'Das habe ich leider nicht verstanden. Was kann ich für Sie tun?',
  list: (items, word) => joined(items, word === 'and' ? 'und' : 'oder'),
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joined(items: readonly string[], word: string): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
