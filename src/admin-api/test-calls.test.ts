import { expect, test } from 'vitest';
import { REHEARSAL_FAULTS } from '../rehearsal/faults.ts';
import { TestCallFault } from './contract/test-calls.ts';

test('a test call can fail in every way that the API offers, and offers every way in which it can fail', () => {
  expect(TestCallFault.options).toEqual([...REHEARSAL_FAULTS]);
});
