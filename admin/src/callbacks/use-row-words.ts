import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import type { Say } from '../words/say.ts';
import { useCallerName } from './use-caller-name.ts';
import { useStaffName } from './use-staff-name.ts';
import { useWishLine } from './use-wish-line.ts';

/** Everything that a row says, made once for all rows: a hook in each of them is what scrolling costs. */
export interface RowWords {
  readonly t: TFunction<'callbacks'>;
  readonly say: Say;
  readonly name: (callback: Callback) => string;
  readonly wish: (callback: Callback) => string;
  readonly staff: (idOrName: string) => string;
}

/** The same object until language, zone or staff change. */
export function useRowWords(): RowWords {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const name = useCallerName();
  const wish = useWishLine();
  const staff = useStaffName();
  return useMemo(() => ({ t, say, name, wish, staff }), [t, say, name, wish, staff]);
}
