// A real process under test: its lines as they come, its end, and the certainty that nothing of it stays behind.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Program {
  readonly pid: number;
  /** Everything written so far, standard output and error together. */
  readonly lines: readonly string[];
  /** The first line, past or future, that matches; rejects when the program ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  /** Stops reading: what it writes from now on fails. */
  closeOutput(): void;
}

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly file?: string;
}

/** Starts it (on this Node unless `file` says otherwise); killed at the end of the test if it still runs. */
export function runProgram(options: ProgramOptions): Program {
  const program = startProgram(options);
  onTestFinished(() => program.kill('SIGKILL'));
  return program;
}

/** For a program that outlives a test: whoever starts it ends it. */
export function startProgram({ args, file, env, ...rest }: ProgramOptions): Program {
  return observe(spawn(file ?? process.execPath, args, { ...rest, env: { PATH: '/usr/bin:/bin', ...env }, stdio: ['pipe', 'pipe', 'pipe'] }));
}

function observe(child: ChildProcess): Program {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const wake = (): void => waiting.forEach((check) => check());
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      resolve(code ?? signal ?? 'unknown');
      wake();
    });
  });
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined && !over) return;
          waiting.delete(check);
          if (found === undefined) reject(new Error(`ended without ${pattern}:\n${lines.join('\n')}`));
          else resolve(found);
        };
        waiting.add(check);
        check();
      }),
    kill: (signal) => void child.kill(signal),
    closeOutput: () => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()),
    tell: (line) => void child.stdin?.write(`${line}\n`),
  };
}
