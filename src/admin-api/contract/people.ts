// People, what they are in a company, and how they sign in. zod only.
import { z } from 'zod';
import { Named } from './named.ts';

const RoleName = z.enum(['owner', 'manager', 'staff', 'viewer']);
const MemberRole = z.enum(['owner', 'manager', 'staff', 'viewer', 'agency']);
const id = z.uuid();
const instant = z.string().describe('ISO 8601 in UTC');
const email = z.email().max(254);
const name = z.string().trim().min(1).max(100);
const newPassword = z.string().min(10).max(128).describe('10 to 128 characters; length counts, kinds of characters do not');
const password = z.string().max(128);

const company = z.object({ slug: z.string(), name: z.string(), time_zone: z.string(), locale: z.enum(['de', 'en']) });
export const Session = z
  .object({
    role: RoleName.describe('What it lets you do; an agency and an operator do what an owner does'),
    company: company.nullable(),
    companies: z.array(company),
    signed_in_as: z.enum(['user', 'key', 'link']),
    actor: z.string().describe('How you are called where no member of staff is behind it, in claimed_by for example: user:<id>, key:<id>, link:<id>'),
    user: z.object({ id, name: z.string(), email: z.string(), operator: z.boolean(), two_factor: z.boolean() }).nullable(),
    operator: z.boolean().describe('Runs this installation: sees every company, and adds new ones'),
    membership: z.enum([...MemberRole.options, 'operator']).nullable().describe('What you are in this company; null for keys and sign-in links'),
    staff: Named.nullable().describe('The member of staff that you are'),
    branches: z.array(Named).nullable().describe('Those that you are limited to; null: the whole company'),
    permissions: z.array(z.string()).describe('What you may do in this company'),
  })
  .meta({ id: 'Session' });

const place = {
  role: MemberRole,
  staff: z.string().nullish().describe('Id or slug of the member of staff that this person is'),
  branches: z.array(z.string()).max(100).optional().describe('Ids or slugs of the branches that he is limited to; none: the whole company'),
};
const shownPlace = { role: MemberRole, staff: Named.nullable(), branches: z.array(Named) };

export const MemberView = z
  .object({ id: id.describe('Of the account'), name: z.string(), email: z.string(), ...shownPlace, two_factor: z.boolean(), since: instant })
  .meta({ id: 'Member' });
export const InvitationView = z
  .object({ id, email: z.string(), ...shownPlace, state: z.enum(['open', 'accepted', 'revoked', 'expired']), invited_by: z.string(), created_at: instant, expires_at: instant })
  .meta({ id: 'Invitation' });
export const InvitationMade = InvitationView.extend({ link: z.string().describe('Shown once; it is in the mail too') }).meta({ id: 'InvitationMade' });
export const InvitationShown = z.object({ company: z.string(), email: z.string(), role: MemberRole, account_exists: z.boolean() }).meta({ id: 'InvitationShown' });

export const MemberChange = z.object({ role: MemberRole.optional(), staff: place.staff, branches: place.branches });
export const InviteBody = z.object({ email, ...place });
export const AcceptBody = z.object({
  token: z.string().min(1).max(200),
  name: name.optional().describe('Needed where the address has no account yet'),
  password: newPassword.optional().describe('Of the new account; or of the one that the address has, unless you are signed in with it'),
});
export const AcceptResult = z.object({ company: z.string(), email: z.string(), new_account: z.boolean(), signed_in: z.boolean().describe('True for a new account; otherwise you are, or sign in now') }).meta({ id: 'AcceptResult' });
export const OwnAccountBody = z.object({
  name, email, password: newPassword,
  operator: z.boolean().default(false).describe('Works for every company; only with the sign-in link of an installation. Otherwise: owner of the company'),
});

export const OwnNameBody = z.object({ name });

export const SessionView = z
  .object({ id, current: z.boolean(), created_at: instant, last_used_at: instant.describe('To the day'), expires_at: instant, address: z.string().nullable(), user_agent: z.string().nullable() })
  .meta({ id: 'SignInSession' });

export const ApiKeyView = z
  .object({ id, role: RoleName, staff: Named.nullable(), branches: z.array(Named).describe('Those that it is limited to; empty: the whole company'), hint: z.string().describe('Its last four characters'), created_at: instant, revoked_at: instant.nullable() })
  .meta({ id: 'ApiKey' });
export const ApiKeyMade = ApiKeyView.extend({ key: z.string().describe('Shown once, stored nowhere') }).meta({ id: 'ApiKeyMade' });
export const ApiKeyBody = z.object({
  role: RoleName,
  staff: place.staff,
  branch_ids: z.array(z.string()).max(100).optional().describe('Ids or slugs of the branches that it is limited to; none: the whole company. An owner’s key is never limited'),
});

export const SignInBody = z.object({ email: z.string().max(254), password, remember: z.boolean().default(true).describe('False: only until the browser is closed') });
export const SignInResult = z.object({ two_factor_needed: z.boolean() }).meta({ id: 'SignInResult' });
export const CodeBody = z.object({ code: z.string().trim().min(6).max(20), trust_device: z.boolean().default(false).describe('Ask for no code on this device for 30 days') });
export const PasswordBody = z.object({ password });
export const TwoFactorStart = z.object({ totp_uri: z.string(), backup_codes: z.array(z.string()) }).meta({ id: 'TwoFactorStart' });
export const BackupCodes = z.object({ backup_codes: z.array(z.string()) }).meta({ id: 'BackupCodes' });
export const ResetRequestBody = z.object({ email: z.string().max(254) });
export const ResetBody = z.object({ token: z.string().min(1).max(200), new_password: newPassword });
export const ChangePasswordBody = z.object({ password, new_password: newPassword });
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' });
