import type { Letter } from './letter.ts';
import { listLink } from './notice-letter.ts';
import type { Surroundings } from './notice-letter.ts';
import { wordsFor } from './words.ts';

/** Several letters that are due for one person at once, as one: what waited through the night, or all that an outage left behind. */
export function bundleLetter(letters: readonly Letter[], around: Surroundings): Letter {
  const words = wordsFor(around.locale);
  const late = letters.filter(({ tone }) => tone === 'late');
  const subject = words.bundle.subject({ count: letters.length, late: late.length });
  return {
    subject,
    preview: words.bundle.text,
    heading: subject,
    paragraphs: [words.bundle.text],
    facts: [],
    rows: [...late, ...letters.filter(({ tone }) => tone !== 'late')].map(({ heading, action }) => ({ text: heading, href: action?.href ?? listLink(around) })),
    action: { label: words.openList, href: listLink(around) },
    closing: [],
    footer: [words.footer(around.company.name)],
    tone: late.length > 0 ? 'late' : letters.some(({ tone }) => tone === 'due') ? 'due' : 'calm',
    locale: around.locale,
  };
}
