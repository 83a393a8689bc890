import { actorText } from '../companies/actor.ts';
import { problem as problemOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { actorOf, companyOf } from './access.ts';
import { companiesShown } from './companies-shown.ts';
import { ChangedSettings, ChangeSettingsBody, Settings } from './contract/settings.ts';
import { CompanyQuery } from './contract.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';
import { changeSettings, readSettings } from '../settings/change-settings.ts';
import type { Settings as StoredSettings, SettingsChange } from '../settings/change-settings.ts';
import type { Json } from '../journal/journal.ts';

export function settingsRoutes(api: Api, options: AdminApiOptions): void {
  const { settings } = options;
  api.get(
    '/settings',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'The company as its file would say it', querystring: CompanyQuery, response: { 200: Settings, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const stored = await readSettings(settings, companyOf(request).id);
      if (stored === null) throw new Problem('NOT_FOUND', 'The operator’s inbox has no settings.');
      return shown(stored);
    },
  );
  api.patch(
    '/settings',
    {
      config: { needs: 'manage_company' },
      schema: { tags: ['settings'], summary: 'Changes whole sections; dry_run tells what would change', querystring: CompanyQuery, body: ChangeSettingsBody, response: { 200: ChangedSettings, ...PROBLEM_RESPONSES, 422: problemOf('A place, the reason and the remedy, each; nothing was changed') } },
    },
    async (request) => {
      const { version, dry_run: dryRun, sections } = request.body;
      const change = await changeSettings(settings, { companyId: companyOf(request).id, version, dryRun, sections: sections as { [section: string]: Json }, actor: actorText(actorOf(request)) });
      if (change.kind === 'not_found') throw new Problem('NOT_FOUND', 'The operator’s inbox has no settings.');
      if (change.kind !== 'changed') throw notChanged(change);
      // what was saved is what the next request finds: a connection that is tried right afterwards is the new one
      if (!dryRun && change.changes.length > 0) await companiesShown(options);
      return { ...shown(change.settings), changes: [...change.changes] };
    },
  );
}

/** Why a change of settings came to nothing. */
export function notChanged(change: Extract<SettingsChange, { kind: 'stale' | 'refused' }>): Problem {
  if (change.kind === 'stale') return new Problem('SETTINGS_STALE', 'The settings were changed after you had read them.');
  return new Problem('SETTINGS_REFUSED', change.problems.map(({ place, reason, remedy }) => `${place}: ${reason} — ${remedy}`).join('; '), { problems: change.problems });
}

function shown({ version, file }: StoredSettings): { version: number; settings: Record<string, unknown> } {
  return { version, settings: { ...file } };
}
