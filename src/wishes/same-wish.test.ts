import { expect, test } from 'vitest';
import { wishItBelongsTo, type Candidate } from './same-wish.ts';
import type { Requested } from './wish.ts';

const wish = (requested: Requested, change: Partial<Candidate> = {}): Candidate => ({ fate: 'in_progress', requested, busy: false, ...change });
const MOTHER = { serviceId: 'cut', customerName: 'Mutter Maier', attempted: true };
const book = (requested: Requested) => ({ requested, attempts: true });

test('the mother who got no appointment does not vanish into the child’s', () => {
  expect(wishItBelongsTo([wish(MOTHER)], book({ serviceId: 'cut', customerName: 'Kind Maier' }))).toBeNull();
  expect(wishItBelongsTo([wish(MOTHER)], book({ serviceId: 'colour', customerName: 'Mutter Maier' }))).toBeNull();
});

test('another day, a fuller name, or nothing said anew corrects the wish', () => {
  for (const told of [{ serviceId: 'cut', date: '2026-12-02' }, { customerName: 'Maier' }, {}]) {
    const open = wish(MOTHER);
    expect(wishItBelongsTo([open], book(told))).toBe(open);
  }
});

test('another service before anything was tried is a change of mind; after a callback it is another wish', () => {
  const asked = { serviceId: 'cut' };
  const open = wish(asked);
  expect(wishItBelongsTo([open], book({ serviceId: 'colour' }))).toBe(open);
  expect(wishItBelongsTo([wish(asked, { fate: 'open_callback' })], book({ serviceId: 'colour' }))).toBeNull();
});

test('a booking that is being made is not joined by the next one, though a question is', () => {
  const open = wish(MOTHER, { busy: true });
  expect(wishItBelongsTo([open], book({ serviceId: 'cut' }))).toBeNull();
  expect(wishItBelongsTo([open], { requested: { serviceId: 'cut' }, attempts: false })).toBe(open);
});

test('coming back to the first service finds the first wish, not the newest', () => {
  const [colour, cut] = [wish({ serviceId: 'colour' }), wish(MOTHER)];
  expect(wishItBelongsTo([colour, cut], book({ serviceId: 'cut' }))).toBe(cut);
});
