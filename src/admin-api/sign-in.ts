// Signing in without an account, for whoever can read what the server printed at its start: a link that works
// once, also where nobody has an account yet, or the last owner lost his. Its sessions live in memory and end with
// the process. People with an account sign in by src/people/identity.ts.
import { createHash } from 'node:crypto';
import type { Clock, EpochMs, Random } from '../platform/world.ts';

/** What a session may see: one company as its owner, or every company of this installation. */
export type SignInScope = { readonly kind: 'company'; readonly companyId: string } | { readonly kind: 'operator' };

const SIGN_IN_LINK_MS = 15 * 60_000;
export const SESSION_MS = 12 * 3_600_000;
const HELD_MAX = 1_000;

export interface SignIns {
  /** A token for `/sign-in?token=…`: valid for 15 minutes, once. */
  issue(scope: SignInScope): string;
  /** The session's secret for the cookie; null where the token is unknown, used or too old. */
  redeem(token: string): string | null;
  /** null: no such session, or it has ended. */
  session(secret: string): SignInScope | null;
  /** Nothing happens where there is no such session. */
  end(secret: string): void;
}

interface Held {
  readonly scope: SignInScope;
  readonly untilAt: EpochMs;
}

export function createSignIns(means: { clock: Clock; random: Random }): SignIns {
  const { clock, random } = means;
  const links = new Map<string, Held>();
  const sessions = new Map<string, Held>();
  // Only hashes are held: a dump of the memory, or a slip in a log, opens no session.
  const hold = (held: Map<string, Held>, scope: SignInScope, ms: number): string => {
    const secret = Buffer.from(random.bytes(32)).toString('base64url');
    const [oldest] = held.keys();
    if (held.size >= HELD_MAX && oldest !== undefined) held.delete(oldest);
    held.set(hashOf(secret), { scope, untilAt: clock.now() + ms });
    return secret;
  };
  const find = (held: Map<string, Held>, secret: string): SignInScope | null => {
    const entry = held.get(hashOf(secret));
    if (entry === undefined) return null;
    if (entry.untilAt > clock.now()) return entry.scope;
    held.delete(hashOf(secret));
    return null;
  };
  return {
    issue: (scope) => hold(links, scope, SIGN_IN_LINK_MS),
    redeem: (token) => {
      const scope = find(links, token);
      if (scope === null) return null;
      links.delete(hashOf(token));
      return hold(sessions, scope, SESSION_MS);
    },
    session: (secret) => find(sessions, secret),
    end: (secret) => void sessions.delete(hashOf(secret)),
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
