// Texts of the settings around data protection: for how long what is kept, and what is stored of one person.
export const words = {
  rules: {
    intro: 'Wie lange was aufgehoben wird. Gelöscht wird nachts; was noch offen ist, bleibt in jedem Fall. Leere Felder: wie üblich, in grauer Schrift.', ownersOnly: 'Ändern können das nur Inhaberin und Inhaber. Sie sehen hier, was gilt.', saved: 'Gespeichert. Ab der nächsten Nacht gilt es.',
    practice: 'Arzt- oder Heilpraxis', practiceHint: 'Anrufer sind Patienten: Aufnahmen werden nicht gespeichert, außer Sie legen eine Zeit fest.',
    recordings_days: 'Aufnahmen von Anrufen', recordings_days_hint: 'Gezählt ab dem Ende des Anrufs. 0: gar nicht erst speichern.',
    transcripts_days: 'Gesprächstexte', transcripts_days_hint: 'Gezählt, seit alles aus dem Anruf erledigt ist.',
    person_days: 'Namen, Nummern, Adressen, Notizen', person_days_hint: 'Gezählt, seit der Fall erledigt und der Termin vorbei ist. Danach bleibt nur ein Zeichen, an dem derselbe Anrufer wiederzuerkennen ist.',
    counts_months: 'Wünsche und ihr Verbleib, ohne Person', counts_months_hint: 'So weit zurück reicht der Beweis.',
    audit_months: 'Protokoll', audit_months_hint: 'Wer was wann getan hat.',
    days: 'Tage', months: 'Monate', usualIs: 'Üblich: {{value}}.',
    platform: 'Auch bei der Telefonplattform löschen', platformHint: 'Zusammen mit dem Gesprächstext wird der Anruf dort gelöscht.',
  },
  forecast: {
    title: 'Was die nächste Nacht löscht', intro: 'Gezählt mit dem, was gespeichert ist.', withChanges: 'Gezählt mit dem, was Sie oben geändert und noch nicht gespeichert haben.', count: 'Mit den Änderungen zählen', nothing: 'Nichts. Alles ist jünger oder noch offen.',
    held_one: '{{count}} Eintrag wird für eine Beschwerde oder einen Anspruch zurückgehalten.', held_other: '{{count}} Einträge werden für eine Beschwerde oder einen Anspruch zurückgehalten.',
  },
  count: {
    recordings: 'Aufnahmen', transcripts: 'Gesprächstexte', call_events: 'Meldungen der Telefonplattform', calendar_events: 'Meldungen des Kalenders', callbacks: 'Rückrufe', wishes: 'Wünsche', appointments: 'Termine', local_bookings: 'Buchungen im eigenen Kalender', booking_intents: 'Buchungsversuche',
    callers: 'Nummern an Anrufen', customers: 'Kunden', inbound_calls: 'Angekündigte Anrufe', counted_wishes: 'Wünsche aus dem Beweis', counted_appointments: 'Termine aus dem Beweis', counted_calls: 'Anrufe aus dem Beweis', audit: 'Protokolleinträge',
    calls: 'Anrufe', calls_of_others: 'Anrufe anderer, in denen es um die Person ging', redacted: 'Stellen bei anderen, aus denen Nummer oder Adresse verschwinden', callbacks_cancelled: 'Abgesagte Rückrufe', platform_deletions: 'Löschaufträge an die Telefonplattform', mail_files: 'E-Mail-Dateien',
  },
  holds: { title: 'Zurückgehalten', intro: 'Für eine Beschwerde oder einen Anspruch. Davon löscht keine Nacht etwas.', callback: 'Rückruf', customer: 'Kunde', release: 'Freigeben', releaseQuestion: 'Nicht mehr zurückhalten?', releaseSure: 'Freigeben',
    here: 'Aufbewahrung', place: 'Von der Löschung ausnehmen', since: 'Zurückgehalten seit {{moment}}', reason: 'Grund', reasonHint: 'Zum Beispiel eine Beschwerde. Bis zur Freigabe wird davon nichts gelöscht.',
    usual: { customer: 'Was zu dieser Person gehört, wird nach den Fristen gelöscht.', callback: 'Dieser Anruf und sein Rückruf werden nach den Fristen gelöscht.' },
  },
  runs: {
    title: 'Bisherige Läufe', none: 'Noch kein Lauf.', kind: { retention: 'Aufbewahrung', erasure: 'Löschung einer Person', disclosure: 'Auskunft' }, machine: 'Fangnetz', underWay: 'läuft', nothing: 'nichts zu löschen', what: 'Was genau', problem: 'mit Fehler', more: 'Weitere anzeigen',
  },
  person: {
    intro: 'Wenn jemand wissen möchte, was über ihn gespeichert ist, oder gelöscht werden will. Suchen löscht nichts.', field: 'Rufnummer oder E-Mail-Adresse', search: 'Suchen', unreadable: 'Das ist weder eine Rufnummer noch eine E-Mail-Adresse.', nobody: 'Dazu ist nichts gespeichert.',
    unnamed: 'Ohne Namen', stored: 'Das ist gespeichert:', besides: 'Daneben stehen diese Angaben. Gehören sie derselben Person, suchen Sie auch danach:',
  },
  disclose: { title: 'Auskunft', text: 'Alles, was gespeichert ist, in einer Datei. Die Auskunft wird protokolliert.', download: 'Datei herunterladen' },
  erase: {
    title: 'Löschen', text: 'Name, Nummer, Adresse, Notizen und Gesprächstexte verschwinden überall. Die Wünsche zählen im Beweis weiter, ohne die Person. Das lässt sich nicht rückgängig machen.',
    appointments: 'Termine, die noch kommen', appointmentsHint: 'Sie verlieren ihren Namen. Sagen Sie sie vorher im Kalender ab, oder merken Sie sich, wer kommt, und bestätigen Sie jeden.',
    word: 'Zum Bestätigen LÖSCHEN eingeben', wordHint: 'In Großbuchstaben.', act: 'Endgültig löschen', done: 'Gelöscht', doneText: 'In diesem Programm ist von der Person nichts mehr übrig.',
    why: {
      journal: 'Ein Anruf dieser Person ist noch nicht fertig gespeichert. In wenigen Sekunden geht es.', call: 'Ein Anruf dieser Person läuft oder ist eben erst zu Ende. Bitte in einigen Minuten noch einmal.', request: 'Ein Anruf dieser Person wird gerade beantwortet. Bitte in einer Minute noch einmal.',
      booking: 'Eine Buchung dieser Person wird im Kalender noch gesucht. Bitte warten Sie, bis feststeht, ob sie gilt.', held: 'Etwas davon wird für eine Beschwerde oder einen Anspruch zurückgehalten. Geben Sie es zuerst unter „Aufbewahrung“ frei.', appointments: 'Inzwischen ist ein Termin dazugekommen. Bitte suchen Sie noch einmal.',
    },
  },
  remains: {
    title: 'Was Sie selbst erledigen müssen', calendar: 'Die Buchung {{when}} steht noch im Kalender ({{uid}}). Löschen Sie den Namen dort.', mails_one: '{{count}} E-Mail über diese Person liegt in Postfächern Ihres Teams.', mails_other: '{{count}} E-Mails über diese Person liegen in Postfächern Ihres Teams.', mention: 'Der Name steht noch bei jemand anderem; bitte ansehen.',
  },
} as const;
