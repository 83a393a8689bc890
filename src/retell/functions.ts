// The functions of the voice contract (contract section 3) as a voice agent is to see them: what each is for, what it
// is given and what is said meanwhile. Only the name that is meant to be used is registered; the others are served too.

interface Property {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  readonly enum?: readonly string[];
}

export interface FunctionDefinition {
  readonly name: string;
  /** Other names under which the same function is served, for agents that were built before. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly properties: Readonly<Record<string, Property>>;
  readonly required: readonly string[];
  /** Said while it runs; null where it answers at once. */
  readonly meanwhile: string | null;
}

const text = (description: string): Property => ({ type: 'string', description });

const AS_SAID = 'genau so, wie es gesagt wurde; nicht umrechnen';
const WHEN = {
  date: text(`Tag, ${AS_SAID}: „morgen“, „nächsten Dienstag“, „am 3. Dezember“. (day, in the caller's own words)`),
  time: text(`Uhrzeit oder Zeitraum, ${AS_SAID}: „halb drei“, „nachmittags“, „nach 17 Uhr“. (time, in the caller's own words)`),
};
const SERVICE = { service: text('Gewünschte Leistung, wie der Anrufer sie nennt: „Herrenhaarschnitt“. (service)') };
const STAFF = { staff: text('Gewünschter Mitarbeiter, nur wenn einer genannt wurde. (staff member, only if named)') };
const NAME = { customer_name: text('Name des Anrufers, nur wenn er ihn genannt hat; niemals erfinden. (caller\'s name, never invented)') };
const PHONE = { customer_phone: text('Rückrufnummer, nur wenn der Anrufer eine andere nennt oder seine unterdrückt ist. (phone number, only if told)') };
const CUSTOMER = { ...NAME, ...PHONE, customer_email: text('E-Mail-Adresse, nur wenn genannt. (e-mail, only if told)') };
const NOTES = { notes: text('Besondere Wünsche in Stichworten. (notes)') };
const OLD = {
  old_date: text(`Tag des bestehenden Termins, ${AS_SAID}. (day of the existing appointment)`),
  old_time: text(`Uhrzeit des bestehenden Termins, ${AS_SAID}. (its time)`),
};

const LOOKING = 'Einen Moment bitte, ich sehe im Kalender nach.';

export const FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: 'check_availability', aliases: [],
    description: 'Prüft, ob ein Termin frei ist. Vor jeder Buchung aufrufen. Bucht nichts und reserviert nichts.',
    properties: { ...SERVICE, ...WHEN, ...STAFF, ...NAME, ...PHONE }, required: ['service'], meanwhile: LOOKING,
  },
  {
    name: 'get_alternatives', aliases: ['find_next_available'],
    description: 'Nennt die nächsten freien Termine, wenn der gewünschte nicht passt oder der Anrufer „so bald wie möglich“ sagt.',
    properties: { ...SERVICE, ...WHEN, ...STAFF }, required: ['service'], meanwhile: LOOKING,
  },
  {
    name: 'book_appointment', aliases: ['start_booking', 'confirm_booking', 'collect_appointment_data'],
    description: 'Bucht den Termin. Erst aufrufen, wenn der Anrufer Leistung, Tag und Uhrzeit ausdrücklich bestätigt hat. Gebucht ist nur, was mit status "booked" beantwortet wird.',
    properties: { ...SERVICE, ...WHEN, ...STAFF, ...CUSTOMER, ...NOTES }, required: ['service', 'date', 'time', 'customer_name'],
    meanwhile: 'Einen Moment bitte, ich trage das ein.',
  },
  {
    name: 'reschedule_appointment', aliases: [],
    description: 'Verschiebt einen bestehenden Termin des Anrufers. Erst aufrufen, wenn er die neue Zeit ausdrücklich bestätigt hat. Verschoben ist nur, was mit status "rescheduled" beantwortet wird.',
    properties: {
      ...OLD,
      new_date: text(`Neuer Tag, ${AS_SAID}. (new day)`), new_time: text(`Neue Uhrzeit, ${AS_SAID}. (new time)`),
      ...SERVICE, ...NAME, appointment_id: text('Nur eine appointment_id, die eine Funktion in diesem Gespräch genannt hat. (only an id that a function returned)'),
    },
    required: ['new_date'], meanwhile: 'Einen Moment bitte, ich ändere das.',
  },
  {
    name: 'cancel_appointment', aliases: [],
    description: 'Sagt einen bestehenden Termin des Anrufers ab. Erst aufrufen, wenn er die Absage ausdrücklich bestätigt hat. Abgesagt ist nur, was mit status "cancelled" beantwortet wird.',
    properties: {
      ...OLD, ...SERVICE, ...NAME, reason: text('Grund, nur wenn genannt. (reason)'),
      appointment_id: text('Nur eine appointment_id, die eine Funktion in diesem Gespräch genannt hat. (only an id that a function returned)'),
    },
    required: [], meanwhile: 'Einen Moment bitte, ich sage das ab.',
  },
  {
    name: 'query_appointment', aliases: [],
    description: 'Nennt die kommenden Termine des Anrufers.',
    properties: { date: WHEN.date, ...SERVICE, ...NAME }, required: [], meanwhile: LOOKING,
  },
  {
    name: 'request_callback', aliases: [],
    description: 'Hält einen Rückruf für das Team fest: wenn der Anrufer darum bittet, eine Beschwerde oder Frage hat, die du nicht beantworten kannst, oder sonst nichts weiterhilft.',
    properties: {
      reason: text('Anliegen in einem Satz, mit den Worten des Anrufers. (what it is about)'), ...NAME, ...PHONE, ...SERVICE,
      preferred_time_window: text('Wann der Rückruf passt, nur wenn genannt: „ab 17 Uhr“. (when to call back)'),
      priority: { type: 'string', enum: ['normal', 'high', 'urgent'], description: '„urgent“ nur, wenn der Anrufer es eilig macht. (priority)' },
    },
    required: ['reason'], meanwhile: 'Einen Moment bitte, ich notiere das.',
  },
  {
    name: 'check_customer', aliases: [],
    description: 'Sagt, ob der Anrufer bekannt ist und welche Termine er hat. Am Anfang des Gesprächs, falls nützlich.',
    properties: { ...NAME }, required: [], meanwhile: null,
  },
  { name: 'list_services', aliases: [], description: 'Nennt alle Leistungen.', properties: {}, required: [], meanwhile: null },
  {
    name: 'get_service_info', aliases: [],
    description: 'Nennt Dauer und Einzelheiten einer Leistung.', properties: { ...SERVICE }, required: ['service'], meanwhile: null,
  },
  {
    name: 'get_opening_hours', aliases: [],
    description: 'Nennt die Öffnungszeiten, der ganzen Woche oder eines Tages.', properties: { date: WHEN.date }, required: [], meanwhile: null,
  },
  {
    name: 'parse_date', aliases: [],
    description: 'Rechnet eine Zeitangabe des Anrufers in ein Datum um. Nie selbst rechnen.', properties: { ...WHEN }, required: [], meanwhile: null,
  },
  {
    name: 'initialize_call', aliases: ['get_current_context'],
    description: 'Nennt heutiges Datum, Uhrzeit, Salon und was über den Anrufer bekannt ist. Einmal am Anfang.', properties: {}, required: [], meanwhile: null,
  },
  {
    name: 'reserve_slot', aliases: [],
    description: 'Hält einen freien Termin einige Minuten frei, während noch nach Namen und Nummer gefragt wird. Ist keine Buchung.',
    properties: { ...SERVICE, ...WHEN, ...STAFF }, required: ['service', 'date', 'time'], meanwhile: null,
  },
  {
    name: 'release_slot_reservation', aliases: [],
    description: 'Gibt einen freigehaltenen Termin wieder frei, wenn der Anrufer ihn doch nicht will.',
    properties: { ...SERVICE, ...WHEN }, required: [], meanwhile: null,
  },
];

export interface WantedTool {
  readonly type: 'custom';
  readonly name: string;
  readonly [key: string]: unknown;
}

/** The tool object that Retell is given (voice-platforms.md A8). */
export function toolOf(definition: FunctionDefinition, at: { readonly url: string; readonly timeoutMs: number }): WantedTool {
  const { name, description, properties, required, meanwhile } = definition;
  return {
    type: 'custom', name, description, url: at.url, method: 'POST', args_at_root: false,
    timeout_ms: at.timeoutMs,
    // Repeating is safe: a request that comes again gets the same answer and causes nothing a second time.
    max_retry: 1,
    ...(meanwhile === null
      ? { speak_during_execution: false }
      : { speak_during_execution: true, execution_message_type: 'static_text', execution_message_description: meanwhile, enable_typing_sound: true }),
    // Without it an agent whose function failed says nothing at all.
    speak_after_execution: true,
    response_variables: { fangnetz_status: 'status', fangnetz_message: 'message', fangnetz_wish_id: 'wish_id' },
    parameters: { type: 'object', properties, required },
  };
}
