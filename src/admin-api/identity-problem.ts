import { CODE_USED } from '../people/identity.ts';
import type { IdentityReply } from '../people/identity.ts';
import { Problem } from './problem.ts';
import type { ProblemCode } from './problem.ts';

/** better-auth's code → ours. */
const CODES: Readonly<Record<string, readonly [ProblemCode, detail: string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['SIGN_IN_REFUSED', 'There is no account with this address and password.'],
  INVALID_EMAIL: ['SIGN_IN_REFUSED', 'There is no account with this address and password.'],
  INVALID_CODE: ['CODE_REFUSED', 'This is not the code of this moment.'],
  [CODE_USED]: ['CODE_USED', 'This code was given before.'],
  INVALID_BACKUP_CODE: ['CODE_REFUSED', 'This is no backup code, or it was used already.'],
  BACKUP_CODES_NOT_ENABLED: ['CODE_REFUSED', 'This account has no backup codes.'],
  INVALID_TWO_FACTOR_COOKIE: ['CHALLENGE_OVER', 'No sign-in waits for a code.'],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['CHALLENGE_OVER', 'Too many wrong codes.'],
  ACCOUNT_TEMPORARILY_LOCKED: ['TOO_MANY_ATTEMPTS', 'Too many wrong codes for this account; it is locked for a quarter of an hour.'],
  INVALID_PASSWORD: ['PASSWORD_REFUSED', 'This is not the password of this account.'],
  INVALID_TOKEN: ['TOKEN_INVALID', 'It was used, is too old, or never was one.'],
  TOTP_ALREADY_ENABLED: ['ALREADY_THERE', 'The second factor is on. Switch it off first.'],
  TOTP_NOT_ENABLED: ['REQUEST_INVALID', 'This account has no second factor.'],
  UNAUTHORIZED: ['UNAUTHENTICATED', 'Nobody is signed in with an account.'],
};

/** What better-auth refused, as a problem of ours. Its own words are not passed on: they name its inside. */
export function refused(reply: IdentityReply): Problem {
  if (reply.status === 429 && reply.body['code'] === undefined) return new Problem('TOO_MANY_ATTEMPTS', 'Too many tries from this address. Wait a minute.');
  const known = CODES[String(reply.body['code'])];
  if (known !== undefined) return new Problem(...known);
  return reply.status < 500 ? new Problem('REQUEST_INVALID', 'This was refused.') : new Problem('INTERNAL', 'The request could not be answered.');
}
