import { createApiKey, listApiKeys, revokeApiKey, ROLES } from '../companies/api-key.ts';
import type { ApiKey } from '../companies/api-key.ts';
import { iso } from '../platform/iso.ts';
import { commandArgs, PLACE_HELP } from './command-args.ts';
import type { CommandArgs } from './command-args.ts';
import { withCompanyDatabase } from './with-company-database.ts';

export const help = `fangnetz apikey create --company SLUG --role ROLE [--staff SLUG] [--branches SLUG,SLUG]
                                                     prints the key, this once (${ROLES.join(', ')})
fangnetz apikey list [--company SLUG]               lists the keys, never their text
fangnetz apikey revoke ID                           ends one at once

${PLACE_HELP}`;

export async function run(args: readonly string[]): Promise<number> {
  const given = commandArgs(args, ['company', 'role', 'staff', 'branches'], process.env);
  const [action, ...rest] = given.operands;
  if (action === 'create' && rest.length === 0) return create(given);
  if (action === 'list' && rest.length === 0) return list(given);
  if (action === 'revoke' && rest.length === 1) return revoke(given, rest[0]!);
  console.error(help);
  return 2;
}

async function create({ config, flag }: CommandArgs): Promise<number> {
  const companySlug = flag('company');
  const role = ROLES.find((role) => role === flag('role'));
  if (companySlug === null || role === undefined) {
    console.error(`Name the company and the role: fangnetz apikey create --company SLUG --role ROLE (${ROLES.join(', ')})`);
    return 2;
  }
  const branchSlugs = (flag('branches') ?? '').split(',').map((slug) => slug.trim()).filter((slug) => slug !== '');
  const made = await withCompanyDatabase(config, (means) => createApiKey(means, { companySlug, role, staffSlug: flag('staff'), branchSlugs }));
  if (made === 'no_staff') {
    console.error(`${companySlug} has no member of staff "${flag('staff')}".`);
    return 1;
  }
  if (made === 'no_branch') {
    console.error(`${companySlug} does not have all of these branches: ${branchSlugs.join(', ')}.`);
    return 1;
  }
  if (made === 'not_limited') {
    console.error('A key of an owner sees the whole company. Leave --branches away, or take another role.');
    return 1;
  }
  if (made === 'no_company') {
    console.error(`There is no company "${companySlug}". Create it with: fangnetz apply FILE.json`);
    return 1;
  }
  // The key alone on standard output, so that a script can take it.
  console.error(`API key ${made.id} for ${companySlug} (${role}). It is shown this once:`);
  console.log(made.key);
  return 0;
}

async function list({ config, flag }: CommandArgs): Promise<number> {
  const keys = await withCompanyDatabase(config, ({ database }) => listApiKeys(database, flag('company')));
  for (const key of keys) console.log(lineOf(key));
  if (keys.length === 0) console.error('There are no API keys.');
  return 0;
}

function lineOf(key: ApiKey): string {
  const state = key.revokedAt === null ? 'valid' : `revoked ${iso(key.revokedAt)}`;
  return [key.id, key.companySlug, key.role, ...(key.branches.length === 0 ? [] : [`only ${key.branches.join(',')}`]), `…${key.hint}`, `created ${iso(key.createdAt)}`, state].join('  ');
}

async function revoke({ config }: CommandArgs, id: string): Promise<number> {
  if (await withCompanyDatabase(config, (means) => revokeApiKey(means, id))) {
    console.log(`revoked ${id}`);
    return 0;
  }
  console.error(`There is no API key ${JSON.stringify(id)}. See: fangnetz apikey list`);
  return 1;
}
