// Texts of the error analytics.
export const words = {
  title: 'Auswertung',
  period: 'Zeitraum', days: { d7: '7 Tage', d30: '30 Tage', d90: '90 Tage' },
  by: 'Aufgeteilt nach', byName: { error_type: 'Fehlerart', priority: 'Dringlichkeit', source: 'Herkunft' },
  chart: 'Rückrufe je Tag', csv: 'Als CSV', png: 'Als Bild', none: 'In diesem Zeitraum gab es keine Rückrufe.',
  figure: {
    created: 'Rückrufe', completion_rate: 'Erledigt', success_rate: 'Wurden ein Termin', sla: 'In der Frist', response: 'Reaktionszeit (Mitte)', attempts: 'Versuche bis erreicht', recovered: 'Gerettete Termine', value: 'Wert',
  },
  table: { title: 'Nach Fehlerart', type: 'Fehlerart', created: 'Rückrufe', open: 'Offen', completion: 'Erledigt', success: 'Termin', sla: 'In der Frist', response: 'Reaktion' },
  hours: 'Nach Uhrzeit', weekdays: 'Nach Wochentag', weekday: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  groups: {
    title: 'Gleiche Fehler', intro: 'Fehler, die einer sind, als einer gezeigt.', none: 'Keine Fehler in diesem Zeitraum.', count_one: '{{count}}-mal', count_other: '{{count}}-mal', since: 'zuerst {{first}}, zuletzt {{last}}',
    state: { new: 'Neu', known: 'Bekannt', back_again: 'Wieder da', ignored: 'Ausgeblendet' },
    say: { known: 'Ist bekannt', ignored: 'Eine Woche ausblenden', new: 'Wieder als neu' }, hiddenUntil: 'Ausgeblendet bis {{day}}',
  },
  noFigure: '–',
} as const;
