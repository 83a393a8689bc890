import type { Letter } from '../letter.ts';

/** The letter for whoever reads mail as text; says everything that the page says. */
export function textOf(letter: Letter): string {
  const parts = [
    letter.heading,
    ...letter.paragraphs,
    letter.facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    letter.rows.map(({ text, href }) => `- ${text}\n  ${href}`).join('\n'),
    letter.action === null ? '' : `${letter.action.label}:\n${letter.action.href}`,
    letter.closing.join('\n'),
    `-- \n${letter.footer.join('\n')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
