import { expect, onTestFinished, test, vi } from 'vitest';
import { listenForStop } from './stop-signals.ts';

test('one Ctrl-C that arrives three times (terminal, npm, launcher) is one wish; asking again later is another', async () => {
  onTestFinished(() => void vi.restoreAllMocks());
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const handlers = new Map<string | symbol, () => void>();
  vi.spyOn(process, 'on').mockImplementation((name: string | symbol, handler: () => void) => {
    handlers.set(name, handler);
    return process;
  });
  let second = 0;
  const stop = listenForStop(() => void (second += 1));
  expect(stop.signal.aborted).toBe(false);
  handlers.get('SIGINT')?.();
  now = 900;
  handlers.get('SIGINT')?.();
  handlers.get('SIGTERM')?.();
  expect([await stop.first, stop.signal.aborted, second]).toEqual(['SIGINT', true, 0]);
  now = 1_100;
  handlers.get('SIGINT')?.();
  expect(second).toBe(1);
});
