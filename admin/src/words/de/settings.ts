// Texts of the settings.
export const words = {
  title: 'Einstellungen',
  group: { company: 'Betrieb', team: 'Team', callbacks: 'Rückrufe', connected: 'Anbindung', privacy: 'Datenschutz' }, partField: 'Bereich',
  part: {
    company: 'Allgemeines', branches: 'Filialen', hours: 'Öffnungszeiten', exceptions: 'Ausnahmen', services: 'Leistungen', staff: 'Mitarbeiter', absences: 'Abwesenheiten', people: 'Zugänge',
    deadlines: 'Fristen', notifications: 'Benachrichtigungen', mails: 'Mailtexte', connections: 'Verbindungen', webhooks: 'Webhooks', retention: 'Aufbewahrung', person: 'Auskunft und Löschung', audit: 'Protokoll',
  },
  chooseAll: 'Alle auswählen', chooseNone: 'Keine auswählen',
  unsaved: { title: 'Nicht gespeichert', text: 'Was Sie hier geändert haben, ist noch nicht gespeichert.', stay: 'Weiter bearbeiten', leave: 'Verwerfen und weiter' },
  cancel: 'Abbrechen',
  save: 'Speichern', saved: 'Gespeichert.', unchanged: 'Nichts geändert.', discard: 'Verwerfen',
  stale: 'Jemand anders hat die Einstellungen inzwischen geändert. Sie sehen jetzt den neuen Stand. Prüfen Sie Ihre Angaben und speichern Sie noch einmal.',
  refused: 'Diese Angabe passt nicht: {{place}}', technical: 'Technischer Text',
  notAllowed: 'Einstellungen ändert, wer den Betrieb verwaltet.', notAllowedText: 'Bitte wenden Sie sich an Inhaber oder Leitung.',
  company: {
    name: 'Name des Betriebs', locale: 'Sprache mit Anrufern', localeDe: 'Deutsch', localeEn: 'Englisch', region: 'Land (für Feiertage)', regionNone: 'Keine Feiertage',
    closedOnHolidays: 'An Feiertagen geschlossen', notifyEmails: 'Benachrichtigungen an', notifyHint: 'Eine Adresse je Zeile',
  },
  hours: {
    intro: 'Mehrere Zeiten am Tag sind möglich, zum Beispiel mit Mittagspause. Feiertage kommen von selbst dazu.',
    from: 'von', until: 'bis', add: 'Zeit hinzufügen', remove: 'Zeit entfernen', closed: 'Geschlossen', backwards: 'Eine Zeit endet, bevor sie beginnt.', overlap: 'Zwei Zeiten überschneiden sich.',
    day: { mon: 'Montag', tue: 'Dienstag', wed: 'Mittwoch', thu: 'Donnerstag', fri: 'Freitag', sat: 'Samstag', sun: 'Sonntag' },
  },
  services: {
    name: 'Leistung', minutes: 'Minuten', bookedAs: 'Gebucht als', local: 'Eigener Kalender', loadTypes: 'Termintypen von Cal.com laden', unknownType: 'Termintyp {{id}}', add: 'Leistung hinzufügen', remove: 'Entfernen', aliases: 'Auch genannt', aliasesHint: 'Durch Komma getrennt',
  },
  deadlines: {
    intro: 'Bis wann ein Rückruf gemacht sein muss. Was Anrufern schon zugesagt ist, bleibt.',
    urgent: 'Dringend', high: 'Hoch', normal: 'Normal', minutes: 'Minuten', clock: 'Gezählt wird', wall: 'durchgehend', business: 'nur Öffnungszeit',
    maxAttempts: 'Versuche, bis jemand entscheiden muss', attemptsPerDay: 'Versuche am Tag', claimMinutes: 'Minuten, bis ein übernommener Anrufer wieder frei wird', warnMinutesBefore: 'Minuten Warnung vor der Frist',
    unassignedAlarmMinutes: 'Minuten, bis nicht Zugewiesenes auffällt', escalationCooldownMinutes: 'Minuten zwischen zwei Stufen der Eskalation',
    autoAssign: 'Zuweisung', strategy: { relationship: 'Wer den Kunden kennt', service: 'Wer die Leistung macht', least_loaded: 'Wer am wenigsten hat', round_robin: 'Reihum', none: 'Von Hand' },
  },
  connections: {
    calCom: 'Cal.com', calComText: 'Der Kalender, in den gebucht wird.', key: 'Schlüssel', keyStored: 'Hinterlegt. Zum Ändern einen neuen eintragen.', address: 'Adresse',
    retell: 'Retell', retellText: 'Der Assistent am Telefon.', none: 'Noch nicht verbunden.', agents: 'Agenten', check: 'Verbindung prüfen', ok: 'In Ordnung', warning: 'Bitte ansehen', failed: 'Fehlgeschlagen',
    sync: 'Abgleich zeigen', doSync: 'Jetzt abgleichen', upToDate: 'Alles ist eingerichtet.', synced: 'Abgeglichen.', connection: 'Verbindung', agentsHint: 'Kennungen, durch Komma getrennt (agent_…)',
    noAddress: 'Retell kann diesen Server noch nicht erreichen. Er braucht eine öffentliche Adresse mit https; starten Sie ihn mit FANGNETZ_PUBLIC_URL=https://…',
  },
  people: {
    members: 'Wer Zugang hat', invite: 'Einladen', email: 'E-Mail-Adresse', role: 'Rolle', invited: 'Einladung verschickt an {{email}}.', open: 'Offene Einladungen', revoke: 'Zurückziehen', remove: 'Zugang entziehen', removeQuestion: 'Zugang wirklich entziehen?', removeSure: 'Entziehen', none: 'Noch niemand. Laden Sie Ihr Team ein.',
    twoFactor: 'Zwei-Schritt-Anmeldung', twoFactorOff: 'Nur Passwort', link: 'Einladungslink (wird nur einmal gezeigt)',
    keys: 'Schlüssel für Programme', keysText: 'Für eigene Programme und Agenturen. Ein Schlüssel wird nur einmal gezeigt.', makeKey: 'Schlüssel anlegen', keyMade: 'Neuer Schlüssel, jetzt kopieren', noKeys: 'Keine Schlüssel.', keyQuestion: 'Programme mit diesem Schlüssel kommen sofort nicht mehr herein.', keySure: 'Endgültig zurückziehen', ends: 'endet auf {{hint}}', revoked: 'zurückgezogen',
    roleName: { owner: 'Inhaberin oder Inhaber', manager: 'Leitung', staff: 'Team', viewer: 'Nur lesen', agency: 'Agentur' },
  },
  audit: {
    intro: 'Was wer wann getan hat. Einträge lassen sich nicht ändern; jeder hängt am vorigen.', when: 'Wann', who: 'Wer', what: 'Was', none: 'Noch keine Einträge.', more: 'Weitere anzeigen', machine: 'Fangnetz', callback: 'Rückruf: {{what}}',
    action: {
      callback_create: 'Rückruf angelegt', callback_export: 'Rückrufe als Tabelle geholt',
      company_create: 'Betrieb angelegt', company_apply: 'Einstellungen geändert', company_notifications: 'Benachrichtigungen geändert',
      exception_add: 'Ausnahme eingetragen', exception_remove: 'Ausnahme entfernt', absence_add: 'Abwesenheit eingetragen', absence_remove: 'Abwesenheit entfernt',
      customer_change: 'Kundendaten geändert', error_group_mark: 'Fehlergruppe eingeordnet', recording_open: 'Aufnahme angehört',
      key_create: 'Schlüssel angelegt', key_revoke: 'Schlüssel zurückgezogen',
      member_invite: 'Person eingeladen', member_join: 'Einladung angenommen', member_change: 'Zugang geändert', member_role: 'Rolle geändert', member_remove: 'Zugang entzogen', invitation_revoke: 'Einladung zurückgezogen',
      privacy_rules: 'Aufbewahrung geändert', privacy_retention: 'Nach Ablauf der Frist gelöscht', privacy_disclose: 'Auskunft erteilt', privacy_erase: 'Person gelöscht', privacy_hold: 'Löschung ausgesetzt', privacy_release: 'Löschung wieder erlaubt',
      webhook_create: 'Webhook angelegt', webhook_change: 'Webhook geändert', webhook_remove: 'Webhook gelöscht', webhook_test: 'Testnachricht geschickt',
      signin_success: 'Angemeldet', signin_failed: 'Anmeldung gescheitert', signin_password: 'Passwort stimmte, Code fehlte noch', signout: 'Abgemeldet', session_end: 'Anmeldung beendet',
      twofactor_on: 'Zweiter Schritt eingeschaltet', twofactor_off: 'Zweiter Schritt ausgeschaltet', twofactor_backup_codes: 'Ersatzcodes neu angelegt',
      password_change: 'Passwort geändert', password_reset: 'Passwort neu gesetzt', password_reset_asked: 'Neues Passwort angefordert',
    },
  },
} as const;
