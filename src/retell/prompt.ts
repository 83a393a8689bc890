// What an agent has to be told so that it uses the functions well. To be pasted into its prompt; German, because the
// callers are.

/** `functions`: names of those that are registered; rules about others are left out. */
export function promptFragment(given: { readonly companyName: string | null; readonly functions: ReadonlySet<string> }): string {
  const has = (...names: string[]): boolean => names.some((name) => given.functions.has(name));
  const changes = has('reschedule_appointment', 'cancel_appointment');
  const rules = [
    'Jede Antwort einer Funktion enthält `message`. Sag diesen Satz, sinngemäß und vollständig, und füge nichts hinzu, was nicht darin steht.',
    'Sag „gebucht“, „eingetragen“ oder „reserviert“ erst, wenn `book_appointment` mit `status` „booked“ geantwortet hat. Bei jedem anderen `status` ist nichts gebucht, auch nicht bei „available“ oder „pending_confirmation“.',
    ...(changes ? ['Ebenso „verschoben“ nur bei `status` „rescheduled“ und „abgesagt“ nur bei „cancelled“.'] : []),
    'Versprich einen Rückruf oder eine Uhrzeit dafür nur, wenn sie in `message` steht.',
    'Gib Tag und Uhrzeit genau so weiter, wie der Anrufer sie sagt („nächsten Dienstag“, „halb drei“, „nach der Arbeit“). Rechne nie selbst ein Datum aus; lies das Datum aus `message` vor.',
    'Frag nach, was fehlt, eines nach dem anderen: Leistung, Tag, Uhrzeit, Name. Fragt `message` etwas, dann stell genau diese Frage. Erfinde nie einen Namen, eine Nummer oder eine Leistung; was nicht gesagt wurde, lass weg.',
    'Bevor du buchst' + (changes ? ', verschiebst oder absagst' : '') + ': wiederhole Leistung, Tag und Uhrzeit in einem Satz und warte auf ein klares Ja.',
    'Passt eine Zeit nicht, nenne die `alternatives` mit ihrem Text `spoken`, höchstens drei. Lehnt der Anrufer alle ab, biete einen Rückruf an.',
    'Ruf eine Funktion nicht ein zweites Mal mit denselben Angaben auf, auch wenn die Antwort dauert.',
    'Antwortet eine Funktion nicht oder mit einem Fehler: sag, dass du es gerade nicht prüfen kannst, und ruf `request_callback` auf. Nenne nie technische Einzelheiten.',
    'Will der Anrufer einen Menschen sprechen, beschwert er sich oder fragst du zum zweiten Mal vergeblich nach: `request_callback` mit seinem Anliegen in seinen Worten.',
    'Ist die Nummer unterdrückt (`{{user_number}}` ist „anonymous“), frag vor einem Rückruf nach einer Telefonnummer und wiederhole sie Ziffer für Ziffer.',
    'Beende das Gespräch erst, wenn der Wunsch beantwortet ist: Termin bestätigt, Rückruf notiert, oder der Anrufer wollte nichts davon.',
  ];
  const title = given.companyName === null ? '## Termine und Rückrufe' : `## Termine und Rückrufe bei ${given.companyName}`;
  return [title, '', ...rules.map((rule, i) => `${i + 1}. ${rule}`), ''].join('\n');
}
