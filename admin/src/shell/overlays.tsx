import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { AREAS } from './areas.ts';
import { closeOverlay, openOverlay, overlay } from './overlay-store.ts';
import { useKeys } from './use-keys.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })));
const Help = lazy(() => import('./help.tsx').then(({ Help: component }) => ({ default: component })));

/** Palette and help, fetched when first asked for, and the keys that work on every page. */
export function Overlays() {
  const shown = useSyncExternalStore(overlay.subscribe, overlay.read);
  const navigate = useNavigate();
  useKeys({
    'mod+k': () => openOverlay('palette'),
    '?': () => openOverlay('help'),
    ...Object.fromEntries(AREAS.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
  });
  return (
    <Suspense>
      {shown === 'palette' && <Palette close={closeOverlay} />}
      {shown === 'help' && <Help close={closeOverlay} />}
    </Suspense>
  );
}
