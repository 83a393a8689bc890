import { expect, test } from 'vitest';
import { allows } from './reachable.ts';

const NOBODY = { uid: 65534, gid: 65534 };

test('the class that matches first decides, as in the kernel: an owner without the right gets no help from the others', () => {
  expect(allows({ uid: 65534, gid: 0, mode: 0o40077 }, NOBODY, 1)).toBe(false);
  expect(allows({ uid: 0, gid: 65534, mode: 0o40701 }, NOBODY, 1)).toBe(false);
  expect(allows({ uid: 0, gid: 65534, mode: 0o40710 }, NOBODY, 1)).toBe(true);
  expect(allows({ uid: 0, gid: 0, mode: 0o40711 }, NOBODY, 1)).toBe(true);
  expect(allows({ uid: 0, gid: 0, mode: 0o40700 }, NOBODY, 1)).toBe(false);
});
