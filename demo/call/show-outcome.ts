// The end of a played call, for a person: fate, appointment or callback, and the balance of all wishes.
import type { Outcome } from './outcome.ts';
import type { Screen } from './screen.ts';

const FATES: Readonly<Record<string, string>> = {
  appointment: 'Termine', open_callback: 'offene Rückrufe', in_progress: 'in Arbeit', closed: 'abgeschlossen', merged: 'zusammengelegt', not_a_wish: 'kein Wunsch', erased: 'gelöscht',
};
const TIME = new Intl.DateTimeFormat('de-DE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Berlin' });

export function showOutcome(screen: Screen, outcome: Outcome): void {
  const { wishes, callback, appointments, bookings, ledger } = outcome;
  screen.line();
  for (const wish of wishes) screen.fact('Wunsch', `${wish.id} (${wish.intent}) → ${wish.fate}`);
  if (wishes.length === 0) screen.fact('Wunsch', 'keiner gespeichert');
  for (const a of appointments) screen.fact('Termin', `${a.id} ${a.status}, ${a.service?.name ?? '?'} ${at(a.start)}, ${a.customer_name ?? '?'} (${a.provider} ${a.booking_uid})`);
  screen.fact('Kalender', bookings === 1 ? '1 Buchung dieses Anrufs' : `${bookings} Buchungen dieses Anrufs`);
  if (callback !== null) {
    screen.fact('Rückruf', `${callback.id} ${callback.status}: ${callback.error_type ?? 'kein Fehler'}, ${callback.priority}, ${callback.phone_number ?? 'Nummer fehlt'}`);
    if (callback.error_message !== null) screen.fact('Grund', callback.error_message);
    screen.fact('Frist', `${at(callback.due_at)} (${callback.due_because})`);
    for (const [key, value] of Object.entries(callback.metadata)) screen.fact(key === Object.keys(callback.metadata)[0] ? 'Angaben' : '', `${key}: ${String(value)}`);
    callback.timeline.forEach((entry, index) => screen.fact(index === 0 ? 'Verlauf' : '', `${at(entry.at)} ${entry.kind} (${entry.actor})`));
  }
  const fates = Object.entries(ledger.fates).filter(([, count]) => count > 0).map(([fate, count]) => `${count} ${FATES[fate] ?? fate}`);
  screen.fact('Bilanz', `${ledger.wishes} Wünsche = ${fates.join(' + ') || '0'}, Differenz ${ledger.difference}`);
}

function at(instant: string): string {
  return TIME.format(new Date(instant));
}
