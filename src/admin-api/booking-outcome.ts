// What came of a booking for a callback, in words for the person who pressed the button.
import type { z } from 'zod';
import type { ActingOutcome, Stopped } from '../booking/for-callback/acting.ts';
import type { Slot } from '../calendar/port.ts';
import type { Company } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { speakShort } from '../language/speak/speak-when.ts';
import type { EpochMs } from '../platform/world.ts';
import type { BookingOutcome } from './contract/booking-actions.ts';

type Shown = Exclude<ActingOutcome, Stopped | { kind: 'conflict' }>;
type Body = z.input<typeof BookingOutcome>;

const NAMES: Readonly<Record<Shown['kind'], Body['outcome']>> = {
  booked: 'booked', pending: 'pending_confirmation', slot_taken: 'slot_taken', outside_window: 'slot_taken', no_availability: 'no_availability', unknown: 'unconfirmed',
  failed: 'failed', past: 'past_time', incomplete: 'incomplete', busy: 'busy',
};

export function outcomeBody(outcome: Shown, shown: { readonly company: Company; readonly now: EpochMs; readonly callback: unknown }): Body {
  const { timeZone, locale } = shown.company;
  const held = 'held' in outcome ? outcome.held : null;
  return {
    outcome: NAMES[outcome.kind],
    adopted: outcome.kind === 'booked' && outcome.adopted,
    message: MESSAGES[locale](outcome),
    missing: outcome.kind === 'incomplete' ? [...outcome.missing] : [],
    alternatives: ('alternatives' in outcome ? outcome.alternatives : []).map((slot: Slot) => ({ start: isoInZone(slot.startAt, timeZone), spoken: speakShort(slot.startAt, { timeZone, locale, now: shown.now }) })),
    unread: outcome.kind === 'unknown' ? outcome.unread : null,
    original_error: 'detail' in outcome ? outcome.detail : null,
    appointment_id: held?.appointmentId ?? null,
    booking_uid: held?.bookingUid ?? null,
    start: held === null ? null : isoInZone(held.startAt, timeZone),
    callback: shown.callback,
  };
}

const MESSAGES: Readonly<Record<Company['locale'], (outcome: Shown) => string>> = { de: german, en: english };

function german(outcome: Shown): string {
  switch (outcome.kind) {
    case 'booked':
      if (outcome.overtaken) return `${outcome.adopted ? 'Der Termin stand schon im Kalender und ist jetzt auch hier.' : 'Der Termin ist gebucht.'} Den Rückruf hat inzwischen jemand anders geschlossen: Sehen Sie nach, ob der Kunde den Termin noch will.`;
      if (outcome.adopted) return outcome.closed ? 'Der Termin stand schon im Kalender und ist jetzt auch hier. Der Rückruf ist erledigt.' : 'Der Termin stand schon im Kalender und ist jetzt auch hier. Der Rückruf bleibt offen.';
      return outcome.closed ? 'Der Termin ist gebucht, der Rückruf ist erledigt.' : 'Der Termin ist gebucht. Der Rückruf bleibt offen, bis der Kunde Bescheid weiß.';
    case 'pending': return 'Der Termin ist angefragt und wartet auf seine Bestätigung im Kalender. Der Rückruf bleibt offen.';
    case 'slot_taken': return 'Die Zeit ist inzwischen vergeben. Wählen Sie eine der freien Zeiten.';
    case 'outside_window': return 'Zu dieser Zeit lässt sich nicht buchen (zu kurzfristig oder zu weit voraus). Wählen Sie eine der freien Zeiten.';
    case 'no_availability': return 'Im gesuchten Zeitraum ist nichts frei. Rufen Sie den Kunden an und suchen Sie gemeinsam weiter.';
    case 'unknown':
      if (outcome.unread === 'known') return 'Der Kalender lässt sich gerade nicht lesen, gesendet wurde nichts. Zu diesem Rückruf ist schon ein Termin vermerkt. Sehen Sie im Kalender nach, ob er steht, oder versuchen Sie es später noch einmal.';
      if (outcome.unread === 'sought') return 'Der Kalender lässt sich gerade nicht lesen, gesendet wurde nichts. Ob ein früherer Versuch angekommen ist, wird weiter nachgesehen. Versuchen Sie es später noch einmal.';
      return 'Der Kalender hat nicht eindeutig geantwortet. Ob der Termin steht, wird jetzt nachgesehen. Steht er in drei Minuten noch nicht hier, können Sie noch einmal buchen.';
    case 'failed': return 'Der Kalender hat einen Fehler gemeldet, gebucht ist nichts. Versuchen Sie es später noch einmal oder tragen Sie den Termin von Hand ein.';
    case 'past': return 'Die gewünschte Zeit ist vorbei. Wählen Sie eine andere.';
    case 'incomplete': return `Zum Buchen fehlt noch: ${outcome.missing.map((name) => MISSING_DE[name]).join(', ')}.`;
    case 'busy': return 'Genau diese Buchung wird gerade versucht. Warten Sie einen Augenblick und sehen Sie dann noch einmal nach.';
  }
}

function english(outcome: Shown): string {
  switch (outcome.kind) {
    case 'booked':
      if (outcome.overtaken) return `${outcome.adopted ? 'The appointment was in the calendar already and is here now too.' : 'The appointment is booked.'} Somebody else has closed the callback meanwhile: see whether the customer still wants it.`;
      if (outcome.adopted) return outcome.closed ? 'The appointment was in the calendar already and is here now too. The callback is done.' : 'The appointment was in the calendar already and is here now too. The callback stays open.';
      return outcome.closed ? 'The appointment is booked and the callback is done.' : 'The appointment is booked. The callback stays open until the customer knows.';
    case 'pending': return 'The appointment is requested and waits to be confirmed in the calendar. The callback stays open.';
    case 'slot_taken': return 'That time has been taken meanwhile. Choose one of the free times.';
    case 'outside_window': return 'That time cannot be booked (too soon, or too far ahead). Choose one of the free times.';
    case 'no_availability': return 'Nothing is free in the period that was searched. Call the customer and look further together.';
    case 'unknown':
      if (outcome.unread === 'known') return 'The calendar cannot be read at the moment, and nothing was sent. An appointment is already noted for this callback. See in the calendar whether it stands, or try again later.';
      if (outcome.unread === 'sought') return 'The calendar cannot be read at the moment, and nothing was sent. Whether an earlier attempt has arrived is still being looked up. Try again later.';
      return 'The calendar gave no clear answer. Whether the appointment stands is being looked up. If it is not here in three minutes, you can book again.';
    case 'failed': return 'The calendar answered with an error and nothing is booked. Try again later, or enter the appointment by hand.';
    case 'past': return 'The time that was asked for has passed. Choose another.';
    case 'incomplete': return `Still needed to book: ${outcome.missing.map((name) => MISSING_EN[name]).join(', ')}.`;
    case 'busy': return 'This very booking is being tried right now. Wait a moment and look again.';
  }
}

type Missing = Extract<Shown, { kind: 'incomplete' }>['missing'][number];
const MISSING_DE: Readonly<Record<Missing, string>> = {
  service: 'die Leistung', start: 'der Zeitpunkt', customer_name: 'der Name', contact: 'eine Telefonnummer oder E-Mail-Adresse', email: 'eine E-Mail-Adresse', calendar: 'ein verbundener Kalender für diese Leistung',
};
const MISSING_EN: Readonly<Record<Missing, string>> = {
  service: 'the service', start: 'the time', customer_name: 'the name', contact: 'a phone number or e-mail address', email: 'an e-mail address', calendar: 'a connected calendar for this service',
};
