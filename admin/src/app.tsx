import { MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { schemeKeeper } from './design/scheme.ts';
import { mantineVariables, theme } from './design/theme.ts';
import { router } from './router.tsx';
import { Toasts } from './shell/toasts.tsx';

/** Given anew with each page; what Mantine writes into the page at run time carries it, and nothing else may. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// the lock of the scrolling behind a dialog writes a style, too
setNonce(nonce);

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={mantineVariables} colorSchemeManager={schemeKeeper} defaultColorScheme="auto" getStyleNonce={() => nonce} deduplicateInlineStyles>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}
