// Texts of what comes before one has a session: an invitation, a forgotten password.
export const words = {
  invitation: {
    title: 'Willkommen bei {{company}}',
    text: 'Sie wurden mit {{email}} eingeladen. Geben Sie Ihren Namen an und wählen Sie ein Passwort.',
    existing: 'Zu {{email}} gibt es schon ein Konto. Bestätigen Sie die Einladung mit Ihrem Passwort.',
    name: 'Ihr Name',
    accept: 'Einladung annehmen',
    gone: 'Diese Einladung gilt nicht mehr.',
    goneText: 'Sie wurde schon angenommen, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue.',
  },
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  passwordHint: 'Mindestens 10 Zeichen. Länge zählt, Sonderzeichen müssen nicht sein.',
  reset: {
    title: 'Passwort vergessen',
    text: 'Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.',
    email: 'E-Mail-Adresse',
    send: 'Link schicken',
    sent: 'Falls es zu dieser Adresse ein Konto gibt, ist der Link unterwegs. Er gilt eine Stunde.',
    chooseTitle: 'Neues Passwort wählen',
    choose: 'Passwort ändern',
    changed: 'Ihr Passwort ist geändert. Sie können sich jetzt anmelden.',
    gone: 'Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.',
    again: 'Neuen Link anfordern',
  },
  toSignIn: 'Zur Anmeldung',
} as const;
