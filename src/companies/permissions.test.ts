import { expect, test } from 'vitest';
import { permissionsOf, refusalOf } from './permissions.ts';

const everywhere = { branches: null };

test('a viewer looks at lists and reads no word of what was said', () => {
  expect(permissionsOf({ role: 'viewer', ...everywhere })).toEqual(['read', 'ledger']);
});

test('staff work callbacks, and give none of theirs to others', () => {
  expect(permissionsOf({ role: 'staff', ...everywhere })).toEqual(['read', 'transcripts', 'ledger', 'work']);
});

test('a manager runs the company without its keys and without erasing anybody', () => {
  expect(permissionsOf({ role: 'manager', ...everywhere })).toEqual(['read', 'transcripts', 'ledger', 'work', 'assign_others', 'export', 'share_views', 'manage_calendar', 'manage_company', 'manage_people', 'audit']);
});

test('each role may do what the one below it may, so that a promotion takes nothing away', () => {
  const roles = ['viewer', 'staff', 'manager', 'owner'] as const;
  for (const [i, role] of roles.entries()) {
    for (const below of roles.slice(0, i)) expect(permissionsOf({ role, ...everywhere })).toEqual(expect.arrayContaining(permissionsOf({ role: below, ...everywhere })));
  }
});

test('whoever sees only some branches changes nothing of the whole company, be he its owner', () => {
  const limited = permissionsOf({ role: 'owner', branches: ['mitte'] });
  expect(limited).toEqual(['read', 'transcripts', 'work', 'assign_others', 'export', 'manage_calendar']);
  expect(refusalOf({ role: 'owner', branches: ['mitte'] }, 'manage_people')).toContain('some of its branches');
});

test('a refusal names the roles that would do', () => {
  expect(refusalOf({ role: 'staff', ...everywhere }, 'export')).toBe('This needs the role owner or manager; yours is staff.');
});
