export type SignInOutcome = 'signedIn' | 'codeNeeded' | 'wrong' | 'busy' | 'notReady' | 'offline';

const post = async (address: string, body: unknown): Promise<Response> =>
  await fetch(address, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Against /api/auth (better-auth). With a second factor switched on, the first answer asks for the code. */
export async function signInWithPassword({ email, password, code }: { readonly email: string; readonly password: string; readonly code: string | null }): Promise<SignInOutcome> {
  try {
    if (code !== null && code !== '') return outcomeOf(await post(`/api/auth/two-factor/${/^\s*\d{3}\s?\d{3}\s*$/.test(code) ? 'verify-totp' : 'verify-backup-code'}`, { code }));
    const response = await post('/api/auth/sign-in/email', { email, password });
    const body = (await response.clone().json().catch(() => null)) as { two_factor_needed?: boolean } | null;
    return body?.two_factor_needed === true ? 'codeNeeded' : outcomeOf(response);
  } catch {
    return 'offline'; // fetch throws for nothing else; the form says what to do
  }
}

function outcomeOf({ ok, status }: Response): SignInOutcome {
  if (ok) return 'signedIn';
  if (status === 404) return 'notReady';
  return status === 429 ? 'busy' : 'wrong';
}
