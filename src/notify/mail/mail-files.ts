// Without a mail server: each mail is a file that any mail program opens. Complete or not there at all, and the same mail
// again is the same file.
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../platform/errors.ts';
import type { Mailer } from '../../platform/mail.ts';

export function mailFiles(directory: string): Mailer {
  return {
    send: async ({ id, raw }) => {
      const path = join(directory, `${id}.eml`);
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const file = await open(`${path}.tmp`, 'w', 0o600);
        try {
          await file.writeFile(raw);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(`${path}.tmp`, path);
        return { kind: 'accepted' };
      } catch (error) {
        return { kind: 'failed', message: messageOf(error) };
      }
    },
    close: () => undefined,
  };
}
