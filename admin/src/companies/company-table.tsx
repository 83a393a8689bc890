import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Say } from '../words/say.ts';
import { FIGURES } from './burning.ts';
import type { Watched } from './burning.ts';
import { CompanyRow } from './row.tsx';
import styles from './company-table.module.css';

interface CompanyTableProps {
  readonly companies: readonly Watched[];
  readonly say: Pick<Say, 'count' | 'shortMoment'>;
  readonly current: string | null;
}

/** From this width on a row is one line with columns. */
const WIDE_REM = 48;
const HEIGHTS_REM = { wide: 3.25, narrow: 4.75 } as const;
const COLUMNS = ['arisen', 'calendar', 'voice', 'lastCall', 'ledger'] as const;

/** Five hundred rows, of which those in sight are there. Figures change as they come; the order waits while somebody points at it. */
export function CompanyTable({ companies, say, current }: CompanyTableProps) {
  const { t } = useTranslation('companies');
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
  const wide = width >= WIDE_REM * rem;
  const rowHeight = rem * (wide ? HEIGHTS_REM.wide : HEIGHTS_REM.narrow);
  const rows = useMemo(() => inOrder(companies, held), [companies, held]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, getItemKey: (i) => rows[i]?.company.slug ?? i, overscan: 10 });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const hold = (): void => setHeld((before) => before ?? companies.map(({ company }) => company.slug));
  return (
    <div className={styles.area} ref={measured}>
      <div className={styles.scroller} ref={scroller} data-wide={wide} role="table" aria-label={t('title')} aria-rowcount={rows.length + 1} onMouseEnter={hold} onMouseLeave={() => setHeld(null)} onFocus={hold} onBlur={() => setHeld(null)}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.columns} aria-rowindex={1}>
            <span role="columnheader">{t('column.name')}</span>
            {FIGURES.map((figure) => <span key={figure} role="columnheader" className={styles.right}>{t(`column.${figure}`)}</span>)}
            {COLUMNS.map((column) => <span key={column} role="columnheader" data-column={column}>{t(`column.${column}`)}</span>)}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const watched = rows[index];
            return watched !== undefined && (
              <div key={key} role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${start}px)`, height: rowHeight }}>
                <CompanyRow watched={watched} say={say} current={watched.company.slug === current} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function inOrder(companies: readonly Watched[], held: readonly string[] | null): readonly Watched[] {
  if (held === null) return companies;
  const places = new Map(held.map((slug, i) => [slug, i]));
  const placeOf = ({ company }: Watched): number => places.get(company.slug) ?? held.length;
  return companies.toSorted((a, b) => placeOf(a) - placeOf(b));
}
