// docs/handbuch.md as what it consists of: for the page that shows it, and for the test that walks through it. Of Markdown only what
// the handbook uses; anything else is an error and not a text with asterisks in it.

/** What stands in „…“ is a word of the page. */
export interface Span {
  readonly kind: 'plain' | 'quoted';
  readonly text: string;
}

export type Block =
  | { readonly kind: 'text'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly (readonly Span[])[])[] }
  | { readonly kind: 'picture'; readonly name: string; readonly alt: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Handbook {
  readonly title: string;
  readonly intro: readonly Block[];
  readonly sections: readonly Section[];
}

const PICTURE = /^!\[(?<alt>[^\]]+)\]\(handbuch\/(?<name>[\w-]+)\.webp\)$/;
const ITEM = /^(?:\d+\.|-) (?<text>.+)$/;

export function readHandbook(markdown: string): Handbook {
  const [head = '', ...sections] = markdown.trim().split(/^## /m);
  const [title = '', ...intro] = head.split('\n');
  if (!title.startsWith('# ')) throw new Error('the handbook has no title');
  return {
    title: title.slice(2),
    intro: blocksOf(intro.join('\n')),
    sections: sections.map((section) => ({ title: section.split('\n', 1)[0] ?? '', blocks: blocksOf(section.slice(section.indexOf('\n'))) })),
  };
}

function blocksOf(text: string): Block[] {
  return text.trim().split(/\n{2,}/).filter((block) => block !== '').map(blockOf);
}

function blockOf(text: string): Block {
  const lines = text.split('\n');
  const picture = PICTURE.exec(text)?.groups;
  if (picture !== undefined) return { kind: 'picture', name: picture['name'] ?? '', alt: picture['alt'] ?? '' };
  if (text.startsWith('|')) return tableOf(lines);
  const items = lines.map((line) => ITEM.exec(line)?.groups?.['text']);
  const whole = items.filter((item) => item !== undefined);
  if (whole.length === lines.length) return { kind: 'list', ordered: !text.startsWith('-'), items: whole.map(spansOf) };
  return { kind: 'text', spans: spansOf(lines.join(' ')) };
}

function tableOf(lines: readonly string[]): Block {
  const [head = [], ruler, ...rows] = lines.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  if (ruler?.every((cell) => cell === '---') !== true || rows.some((row) => row.length !== head.length)) throw new Error(`this is no table: ${lines[0]}`);
  return { kind: 'table', head, rows: rows.map((row) => row.map(spansOf)) };
}

function spansOf(text: string): Span[] {
  if (/[*_`<[\]#]|^ /.test(text)) throw new Error(`the handbook uses a mark that its page does not know: ${text}`);
  return text.split(/(?=„)|(?<=“)/).map((part) => (part.startsWith('„') ? { kind: 'quoted', text: part } : { kind: 'plain', text: part }));
}
