// Texts of the page above all companies.
export const words = {
  title: 'Betriebe',
  search: 'Betrieb suchen', sort: 'Reihenfolge',
  sorts: { burning: 'Was brennt, zuerst', name: 'Nach Name', open: 'Meiste offene zuerst', last_call: 'Letzter Anruf zuerst' },
  add: 'Betrieb hinzufügen',
  totals: 'Über alle Betriebe',
  total: { overdue: 'Überfällig', due_now: 'Jetzt fällig', urgent: 'Dringend', unassigned: 'Nicht zugewiesen', open: 'Offen', disturbed: 'Gestört', difference: 'Ohne Nachweis' },
  column: {
    name: 'Betrieb', overdue: 'Überfällig', due_now: 'Jetzt fällig', urgent: 'Dringend', unassigned: 'Nicht zugewiesen', open: 'Offen', arisen: 'Neu in 7 Tagen', calendar: 'Kalender', voice: 'Telefon',
    lastCall: 'Letzter Anruf', ledger: 'Beweis',
  },
  some: { overdue: '{{n}} überfällig', due_now: '{{n}} jetzt fällig', urgent: '{{n}} dringend', unassigned: '{{n}} nicht zugewiesen', open: '{{n}} offen' },
  calm: 'Nichts offen',
  problem: {
    unread: 'Zahlen gerade nicht lesbar',
    ledger_one: '{{count}} Wunsch ohne Nachweis', ledger_other: '{{count}} Wünsche ohne Nachweis',
    calendar_one: 'Kalender gestört, {{count}} Fehler in 24 Stunden', calendar_other: 'Kalender gestört, {{count}} Fehler in 24 Stunden',
    silent: 'Seit Stunden kein Anruf', voice: 'Abgleich mit Retell gescheitert', not_set_up: 'Noch nicht eingerichtet',
  },
  health: { up: 'In Ordnung', failing: 'Gestört', unknown: 'Unbekannt', missing: 'Nicht verbunden' },
  trend: 'In den letzten sieben Tagen {{now}} neue Rückrufe, in den sieben davor {{before}}',
  noCall: 'noch keiner',
  nothing: 'Kein Betrieb passt dazu.', showAll: 'Alle zeigen',
  seen: 'Stand {{moment}}, wird alle {{seconds}} Sekunden erneuert',
  first: 'Hier gibt es noch keinen Betrieb.',
  firstText: 'Legen Sie den ersten an. Danach führt die Einrichtung in etwa zehn Minuten durch Kalender, Telefon und einen Testanruf.',
  firstNotMine: 'Wer diese Installation betreibt, legt Betriebe an.',
  new: {
    title: 'Betrieb hinzufügen', name: 'Name des Betriebs', slug: 'Kürzel', slugHint: 'Steht in Adressen und Schlüsseln und bleibt für immer. Kleine Buchstaben, Ziffern und Striche.',
    locale: 'Sprache mit Anrufern', german: 'Deutsch', english: 'Englisch', region: 'Land (für Feiertage)', noRegion: 'Keine Feiertage',
    create: 'Anlegen und einrichten', cancel: 'Abbrechen', close: 'Schließen', taken: 'Dieses Kürzel hat schon ein anderer Betrieb.', refused: 'Dieses Kürzel geht nicht. Nehmen Sie ein anderes.',
  },
} as const;
