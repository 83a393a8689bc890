import { defineConfig } from 'vitest/config';

// The tier of a test is its suffix: .test.ts runs anywhere, .pg.test.ts needs PostgreSQL (a real embedded one,
// started once per run), .e2e.test.ts starts the real program.
export default defineConfig({
  test: {
    // Some tests start two processes and a command line or two, each of which a busy machine may keep waiting for ten seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // The default of one second is less than a busy machine's pause.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { test: { name: 'pure', setupFiles: ['./test/seed.ts'], include: ['{src,demo,sim,test,admin/src}/**/*.test.ts'], exclude: ['**/*.pg.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'] } },
      { test: { name: 'pg', setupFiles: ['./test/seed.ts'], include: ['{src,demo,sim,test}/**/*.pg.test.ts'], globalSetup: ['./test/pg-server.ts'] } },
      { test: { name: 'e2e', setupFiles: ['./test/seed.ts'], include: ['{src,demo,sim,test}/**/*.e2e.test.ts'], globalSetup: ['./test/pg-server.ts', './test/built-page.ts'], fileParallelism: false } },
    ],
  },
});
