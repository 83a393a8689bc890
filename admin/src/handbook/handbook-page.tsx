// The handbook as the page shows it. It is read from docs/handbuch.md when the page is built: one text, which the browser tests walk
// through, and nothing to fetch from elsewhere. It and its pictures come only when somebody opens it.
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { must } from '../must.ts';
import { useTitle } from '../shell/use-title.ts';
import { readHandbook } from './read-handbook.ts';
import type { Block, Span } from './read-handbook.ts';
import styles from './handbook-page.module.css';

const [text] = Object.values(import.meta.glob<string>('../../../docs/handbuch.md', { query: '?raw', import: 'default', eager: true }));
const PICTURES = import.meta.glob<string>('../../../docs/handbuch/*.webp', { query: '?url', import: 'default', eager: true });
const handbook = readHandbook(must(text, 'the handbook is built in'));

export function HandbookPage() {
  const { t, i18n } = useTranslation('handbook');
  useTitle(handbook.title);
  return (
    <div className={styles.page}>
      {i18n.language !== 'de' && <p className={styles.note}>{t('german')}</p>}
      <article lang="de" className={styles.text}>
        <h1 className={styles.title}>{handbook.title}</h1>
        <Blocks blocks={handbook.intro} />
        <nav aria-label={t('contents')} className={styles.contents}>
          {handbook.sections.map(({ title }) => <a key={title} href={`#${addressOf(title)}`}>{title}</a>)}
        </nav>
        {handbook.sections.map(({ title, blocks }) => (
          <section key={title} id={addressOf(title)} className={styles.section}>
            <h2>{title}</h2>
            <Blocks blocks={blocks} />
          </section>
        ))}
      </article>
    </div>
  );
}

function addressOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-');
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return <>{blocks.map((block, i) => <One key={i} block={block} />)}</>;
}

function One({ block }: { readonly block: Block }) {
  if (block.kind === 'text') return <p><Words spans={block.spans} /></p>;
  if (block.kind === 'picture') return <img src={PICTURES[`../../../docs/handbuch/${block.name}.webp`]} alt={block.alt} loading="lazy" className={styles.picture} data-phone={block.name === 'handy'} />;
  if (block.kind === 'table') return <Table {...block} />;
  const items = block.items.map((spans, i) => <li key={i}><Words spans={spans} /></li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Table({ head, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    <table className={styles.table}>
      <thead><tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>{row.map((spans, column) => <td key={column} data-label={column > 1 ? head[column] : undefined}><Words spans={spans} /></td>)}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Words({ spans }: { readonly spans: readonly Span[] }) {
  return <>{spans.map(({ kind, text: words }, i) => (kind === 'quoted' ? <b key={i}>{words}</b> : <Fragment key={i}>{words}</Fragment>))}</>;
}
