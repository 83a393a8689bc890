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
  toSignIn: 'To the sign-in',
};
