import { ApiError, sendOutside } from '../api/client.ts';

export type SignInOutcome = 'signedIn' | 'codeNeeded' | 'wrong' | 'wrongCode' | 'usedCode' | 'codeOver' | 'busy' | 'offline' | 'unavailable';

interface Given {
  readonly email: string;
  readonly password: string;
  /** Of the second factor, once the first answer has asked for it; also a backup code. */
  readonly code: string | null;
}

export async function signInWithPassword({ email, password, code }: Given): Promise<SignInOutcome> {
  try {
    if (code !== null && code !== '') {
      await sendOutside(`/api/auth/two-factor/${/^\d{6}$/.test(code.replaceAll(' ', '')) ? 'verify-totp' : 'verify-backup-code'}`, { code });
      return 'signedIn';
    }
    const { two_factor_needed: codeNeeded } = await sendOutside<{ two_factor_needed: boolean }>('/api/auth/sign-in/email', { email, password });
    return codeNeeded ? 'codeNeeded' : 'signedIn';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.problem?.code === 'CODE_REFUSED') return 'wrongCode';
    if (error.problem?.code === 'CODE_USED') return 'usedCode';
    if (error.problem?.code === 'CHALLENGE_OVER') return 'codeOver';
    return error.kind === 'busy' || error.kind === 'offline' || error.kind === 'unavailable' ? error.kind : 'wrong';
  }
}
