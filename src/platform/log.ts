import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { LogLevel } from './config.ts';
import { redact } from './redact.ts';
import type { Log } from './world.ts';

export interface LogOptions {
  readonly level: LogLevel;
  /** Default: standard output, written synchronously so that the last line before a crash is there. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object per line: `level` as a word, `time` as ISO 8601 in UTC, `event`, the other fields, `msg`.
 * Fields that name people or hold keys are redacted (redact.ts); messages are not, so nothing of the sort goes there.
 */
export function createLog({ level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino's own serializer would put back what redact left out.
      serializers: { err: (value: unknown) => value },
      formatters: { level: (label) => ({ level: label }), log: redact },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
