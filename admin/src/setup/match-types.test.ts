import { expect, test } from 'vitest';
import type { ServiceSection } from '../settings/file.ts';
import { applied, decidedOf, proposed } from './match-types.ts';
import type { EventType } from './match-types.ts';

const type = (id: number, title: string, more: Partial<EventType> = {}): EventType => ({ id, title, minutes: 30, hidden: false, email_required: false, requires_confirmation: false, ...more });
const service = (name: string, eventTypeId: number | null = null): ServiceSection =>
  ({ slug: name.toLowerCase(), name, aliases: [], minutes: 45, calendar: eventTypeId === null ? { provider: 'local' } : { provider: 'cal.com', eventTypeId } });

test('a company without services is proposed all of them but the hidden ones, each as a service of its own', () => {
  const matches = proposed([], [type(1, 'Färben & Schneiden'), type(2, 'Intern', { hidden: true }), type(3, 'Färben  Schneiden')]);
  expect(matches.map(({ offered }) => offered)).toEqual([true, false, true]);
  expect(applied([], matches)).toMatchObject([
    { slug: 'faerben-schneiden', name: 'Färben & Schneiden', minutes: 30, calendar: { provider: 'cal.com', eventTypeId: 1 } },
    { slug: 'faerben-schneiden-2', calendar: { provider: 'cal.com', eventTypeId: 3 } },
  ]);
});

test('a service keeps the type that it has, one of the same name gets the new type, and nothing else is offered by itself', () => {
  const services = [service('Waschen', 9), service('Schnitt')];
  const matches = proposed(services, [type(7, 'Waschen'), type(8, 'schnitt', { minutes: 20 }), type(9, 'Ganz anders')]);
  expect(matches.map(({ service: slug, offered }) => [slug, offered])).toEqual([[null, false], ['schnitt', true], ['waschen', true]]);
  expect(applied(services, matches)).toEqual([{ ...services[0], minutes: 30 }, { ...services[1], minutes: 20, calendar: { provider: 'cal.com', eventTypeId: 8 } }]);
});

test('what is not offered changes no service', () => {
  const services = [service('Waschen', 9)];
  expect(applied(services, [{ type: type(9, 'Waschen'), offered: false, service: 'waschen' }])).toEqual(services);
});

test('what was decided stays when the types are loaded again, and a type that is new at Cal.com is there', () => {
  const decided = new Map([[1, { offered: false }]]);
  const before = decidedOf(proposed([], [type(1, 'Waschen')]), decided);
  const after = decidedOf(proposed([], [type(1, 'Waschen'), type(2, 'Färben')]), decided);
  expect([before, after].map((matches) => matches.map((match) => [match.type.id, match.offered]))).toEqual([[[1, false]], [[1, false], [2, true]]]);
});
