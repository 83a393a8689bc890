// Light or dark, kept under the same name that the script in index.html reads before the first paint.
import { localStorageColorSchemeManager } from '@mantine/core';

export const schemeKeeper = localStorageColorSchemeManager({ key: 'fangnetz-scheme' });
