// Texts of the settings around what leaves the program: notifications, mails, webhooks.
export const words = {
  company: {
    title: 'Für den ganzen Betrieb', neutral: 'Keine Namen und Anliegen in E-Mails', neutralHint: 'Betreff und Text nennen nur die Frist. Worum es geht, steht nach der Anmeldung im Fall. In Praxen bitte eingeschaltet lassen.',
    quiet: 'Nachtruhe', quietHint: 'In dieser Zeit wird nichts verschickt. Dringende überfällige Rückrufe kommen trotzdem.', quietFrom: 'Ruhe von', quietUntil: 'Ruhe bis',
    phones: 'Handynummern für den Notfall', phonesHint: 'Eine je Zeile, höchstens fünf. Eine SMS geht dorthin, wenn ein dringender Rückruf überfällig ist und sich sonst niemand kümmert.', phonesInvalid: 'Eine der Nummern ist keine Telefonnummer.',
    digest: 'Liste am Morgen', digestBegin: 'Wenn der Arbeitstag beginnt', digestBeginHint: 'Für jeden zu seiner Zeit; für Inhaber und Leitung, wenn die erste Filiale öffnet.', digestFixed: 'Zu einer festen Uhrzeit', digestFixedHint: 'Für alle gleich. Was in eine Nachtruhe fällt, kommt danach.',
    digestAround: 'Um', digestAt: 'Uhrzeit der Liste', digestClosed: 'Auch wenn geschlossen ist', digestClosedHint: 'An Ruhetagen und Feiertagen. Wer als abwesend eingetragen ist, bekommt keine.',
  },
  mine: {
    title: 'Nur für mich', intro: 'Was Ihnen gemeldet wird, und wie. In der Seite heißt: bei der Glocke.',
    what: 'Was', channel: { in_app: 'Seite', mail: 'E-Mail', push: 'Gerät' }, on: '{{kind}}: {{channel}}',
    group: { own: 'Meine Rückrufe', lead: 'Wenn ich verantwortlich bin' }, usual: 'Wieder wie vorgesehen',
    quiet: 'Meine Ruhezeit', quietValue: { company: 'Wie der Betrieb', own: 'Eigene Zeiten', off: 'Keine' }, digest: 'Liste am Morgen', digestHint: 'Eine E-Mail am Tag: was heute fällig und was überfällig ist.',
    language: 'Sprache der Meldungen', languageValue: { company: 'Wie der Betrieb', de: 'Deutsch', en: 'Englisch' },
    saved: 'Gespeichert.',
  },
  kind: {
    assigned: 'Mir zugewiesen', unassigned: 'Nicht mehr bei mir', warning: 'Bald fällig', overdue: 'Überfällig', escalated: 'Eskalation', claim_returned: 'Wieder freigegeben', mention: 'In einer Notiz erwähnt', settled: 'Von selbst erledigt',
    decision_needed: 'Entscheidung nötig', unassigned_too_long: 'Liegt bei niemandem', snooze_over: 'Zurückgestelltes ist wieder dran', reopened: 'Wieder geöffnet', load_short: 'Mehr fällig, als zu schaffen ist', digest: 'Liste am Morgen',
    called_again: 'Hat wieder angerufen', attempt_due: 'Nächster Versuch', invitation: 'Einladung', password_reset: 'Neues Passwort', two_factor_changed: 'Zwei-Schritt-Anmeldung geändert',
  },
  sent: {
    title: 'Zuletzt verschickt', none: 'Noch nichts verschickt.', failedOnly: 'Nur was nicht ankam', noneFailed: 'Alles ist angekommen.', more: 'Weitere anzeigen',
    state: { due: 'wartet', sent: 'verschickt', moot: 'nicht mehr nötig', failed: 'nicht zugestellt' }, channel: { mail: 'E-Mail', push: 'Gerät', sms: 'SMS' }, technical: 'Technischer Text',
  },
  mails: {
    intro: 'So sehen die E-Mails aus, die Ihr Team bekommt. Was Sie ergänzen, steht um den festen Text herum; Betreff und Vorschau bleiben, wie sie sind. Die Menschen darin gibt es nicht.', kind: 'Anlass', all: 'Für alle Anlässe', language: 'Sprache', german: 'Deutsch', english: 'Englisch', form: 'Ansicht', page: 'Gestaltet', text: 'Nur Text', neutral: 'Ohne Namen und Anliegen', neutralHint: 'Was wirklich gilt, stellen Sie unter „Benachrichtigungen“ ein.',
    subject: 'Betreff', previewLine: 'Vorschau im Postfach', frame: 'E-Mail: {{subject}}', group: { callbacks: 'Rückrufe', account: 'Konto' },
    own: {
      opening: 'Eigener erster Satz', openingHint: 'Eine Zeile über dem festen Text.', closing: 'Eigener Schluss', closingHint: 'Unter der Schaltfläche, höchstens acht Zeilen.',
      insert: 'Einsetzen:', standard: 'Zurück zum Standardtext', marked: '{{kind}} (ergänzt)', never: 'Diese E-Mail gehört zum Konto einer Person. Ihr Text ist fest.',
    },
    problem: {
      unknown_placeholder: '{{given}} wird hier nicht ersetzt. Möglich sind {{allowed}}.', stray_brace: 'Eine einzelne Klammer {{given}} ist übrig. Löschen Sie sie, oder setzen Sie eines davon ein: {{allowed}}.', unprintable: 'Der Text enthält Zeichen, die sich nicht darstellen lassen. Bitte tippen Sie ihn, statt ihn einzufügen.',
      too_many_lines: { one: 'Bitte in eine Zeile schreiben. Was folgt, gehört in den Schluss.', more: 'Bitte höchstens acht Zeilen.' }, too_long: { one: 'Bitte höchstens 240 Zeichen.', more: 'Bitte höchstens 600 Zeichen.' }, empty: 'Bitte etwas schreiben, oder das Feld leer lassen.',
    },
  },
  webhooks: {
    intro: 'Eigene Programme erfahren, wenn mit einem Rückruf etwas geschieht. Jede Nachricht ist unterschrieben (Standard Webhooks).', add: 'Webhook anlegen', new: 'Neuer Webhook', none: 'Noch kein Webhook. Angelegt wird er mit einer Adresse, an die geschickt wird.',
    url: 'Adresse', urlHint: 'Beginnt mit https:// und ist aus dem Internet erreichbar.', events: 'Ereignisse', eventsNeeded: 'Bitte wählen Sie mindestens ein Ereignis.', eventCount_one: '{{count}} Ereignis', eventCount_other: '{{count}} Ereignisse',
    person: 'Mit Name, Nummer und E-Mail-Adresse des Kunden', personHint: 'Nur, wenn der Empfänger sie braucht und darf.', active: 'Eingeschaltet', activeHint: 'Ausgeschaltet wird nichts mehr geschickt; was wartet, bleibt liegen und lässt sich später nachschicken.',
    urlRefused: 'An diese Adresse kann nicht geschickt werden. Sie muss mit https:// beginnen und im Internet liegen.',
    off: 'ausgeschaltet', dead_one: '{{count}} Nachricht aufgegeben', dead_other: '{{count}} Nachrichten aufgegeben', withPerson: 'mit Kundendaten',
    secret: 'Geheimnis zum Prüfen der Unterschrift', secretOnce: 'Es wird nur dieses eine Mal gezeigt. Hinterlegen Sie es jetzt beim Empfänger.', copy: 'Kopieren',
    tryOut: 'Ausprobieren', tryOutText: 'Schickt eine Nachricht mit dem Ereignis webhook.test. Sie wird nur einmal versucht.', test: 'Probenachricht schicken', testWaiting: 'Unterwegs …', testSent: 'Angekommen: Der Empfänger antwortete mit {{status}}.', testFailed: 'Nicht angekommen: Der Empfänger ist nicht zu erreichen.', testRefused: 'Nicht angenommen: Der Empfänger antwortete mit {{status}}.',
    deliveries: 'Letzte Nachrichten', noDeliveries: 'Noch keine Nachricht.', more: 'Weitere anzeigen', state: { due: 'wartet', sent: 'angekommen', dead: 'aufgegeben' }, tries_one: '{{count}} Versuch', tries_other: '{{count}} Versuche', next: 'nächster {{when}}', again: 'Noch einmal schicken', replayed: 'Wird noch einmal geschickt.',
    replayAll: 'Alles Aufgegebene nachschicken',
    ending: 'Webhook löschen', endingText: 'Der Empfänger bekommt nichts mehr, und die Liste seiner Nachrichten verschwindet.', remove: 'Löschen', removeQuestion: 'Webhook löschen?', removeSure: 'Endgültig löschen', removed: 'Gelöscht.', saved: 'Gespeichert.',
    eventName: {
      callback_created: 'Rückruf entstanden', callback_assigned: 'Zugewiesen', callback_contacted: 'Anruf versucht', callback_completed: 'Erledigt', callback_cancelled: 'Abgesagt', callback_reopened: 'Wieder geöffnet', callback_escalated: 'Eskaliert', callback_overdue: 'Überfällig', callback_settled: 'Von selbst erledigt',
      ledger_difference: 'Ein Wunsch fehlt im Beweis', webhook_test: 'Probe',
    },
  },
} as const;
