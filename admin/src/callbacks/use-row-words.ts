import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import type { Say } from '../words/say.ts';
import { useCallerName } from './use-caller-name.ts';
import { useIsSelf } from './use-is-self.ts';
import { useStaffName } from './use-staff-name.ts';
import { useWishLine } from './use-wish-line.ts';

/** Everything that a row says, made once for all rows: a hook in each of them is what scrolling costs. */
export interface RowWords {
  readonly t: TFunction<'callbacks'>;
  readonly say: Say;
  readonly name: (callback: Callback) => string;
  readonly wish: (callback: Callback) => string;
  readonly staff: (idOrName: string) => string;
  readonly isSelf: (claimedBy: string) => boolean;
}

/** The same object until language, zone or staff change. */
export function useRowWords(): RowWords {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const name = useCallerName();
  const wish = useWishLine();
  const staff = useStaffName();
  const isSelf = useIsSelf();
  return useMemo(() => ({ t, say, name, wish, staff, isSelf }), [t, say, name, wish, staff, isSelf]);
}
