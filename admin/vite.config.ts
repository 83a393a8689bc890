import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = process.env['FANGNETZ_SERVER'] ?? 'http://127.0.0.1:4321';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // a policy without data: for styles and fonts; and what is hashed is cached for good anyhow
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // What the first page needs in two files, one of which a new version of ours leaves as it is; dozens of small ones would be waited
    // for one after the other, six at a time.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules[\\/]/, tags: ['$initial'] }, { name: 'start', tags: ['$initial'] }] } } },
  },
  server: { proxy: { '/api': SERVER, '/readyz': SERVER, '/sign-in': SERVER } },
});
