// Texts of the overview and of the proof.
export const words = {
  title: 'Übersicht',
  proof: {
    line: 'In den letzten sieben Tagen: {{wishes}} Wünsche = {{appointment}} Termine + {{open_callback}} offene Rückrufe + {{closed}} erledigt + {{rest}} übrige.',
    good: 'Kein Kundenwunsch ist verloren gegangen.',
    bad_one: 'Für {{count}} Wunsch fehlt der Nachweis.', bad_other: 'Für {{count}} Wünsche fehlt der Nachweis.',
    badNext: 'Verständigen Sie Ihre Technik und sehen Sie im Beweis nach, welche es sind.',
    more: 'Beweis ansehen',
  },
  tile: {
    open: 'Offen', overdue: 'Überfällig', urgent: 'Dringend', unassigned: 'Nicht zugewiesen', decision_needed: 'Entscheidung nötig', done_today: 'Heute erledigt',
  },
  trend: {
    title: 'Die letzten zwei Wochen', more: 'Zur Auswertung', none: 'Noch keine Rückrufe in diesem Zeitraum.', noFigure: '–',
    created: 'Neue Rückrufe', response: 'Bis zum ersten Anruf', sla: 'In der Frist', appointments: 'Daraus Termine',
    days: '{{name}}, Tag für Tag: {{values}}',
  },
  overdue: { title: 'Überfällige Rückrufe', none: 'Nichts ist überfällig.', noneText: 'Alle Rückrufe sind in der Frist.', all: 'Alle überfälligen ansehen', call: '{{name}} anrufen' },
  load: {
    title: 'Reicht das Team?',
    today: 'Heute', next: 'Nächster Öffnungstag',
    none: 'Nichts fällig.',
    line: '{{due}} fällig, das sind etwa {{needed}} Arbeit. Dafür sind {{members}} Personen mit zusammen {{hands}} da.',
    closed: 'Heute nicht mehr geöffnet.',
    enough: 'Das reicht.',
    short: 'Es fehlen {{minutes}}. Die erste Frist, die nicht zu halten ist: {{moment}}.',
    shortPlain: 'Es fehlen {{minutes}}.',
    assumed: 'Angenommen sind {{minutes}} Minuten je Rückruf; gemessen wird, sobald es genug Anrufversuche gibt.',
    measured: 'Ein Rückruf dauert hier im Mittel {{minutes}} Minuten.',
  },
  health: {
    title: 'Läuft alles?',
    calendar: 'Kalender', voice: 'Telefon', database: 'Datenbank', journal: 'Sicherung', jobs: 'Fristen und Nachfragen',
    up: 'In Ordnung', failing: 'Gestört', unknown: 'Noch nichts gebucht', notKnown: 'Nicht bekannt', degraded: 'Eingeschränkt', down: 'Ausgefallen',
    lastBooked: 'Zuletzt gebucht: {{moment}}', failures_one: '{{count}} Fehler in 24 Stunden', failures_other: '{{count}} Fehler in 24 Stunden',
    lastCall: 'Letzter Anruf: {{moment}}', noCall: 'Noch kein Anruf', silent: 'Seit Stunden kein Anruf, obwohl geöffnet ist. Rufen Sie Ihre Nummer an.',
  },
  ledger: {
    title: 'Beweis',
    wholeOnly: 'Der Beweis gilt dem ganzen Betrieb.',
    wholeOnlyText: 'Sie sehen nur diese Filialen: {{branches}}. Was einen Wunsch belegt, kann in einer anderen liegen: der Rückruf wurde dorthin gegeben, oder der Termin ist dort. Den Beweis sieht, wer den ganzen Betrieb sieht; was in Ihren Filialen offen ist, steht unter Rückrufe.',
    intro: 'Jeder Wunsch, den ein Anrufer ausgesprochen hat, wurde ein Termin, ein Rückruf oder ist mit Grund abgeschlossen. Gezählt wird aus den Einträgen selbst, nicht aus Zählern.',
    period: 'Zeitraum', week: 'Diese Woche', lastWeek: 'Letzte Woche', month: 'Dieser Monat', lastMonth: 'Letzter Monat',
    print: 'Monatsnachweis drucken',
    wishes: 'Wünsche', difference: 'Differenz', pending: 'nur in der Sicherung',
    fate: {
      appointment: 'Termin', open_callback: 'Offener Rückruf', in_progress: 'In Bearbeitung', closed: 'Abgeschlossen', merged: 'Zusammengeführt', not_a_wish: 'Kein Wunsch', erased: 'Gelöscht auf Wunsch',
    },
    fateText: {
      appointment: 'Der Termin steht, hier und im Kalender.', open_callback: 'Jemand ruft zurück.', in_progress: 'Der Anruf läuft, oder es wird nachgesehen.', closed: 'Mit Grund und Person abgeschlossen.',
      merged: 'Gehört zu einem anderen Wunsch desselben Anrufers.', not_a_wish: 'Niemand wollte etwas, mit Grund.', erased: 'Daten gelöscht, gezählt bleibt er.',
    },
    list: 'Wünsche: {{fate}}',
    intent: { book: 'Termin buchen', reschedule: 'Verschieben', cancel: 'Absagen', callback: 'Rückruf', question: 'Frage' },
    opened: 'Ausgesprochen', wanted: 'Anliegen', settled: 'Entschieden', reason: 'Grund', more: 'Weitere anzeigen', none: 'Keine in diesem Zeitraum.',
    unexplained: 'Ohne Nachweis', statement: 'Nachweis für {{company}}, {{from}} bis {{to}}', made: 'Erstellt am {{moment}}',
  },
} as const;
