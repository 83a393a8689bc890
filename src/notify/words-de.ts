import type { NotifyWords } from './words.ts';

const callback = (who: string | null): string => (who === null ? 'Ein Rückruf' : `Der Rückruf für ${who}`);
const until = (due: string | null): string => (due === null ? '' : `, fällig ${due}`);
const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const wordsDe: NotifyWords = {
  headline: {
    assigned: ({ who, due }) => `${callback(who)} liegt bei Ihnen${until(due)}`,
    unassigned: ({ who }) => `${callback(who)} liegt nicht mehr bei Ihnen`,
    warning: ({ who, due }) => (due === null ? `${callback(who)} ist bald fällig` : `${callback(who)} ist bald fällig: ${due}`),
    overdue: ({ who, due }) => (due === null ? `${callback(who)} ist überfällig` : `${callback(who)} ist überfällig seit ${due}`),
    escalated: ({ who, reason }) => `Eskalation: ${reason ?? `${callback(who)} wird nicht bearbeitet`}`,
    claim_returned: ({ who }) => `${callback(who)} ist wieder frei`,
    mention: ({ who }) => (who === null ? 'Sie werden in einer Notiz erwähnt' : `Sie werden in einer Notiz zu ${who} erwähnt`),
    settled: ({ who }) => `${callback(who)} hat sich erledigt`,
    decision_needed: ({ who }) => `${callback(who)} braucht Ihre Entscheidung`,
    unassigned_too_long: ({ who }) => `${callback(who)} liegt bei niemandem`,
    snooze_over: ({ who }) => `${callback(who)} ist wieder dran`,
    reopened: ({ who }) => `${callback(who)} ist wieder offen`,
    attempt_due: ({ who }) => (who === null ? 'Zeit für den nächsten Versuch' : `Zeit für den nächsten Versuch bei ${who}`),
    called_again: ({ who }) => (who === null ? 'Ein Kunde hat wieder angerufen' : `${who} hat wieder angerufen`),
    load_short: ({ load }) => (load === null ? 'Heute ist mehr fällig, als zu schaffen ist' : `${load.branch}: ${load.due} Rückrufe sind heute fällig, zu schaffen sind etwa ${load.hands}`),
  },
  because: {
    assigned: () => 'Der Anrufer wartet darauf, dass Sie ihn zurückrufen.',
    unassigned: () => 'Sie brauchen hier nichts mehr zu tun.',
    warning: () => 'Bis dahin ist dem Anrufer ein Rückruf zugesagt.',
    overdue: () => 'Dem Anrufer war ein Rückruf zugesagt, und er hat ihn nicht bekommen.',
    escalated: ({ due, overdue }) => (overdue && due !== null ? `Zugesagt war der Rückruf bis ${due}. Bitte kümmern Sie sich selbst darum, oder geben Sie ihn jemandem, der Zeit hat.` : 'Bitte kümmern Sie sich selbst darum, oder geben Sie ihn jemandem, der Zeit hat.'),
    claim_returned: () => 'Sie hatten den Anrufer übernommen; die Zeit dafür ist abgelaufen. Andere können ihn jetzt übernehmen.',
    mention: () => 'Jemand aus Ihrem Team möchte, dass Sie das lesen.',
    settled: () => 'Der Kunde hat inzwischen selbst bekommen, was er wollte. Den Beleg finden Sie im Fall; dort lässt es sich auch rückgängig machen.',
    decision_needed: () => 'Der Kunde war mehrmals nicht zu erreichen. Von allein wird der Fall nicht geschlossen: Bitte entscheiden Sie, wie es weitergeht.',
    unassigned_too_long: () => 'Niemand ist zuständig. Bitte übernehmen Sie ihn, oder weisen Sie ihn jemandem zu.',
    snooze_over: () => 'Sie hatten ihn bis jetzt zurückgestellt.',
    reopened: () => 'Jemand hat ihn wieder geöffnet, weil er doch nicht erledigt ist.',
    attempt_due: () => 'Beim letzten Mal war der Kunde nicht zu erreichen; jetzt ist eine andere Tageszeit.',
    called_again: () => 'Was er diesmal wollte, steht im selben Fall; die frühere Frist gilt weiter, wenn sie die strengere ist.',
    load_short: () => 'Wenn niemand hilft, werden Zusagen nicht gehalten. Verteilen Sie die Rückrufe, oder rufen Sie die dringenden zuerst an.',
  },
  label: { due: 'Fällig', branch: 'Filiale', priority: 'Dringlichkeit', customer: 'Kunde', phone: 'Telefon', service: 'Leistung', assignee: 'Zuständig', reason: 'Grund' },
  priority: { normal: 'normal', high: 'hoch', urgent: 'dringend' },
  reasons: {
    deadline_missed: 'ein zugesagter Rückruf ist überfällig',
    attempts_failed: 'ein Kunde ist nicht zu erreichen',
    unassigned_too_long: 'ein Rückruf liegt bei niemandem',
    no_answer: 'ein Kunde ist nicht zu erreichen',
    technical_issue: 'ein technisches Problem',
    customer_complaint: 'ein Kunde beschwert sich',
    urgent_request: 'ein dringendes Anliegen',
    complex_case: 'ein schwieriger Fall',
    other: 'ein Fall für Sie',
  },
  openCase: 'Fall öffnen',
  openList: 'Liste öffnen',
  unreached: 'Diese Nachricht konnte der Person nicht zugestellt werden, für die sie bestimmt war. Deshalb bekommen Sie sie.',
  team: 'Team',
  neutral: 'Worum es geht, steht nicht in dieser E-Mail, sondern nach der Anmeldung im Fall.',
  footer: (company) => `Diese Nachricht hat Fangnetz für ${company} geschickt. Was Sie per E-Mail bekommen, stellen Sie unter Einstellungen › Benachrichtigungen ein.`,
  footerAccount: 'Diese Nachricht hat Fangnetz geschickt. Wenn Sie nichts davon wissen, brauchen Sie nichts zu tun.',
  digest: {
    subject: ({ dueToday, overdue, open }) => `Ihr Tag: ${[overdue > 0 ? `${overdue} überfällig` : null, `${dueToday} heute fällig`, `${open} offen`].filter((part) => part !== null).join(', ')}`,
    heading: (date) => `Ihr Tag, ${date}`,
    summary: ({ dueToday, overdue, open }) =>
      open === 0
        ? 'Es ist kein Rückruf offen.'
        : `${many(open, 'Rückruf ist', 'Rückrufe sind')} offen, davon ${dueToday === 0 ? 'keiner heute fällig' : `${dueToday} heute fällig`}${overdue === 0 ? '' : ` und ${overdue} schon überfällig`}.`,
    unassigned: (count) => `${many(count, 'Rückruf liegt', 'Rückrufe liegen')} bei niemandem.`,
    ledger: ({ wishes, difference }) =>
      difference === 0
        ? `Letzte sieben Tage: ${many(wishes, 'Wunsch', 'Wünsche')}, keiner verloren gegangen.`
        : `Achtung: ${many(difference, 'Wunsch', 'Wünsche')} der letzten sieben Tage ohne nachgewiesenen Verbleib. Die Betreiber sollten das sofort prüfen.`,
    row: ({ who, due, overdue }) => `${who ?? 'Rückruf'}${overdue ? ', überfällig seit' : ', fällig'} ${due}`,
  },
  bundle: {
    subject: ({ count, late }) => (late === 0 ? `${count} Meldungen zu Ihren Rückrufen` : `${count} Meldungen zu Ihren Rückrufen, ${late} davon eilig`),
    text: 'Es kam einiges zusammen. Das Dringende steht oben.',
  },
  account: {
    invitation: { subject: (from) => `Einladung zu Fangnetz${from === null ? '' : ` von ${from}`}`, text: (from) => `${from ?? 'Jemand'} lädt Sie ein, in Fangnetz mitzuarbeiten. Mit dem Knopf legen Sie Ihr Konto an.`, action: 'Einladung annehmen' },
    password_reset: { subject: () => 'Neues Passwort für Fangnetz', text: () => 'Für Ihr Konto wurde ein neues Passwort angefordert. Mit dem Knopf wählen Sie eines. Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr bisheriges Passwort gilt weiter.', action: 'Passwort wählen' },
    two_factor_changed: { subject: () => 'Die Anmeldung in zwei Schritten wurde geändert', text: () => 'Die Anmeldung in zwei Schritten für Ihr Konto wurde ein- oder ausgeschaltet. Wenn Sie das nicht waren, ändern Sie Ihr Passwort und sagen Sie Ihrer Inhaberin oder Ihrem Inhaber Bescheid.', action: 'Konto öffnen' },
  },
  validUntil: (when) => `Das geht bis ${when}.`,
  push: { title: 'Fangnetz', late: 'Fangnetz: überfällig', body: (due) => (due === null ? 'Es gibt etwas zu tun.' : `Es gibt etwas zu tun, fällig ${due}.`) },
  sms: ({ company, overdue, due, link }) => `Fangnetz, ${company}: ${overdue && due !== null ? `zugesagter Rückruf überfällig seit ${due}` : 'ein Rückruf braucht Sie'}. ${link}`,
};
