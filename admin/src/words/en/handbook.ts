import type { words as german } from '../de/handbook.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  contents: 'Contents',
  german: 'The handbook is written in German.',
};
