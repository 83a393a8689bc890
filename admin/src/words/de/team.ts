// Texts of the settings around people, branches and single days.
export const words = {
  days: {
    from: 'Von', to: 'Bis einschließlich', reason: 'Grund', allDay: 'Ganztägig', yearly: 'Jedes Jahr: {{text}}',
    added: 'Eingetragen.', removed: 'Entfernt.', remove: 'Entfernen', removeQuestion: 'Eintrag entfernen?', removeSure: 'Entfernen',
    fromFile: 'Betriebsdatei',
    keptByFile: 'Einträge mit dem Vermerk „Betriebsdatei“ stehen in der Datei, aus der dieser Betrieb eingerichtet wurde. Nehmen Sie sie dort heraus: Hier entfernt, wären sie beim nächsten Einlesen wieder da.',
  },
  staff: {
    intro: 'Wer zurückruft und wem Termine gegeben werden. Zugänge zu dieser Seite vergeben Sie unter „Zugänge“.',
    add: 'Person hinzufügen', new: 'Neue Person', none: 'Noch niemand eingetragen. Ohne Team bleiben Rückrufe bei niemandem liegen.',
    name: 'Name', email: 'E-Mail-Adresse', emailHint: 'Dorthin gehen zugewiesene Rückrufe und die Liste am Morgen.', noEmail: 'keine E-Mail-Adresse',
    roleField: 'Aufgabe', role: { staff: 'Team', manager: 'Leitung', owner: 'Inhaberin oder Inhaber', viewer: 'Nur lesen' },
    roleHint: {
      staff: 'Bekommt Rückrufe zugewiesen.', manager: 'Bekommt Rückrufe zugewiesen und wird verständigt, wenn eine Frist verpasst wird.',
      owner: 'Bekommt Rückrufe zugewiesen und wird als Letzte oder Letzter verständigt, wenn sich niemand kümmert.', viewer: 'Bekommt keine Rückrufe zugewiesen.',
    },
    branches: 'Filialen', allBranches: 'alle Filialen', noBranch: 'keine Filiale', branchNeeded: 'Bitte wählen Sie mindestens eine Filiale.',
    servicesField: 'Leistungen', servicesHint: 'Nur dafür werden Termine bei dieser Person vereinbart.', noService: 'keine Leistung', services_one: '{{count}} Leistung', services_other: '{{count}} Leistungen',
    ownHours: 'Eigene Arbeitszeiten', ownHoursHint: 'Sonst gelten die Öffnungszeiten der Filiale.', off: 'Frei',
    away: 'abwesend bis {{day}}',
    leaving: 'Nicht mehr im Team', leavingText: 'Bekommt danach keine Rückrufe und Termine mehr. Was erledigt wurde, bleibt unter dem Namen stehen.', remove: 'Aus dem Team nehmen', removeQuestion: '{{name}} aus dem Team nehmen?', removeSure: 'Herausnehmen',
  },
  absences: {
    title: 'Abwesenheiten', intro: 'Wer abwesend ist, bekommt nichts zugewiesen, und es werden keine Termine bei ihm angeboten. Was vor der Rückkehr fällig wird, geht an jemanden, der da ist.',
    none: 'In nächster Zeit ist niemand abwesend.', noneOfOne: 'Keine Abwesenheit eingetragen.', new: 'Abwesenheit eintragen', who: 'Wer', times: 'Nur zu diesen Zeiten', reasonHint: 'Den Grund sehen nur Inhaber und Leitung.', enter: 'Eintragen',
  },
  exceptions: {
    intro: 'Einzelne Tage, an denen anders geöffnet ist als sonst: Betriebsferien, halbe Tage, ein verkaufsoffener Sonntag. Anrufern schon zugesagte Fristen bleiben, wie sie sind.',
    none: 'Noch keine Ausnahme eingetragen.', new: 'Ausnahme eintragen', what: 'Was ist an diesen Tagen anders?', where: 'Filiale', everyBranch: 'Alle Filialen', yearly: 'Jedes Jahr an diesen Tagen', enter: 'Eintragen',
    kind: { closed: 'Geschlossen', hours: 'Andere Zeiten', extra: 'Zusätzlich offen' },
    kindHint: { closed: 'Den ganzen Tag oder nur zu bestimmten Zeiten.', hours: 'Statt der üblichen Öffnungszeiten, zum Beispiel ein halber Tag.', extra: 'Zusätzlich zu den üblichen Öffnungszeiten, auch an einem Feiertag.' },
    timesField: { closed: 'Nur zu diesen Zeiten', hours: 'Geöffnet', extra: 'Zusätzlich geöffnet' },
    timesOf: { closed: 'geschlossen', hours: 'geöffnet', extra: 'zusätzlich' },
    noTimes: 'Noch keine Zeit', timesNeeded: 'Bitte geben Sie mindestens eine Zeit an.', reasonHint: 'Für Ihr Team. Anrufer hören ihn nicht.',
  },
  holidays: { title: 'Feiertage', closed: 'An diesen Tagen ist von selbst geschlossen.', open: 'Diese Tage zählen als gewöhnliche Tage.', none: 'Es ist kein Land gewählt, deshalb gibt es keine Feiertage.', change: 'Ändern', since: 'ab {{time}}' },
  branches: {
    intro: 'Jede Filiale hat ihre eigenen Nummern, Zeiten und Feiertage. An der angerufenen Nummer wird sie erkannt.', add: 'Filiale hinzufügen', new: 'Neue Filiale', first: 'wenn nichts passt',
    name: 'Name der Filiale', numbers: 'Rufnummern', numbersHint: 'Eine je Zeile. Anrufe auf diese Nummern gehören zu dieser Filiale.', noNumber: 'keine Rufnummer', noRegion: 'keine Feiertage',
    region: 'Land (für Feiertage)', asCompany: 'Wie der Betrieb: {{region}}', hours: 'Öffnungszeiten',
    closing: 'Filiale schließen', closingText: 'Neue Anrufe landen dann bei den übrigen Filialen. Offene Rückrufe bleiben und lassen sich weiter erledigen.', remove: 'Filiale entfernen', removeQuestion: '{{name}} entfernen?', removeSure: 'Entfernen',
  },
  municipality: {
    label: 'Gemeinde', hint: 'In diesem Land hängen manche Feiertage von der Gemeinde ab.',
    name: { protestant: 'Überwiegend evangelisch', catholic: 'Überwiegend katholisch', augsburg: 'Stadt Augsburg', appenzell: 'Innerer Landesteil', oberegg: 'Oberegg' },
  },
} as const;
