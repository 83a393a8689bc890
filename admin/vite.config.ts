import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = process.env['FANGNETZ_SERVER'] ?? 'http://127.0.0.1:4321';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    manifest: true,
    // a policy without data: for styles and fonts; and what is hashed is cached for good anyhow
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // what every page needs, in one file instead of a dozen that are found one after the other
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tanstack|i18next|react-i18next|@floating-ui)[\\/]/ }] } } },
  },
  server: { proxy: { '/api': SERVER, '/readyz': SERVER, '/sign-in': SERVER } },
});
