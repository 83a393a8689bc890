import { isFault } from '../platform/errors.ts';
import type { AdminApiOptions } from './options.ts';

/**
 * After a commit: what was changed is what the next request finds. Where the database goes away just then it is done all the
 * same, and read as soon as it is back; answered with 503 it would be sent again, and refused for what it did itself.
 */
export async function companiesShown({ companiesChanged }: Pick<AdminApiOptions, 'companiesChanged'>): Promise<void> {
  try {
    await companiesChanged();
  } catch (error) {
    if (!isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
  }
}
