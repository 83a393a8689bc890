import type { words as german } from '../de/account.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  invitation: {
    title: 'Welcome to {{company}}',
    text: 'You were invited as {{email}}. Tell us your name and choose a password.',
    existing: 'There is an account for {{email}} already. Confirm the invitation with your password.',
    name: 'Your name',
    accept: 'Accept the invitation',
    gone: 'This invitation is no longer valid.',
    goneText: 'It was accepted already, withdrawn, or has expired. Ask for a new one.',
  },
  password: 'Password',
  newPassword: 'New password',
  passwordHint: 'At least 10 characters. Length counts; special characters are not needed.',
  reset: {
    title: 'Forgotten password',
    text: 'We send you a link with which you choose a new one.',
    email: 'E-mail address',
    send: 'Send the link',
    sent: 'If there is an account for this address, the link is on its way. It is valid for an hour.',
    chooseTitle: 'Choose a new password',
    choose: 'Change the password',
    changed: 'Your password is changed. You can sign in now.',
    gone: 'This link is no longer valid. Ask for a new one.',
    again: 'Ask for a new link',
  },
  own: { title: 'My account', noAccount: 'You are here with a sign-in link. You get an account of your own by an invitation: Settings, “Access”.' },
  factor: {
    title: 'Signing in with two steps',
    off: 'For now your password is enough. With a code from an app on your phone nobody gets in who only knows the password.',
    on: 'Switched on: signing in asks for a code from your app.',
    enable: 'Switch on', disable: 'Switch off', newCodes: 'New backup codes', goOn: 'Continue', isOff: 'Your password is enough to sign in now.',
    confirm: 'Your password, to confirm', wrongPassword: 'The password is not right.',
    scan: 'Scan the picture with an app for sign-in codes, and enter the code that it shows.', picture: 'Picture to scan with the app', openApp: 'Open the app on this device', byHand: 'Or type in this key:', code: 'Code from the app',
    codes: 'Backup codes', codesText: 'In case you do not have your phone at hand. Each works once. They are shown only now: print them, or put them into a password manager.',
    kept: 'I have kept them', copy: 'Copy',
  },
  toSignIn: 'To the sign-in',
};
