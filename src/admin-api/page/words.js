// German words for what the API says, and times as people say them. No document in here.

export const ERRORS = {
  partial_booking: { word: 'Buchung unklar', colour: 'red', icon: 'question' },
  api_error: { word: 'Kalenderfehler', colour: 'orange', icon: 'plug' },
  exception: { word: 'Unerwarteter Fehler', colour: 'violet', icon: 'burst' },
  no_availability: { word: 'Kein freier Termin', colour: 'blue', icon: 'calendar' },
  none: { word: 'Ohne Fehler', colour: 'grey', icon: 'person' },
};

export const SOURCES = {
  failsafe_callback: 'Auffangnetz',
  customer_request: 'Rückrufbitte',
  anonymous_caller: 'Unterdrückte Nummer',
  call_problem: 'Problem im Gespräch',
  reconciliation: 'Abgleich',
  staff: 'Von Hand',
};

export const PRIORITIES = { urgent: 'Dringend', high: 'Hoch', normal: 'Normal' };
export const STATES = { pending: 'Neu', assigned: 'Zugewiesen', contacted: 'Kontaktiert', completed: 'Erledigt', expired: 'Verfallen', cancelled: 'Verworfen' };

const RESOLUTIONS = { settled_in_call: 'Im selben Gespräch erledigt' };
const DURING = {
  alternative_search: 'bei der Suche nach Ausweichterminen',
  availability_check: 'bei der Prüfung der Verfügbarkeit',
  booking_exception: 'beim Buchen',
};
const EVENTS = {
  created: 'Rückruf angelegt',
  joined: 'Weitere Anfrage dazugekommen',
  booking_found: 'Buchung im Kalender gefunden',
  looked_in_vain: 'Im Kalender nachgesehen, nichts gefunden',
  settled_in_call: 'Im selben Gespräch erledigt',
  raised: 'Dringlichkeit erhöht',
};
const EXPLAINED = {
  partial_booking: 'Vielleicht steht die Buchung schon im Kalender. Erst dort nachsehen, dann anrufen.',
  api_error: 'Der Kalender hat nicht richtig geantwortet.',
  exception: 'Beim Buchen ging etwas Unerwartetes schief.',
  no_availability: 'Im gewünschten Zeitraum war nichts frei.',
};

/** 'heute, 15:20' · 'morgen, 09:00' · 'Di., 1. Dez., 15:20' */
export function moment(iso, zone, now) {
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat('de-DE', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  const days = daysApart(dayIn(zone, now), dayIn(zone, at));
  if (days === 0) return `heute, ${time}`;
  if (days === 1) return `morgen, ${time}`;
  if (days === -1) return `gestern, ${time}`;
  return `${new Intl.DateTimeFormat('de-DE', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(at)}, ${time}`;
}

/** 'noch 1 h 20 min' · 'seit 2 Tagen überfällig' */
export function remaining(iso, now) {
  const minutes = Math.trunc((Date.parse(iso) - now) / 60_000);
  if (minutes === 0) return 'jetzt fällig';
  return minutes > 0 ? `noch ${span(minutes, 'Tage')}` : `seit ${span(-minutes, 'Tagen')} überfällig`;
}

function span(minutes, days) {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} ${days}`;
}

/** 'YYYY-MM-DD' of the Monday of this week, in the company's zone. */
export function mondayOf(zone, now) {
  const day = dayIn(zone, now);
  const monday = new Date(Date.UTC(day.year, day.month - 1, day.day));
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  return monday.toISOString().slice(0, 10);
}

function dayIn(zone, at) {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const part = (type) => Number(parts.find((p) => p.type === type).value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

function daysApart(from, to) {
  return (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000;
}

/** '+49 30 1234 5678': groups are read out more easily than eleven digits. Area codes of two digits are the four largest cities'. */
export function phone(number) {
  const [, country, rest] = /^(\+(?:49|43|41|1|\d{2}))(\d+)$/.exec(number) ?? [];
  if (country === undefined) return number;
  const area = country === '+49' && /^(30|40|69|89)/.test(rest) ? 2 : 3;
  return [country, rest.slice(0, area), ...(rest.slice(area).match(/\d{4}(?=\d{2})|\d+/g) ?? [])].join(' ');
}

/** What the caller wanted, in one line. */
export function wanted(callback, zone, now) {
  const { requested_time: time, requested_date: date } = callback.metadata;
  const when = isInstant(time) ? moment(time, zone, now) : [date, time].filter(Boolean).map((part) => dayWords(String(part))).join(', ');
  const window = windowWords(callback.preferred_time_window);
  const matter = [callback.service?.name, when].filter(Boolean).join(' · ') || callback.notes?.replace(/\.$/, '') || (callback.created_from === 'customer_request' ? 'Bittet um einen Rückruf' : 'Wunsch nicht genannt');
  return [matter, window && `erreichbar ${window}`].filter(Boolean).join(' · ');
}

function windowWords(window) {
  if (window === null || window === undefined) return '';
  return typeof window === 'string' ? window : Object.values(window).filter((part) => typeof part === 'string').join(' bis ');
}

function isInstant(text) {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

function dayWords(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  return new Intl.DateTimeFormat('de-DE', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(`${text}T00:00:00Z`));
}

/** The case in plain words: [term, value] pairs; empty ones are left out. */
export function facts(callback, zone, now) {
  const { metadata: m } = callback;
  return [
    ['Was passiert ist', EXPLAINED[callback.error_type]],
    ['Quelle', SOURCES[callback.created_from]],
    ['Wunsch', wanted(callback, zone, now)],
    ['Filiale', callback.branch?.name],
    ['Erreichbar', windowWords(callback.preferred_time_window)],
    ['Notiz', callback.notes],
    ['Telefon', callback.phone_number ?? callback.phone_raw],
    ['E-Mail', callback.customer_email],
    ['Buchung im Kalender', m.calcom_booking_id],
    ['Fehler trat auf', DURING[m.error_during]],
    ['Frist', callback.due_because],
    ['Angelegt', moment(callback.created_at, zone, now)],
    ['Abgeschlossen', callback.completed_at && `${moment(callback.completed_at, zone, now)} · ${RESOLUTIONS[callback.resolution] ?? callback.resolution}`],
    ['Versuche', callback.attempts_count || null],
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
}

/** For whoever looks after the technique. */
export function technical(callback) {
  const { original_error, exception_message, appointment_error, retell_call_id } = callback.metadata;
  return [callback.error_message, original_error, exception_message, appointment_error, retell_call_id && `call ${retell_call_id}`, `callback ${callback.id}`]
    .filter((part, index, all) => part && all.indexOf(part) === index)
    .join('\n');
}

export function step(kind) {
  return EVENTS[kind] ?? kind.replaceAll('_', ' ');
}

/** 'Diese Woche 128 Wünsche = 97 Termine + 4 offen + 27 erledigt' */
export function proof({ wishes, fates }) {
  const parts = [
    [fates.appointment, fates.appointment === 1 ? 'Termin' : 'Termine', true],
    [fates.open_callback, 'offen', true],
    [fates.in_progress, 'laufend', false],
    [fates.closed, 'erledigt', true],
    [fates.merged, 'zusammengeführt', false],
    [fates.not_a_wish, 'kein Wunsch', false],
    [fates.erased, 'gelöscht', false],
  ];
  const sum = parts.filter(([n, , always]) => always || n > 0).map(([n, word]) => `${count(n)} ${word}`);
  return `Diese Woche ${count(wishes)} ${wishes === 1 ? 'Wunsch' : 'Wünsche'} = ${sum.join(' + ')}`;
}

export function count(n) {
  return new Intl.NumberFormat('de-DE').format(n);
}
