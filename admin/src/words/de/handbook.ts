// Around the handbook; its text is docs/handbuch.md.
export const words = {
  contents: 'Inhalt',
  german: 'Das Handbuch gibt es auf Deutsch.',
} as const;
