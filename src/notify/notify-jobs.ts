// The sweeps of this folder, and what makes them prompt.
import type { Directory } from '../companies/directory.ts';
import type { JournalOnly } from '../wishes/ledger.ts';
import { deliverDue } from './deliver.ts';
import { digestSweep } from './digest-due.ts';
import { expandNotices } from './expand.ts';
import { forgetOldNotices } from './forget.ts';
import { loadSweep } from './load-due.ts';
import type { Notifying } from './means.ts';
import { tellLedger } from './tell-ledger.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';

interface NotifyJob {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<number>;
}

/** Those that something new in the outbox concerns: to be nudged when it says so. */
export const PROMPT_JOBS = ['notify.expand', 'notify.mail', 'notify.push', 'notify.sms', 'notify.webhooks'] as const;

export function notifyJobs(notify: Notifying, around: { readonly directory: Pick<Directory, 'companies' | 'company'>; readonly journalPending: (companyId: string) => readonly JournalOnly[]; readonly nudge: (job: string) => void }): NotifyJob[] {
  const { world, database } = notify;
  return [
    {
      name: 'notify.expand', everyMs: 2_000,
      run: async () => {
        const taken = await expandNotices(notify);
        if (taken > 0) for (const job of ['notify.mail', 'notify.push', 'notify.sms']) around.nudge(job);
        return taken;
      },
    },
    { name: 'notify.mail', everyMs: 2_000, run: async () => await deliverDue(notify, 'mail') },
    { name: 'notify.push', everyMs: 2_000, run: async () => await deliverDue(notify, 'push') },
    { name: 'notify.sms', everyMs: 2_000, run: async () => await deliverDue(notify, 'sms') },
    { name: 'notify.webhooks', everyMs: 2_000, run: async () => await deliverWebhooks(notify) },
    { name: 'notify.digests', everyMs: 60_000, run: digestSweep({ world, database, directory: around.directory }) },
    { name: 'notify.load', everyMs: 10 * 60_000, run: loadSweep({ world, database, directory: around.directory }) },
    { name: 'notify.forget', everyMs: 60 * 60_000, run: async () => await forgetOldNotices(notify) },
    { name: 'notify.ledger', everyMs: 5 * 60_000, run: async () => await tellLedger({ world, database, journalPending: around.journalPending }) },
  ];
}
