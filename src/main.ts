// Puts the server together: the one place that builds the World and gives every part what it needs. Starts and stays
// up without a database; what cannot be done then is said by /readyz.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { adminApi } from './admin-api/admin-api.ts';
import { forgetOldKeys } from './admin-api/idempotency-rows.ts';
import { createSignIns, type SignIns } from './admin-api/sign-in.ts';
import { reconcileDueBookings, type BookingsJob } from './aftercare/bookings-job.ts';
import { noticeLostCalls } from './aftercare/notice-lost-calls.ts';
import type { Reconciling } from './aftercare/reconcile-retell.ts';
import { reconcileDue } from './aftercare/reconciliation-job.ts';
import { settleCalls, type Aftercare } from './aftercare/settle-calls.ts';
import { settleDeeds } from './aftercare/settle-deeds.ts';
import { followUp } from './booking/follow-up.ts';
import { applyDueEvents } from './calendar-events/apply-due.ts';
import { calendarRoutes } from './calendar-events/routes.ts';
import { CALENDAR_ENTRY, resumeCalendarEvent } from './calendar-events/take-event.ts';
import { calendars } from './calendar/calendars.ts';
import { coverAbsences } from './callbacks/cover-absences.ts';
import { returnClaims } from './callbacks/return-claims.ts';
import { sweepDue } from './callbacks/sweep-due.ts';
import { verifyApiKey } from './companies/api-key.ts';
import { openDirectory, type LiveDirectory } from './companies/load-directory.ts';
import { liveCalls } from './intake/live-calls.ts';
import { holdsFunctionsOf, namesAWish, rememberFromJournal, resumeEntry } from './intake/resume.ts';
import { retellRoutes } from './intake/retell/routes.ts';
import { takeFetchedCall } from './intake/take-fetched-call.ts';
import type { Intake } from './intake/turn.ts';
import { startJobs } from './jobs/loop.ts';
import { createDrain } from './journal/drain.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { realDisk } from './journal/real-disk.ts';
import { mailFiles } from './notify/mail/mail-files.ts';
import type { Notifying } from './notify/means.ts';
import { notifyJobs, PROMPT_JOBS } from './notify/notify-jobs.ts';
import { senderOf } from './notify/sender.ts';
import { smsGateway } from './notify/sms/gateway.ts';
import { OUTBOX_CHANNEL } from './outbox/enqueue.ts';
import { enqueueMail } from './outbox/enqueue-mail.ts';
import { operatorAddresses } from './people/accounts.ts';
import { forgetExpired } from './people/forget-expired.ts';
import { openPeople } from './people/open-people.ts';
import type { People } from './people/people.ts';
import type { Config } from './platform/config.ts';
import type { EmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.ts';
import { isFault, messageOf } from './platform/errors.ts';
import { createLog } from './platform/log.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { openPostgres, type Postgres } from './platform/postgres.ts';
import { smtpMailer } from './platform/real-smtp.ts';
import { realWorld } from './platform/real-world.ts';
import { openSecrets, type Secrets } from './platform/secrets.ts';
import { createRehearsals } from './rehearsal/rehearse.ts';
import { isUuid } from './platform/uuid.ts';
import { forgetMailFiles } from './privacy/mail-files.ts';
import { deleteAtPlatform } from './privacy/platform-deletions.ts';
import { sweepRetention } from './privacy/retention-job.ts';
import type { World } from './platform/world.ts';

const VERSION = '0.1.0';
const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

export interface Surroundings {
  readonly databaseUrl: string;
  /** Null where DATABASE_URL names a PostgreSQL of its own. */
  readonly postgres: EmbeddedPostgres | null;
  /** A plain line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Aborted when the program is asked to end while it starts. */
  readonly signal: AbortSignal;
  /** What a demo adds once everything stands; returns how to end it and whom the sign-in link is for. */
  readonly demo?: (parts: ServerParts) => Promise<Demo | null>;
}

export interface Demo {
  readonly companyId: string;
  stop(): Promise<void>;
}

export interface ServerParts {
  readonly config: Config;
  readonly world: World;
  readonly database: Postgres;
  readonly directory: LiveDirectory;
  readonly secrets: Secrets;
  readonly address: string;
  readonly postgres: EmbeddedPostgres | null;
  readonly say: (line: string) => void;
}

export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

export async function startServer(config: Config, surroundings: Surroundings): Promise<Server> {
  const { say, signal } = surroundings;
  const world = realWorld(createLog({ level: config.logLevel }), config);
  const metrics = createMetrics();
  const secrets = await openSecrets({ secret: config.secret, dataDir: config.dataDirectory, random: world.random });
  const database = openPostgres({ url: surroundings.databaseUrl, world, budgetMs: config.databaseBudgetMs });
  const migrations = keepMigrating({ world, url: surroundings.databaseUrl, signal, say });
  await migrations.firstTry;
  const journal = await openJournal({ directory: join(config.dataDirectory, 'journal'), disk: realDisk, clock: world.clock, log: world.log });
  const directory = await openDirectory({ database, world, secrets, dataDir: config.dataDirectory });
  const intake: WholeIntake = {
    world, database, journal, directory, metrics,
    calendars: calendars({ world, database, directory, observe: (operation, outcome, ms) => metrics.calendarSeconds(operation, outcome, ms / 1000) }),
    live: liveCalls(),
    node: { id: await nodeId(config.dataDirectory, world), boot: world.ids.next() },
    answerBudgetMs: config.answerBudgetMs,
    databaseBudgetMs: config.databaseBudgetMs,
  };
  rememberFromJournal(intake);
  const ending = new AbortController();
  const listening: { address: string | null } = { address: null };
  const notify = notifyingOf({ config, secrets, intake, database, signal: ending.signal, listening });
  const jobs = startJobs(world, [
    ...jobsOf(intake, metrics, secrets, ending.signal),
    { name: 'people.forget_expired', everyMs: 600_000, run: async () => await forgetExpired(database, world.clock.now()) },
    ...notifyJobs(notify, { directory, journalPending: (companyId) => wishesInJournal(journal, companyId), nudge: (job) => jobs.nudge(job) }),
  ]);
  const stopNudging = [
    database.onStateChange(() => jobs.nudge('journal.drain')),
    database.listen(OUTBOX_CHANNEL, () => {
      for (const job of PROMPT_JOBS) jobs.nudge(job);
    }),
  ];
  const signIns = createSignIns({ clock: world.clock, random: world.random });
  const people = peopleOf({ config, world, database, secrets });
  const app = await buildApp({ config, intake, directory, journal, jobs, signIns, notify, people });
  const address = await listen(app, config);
  listening.address = address;
  const demo = (await surroundings.demo?.({ config, world, database, directory, secrets, address, postgres: surroundings.postgres, say })) ?? null;
  announce({ config, address, signIns, demo, say, isEmpty: directory.ready() && directory.companies().every(({ kind }) => kind === 'operator') });
  return {
    address,
    stop: async () => {
      await app.close();
      await demo?.stop();
      for (const stop of stopNudging) stop();
      migrations.stop();
      ending.abort();
      await jobs.stop();
      notify.mailer.close();
      await directory.close();
      await database.close();
      await journal.close();
    },
  };
}

/** The jobs ask an account for its list as well, which no call does. */
type WholeIntake = Intake & { readonly calendars: ReturnType<typeof calendars> };

function jobsOf(intake: WholeIntake, metrics: Metrics, secrets: Secrets, signal: AbortSignal) {
  const { world, database, directory, journal } = intake;
  const drain = createDrain({ journal, concurrency: 8, log: world.log, handle: async (entry) => (entry.kind === CALENDAR_ENTRY ? await resumeCalendarEvent(intake, entry) : await resumeEntry(intake, entry)) });
  const bookings: BookingsJob = { world, database, directory, calendars: intake.calendars, startedAt: world.clock.now() };
  const aftercare: Aftercare = { world, database, directory, metrics, unsettled: (companyId, retellCallId) => holdsFunctionsOf(journal, companyId, retellCallId) };
  const reconciling: Reconciling = { world, database, directory, signal, takeCall: async (connection, event) => await takeFetchedCall(intake, connection, event) };
  return [
    { name: 'journal.drain', everyMs: 1_000, run: async () => await drainJournal(journal, drain) },
    { name: 'booking.follow_up', everyMs: 1_000, run: async () => await followUp({ world, database, directory, calendars: intake.calendars }) },
    { name: 'calendar.apply_events', everyMs: 1_000, run: async () => await applyDueEvents({ world, database, directory }) },
    { name: 'calendar.reconcile', everyMs: 60_000, run: async () => await reconcileDueBookings(bookings) },
    { name: 'callbacks.watch', everyMs: 1_000, ...sweepDue({ world, database, directory, metrics }) },
    { name: 'callbacks.return_claims', everyMs: 1_000, ...returnClaims({ world, database, directory, metrics }) },
    { name: 'callbacks.cover_absences', everyMs: 60_000, ...coverAbsences({ world, database, directory, metrics }) },
    { name: 'calls.settle', everyMs: 1_000, run: async () => await settleCalls(aftercare) },
    { name: 'callbacks.settle_deeds', everyMs: 1_000, run: async () => await settleDeeds({ world, database, directory, metrics }) },
    { name: 'calls.notice_lost', everyMs: 10_000, run: async () => await noticeLostCalls(aftercare) },
    { name: 'privacy.retention', everyMs: 60_000, run: async () => await sweepRetention({ world, database, secrets, signal }) },
    { name: 'privacy.delete_at_platform', everyMs: 10_000, run: async () => await deleteAtPlatform({ world, database, directory, signal }) },
    { name: 'idempotency.forget', everyMs: 600_000, run: async () => await forgetOldKeys(database, world.clock.now()) },
    // Aborted at the end: what waits for Retell must not keep the server from stopping.
    { name: 'calls.reconcile', everyMs: 30_000, run: async () => await reconcileDue(reconciling, 'recent') },
    { name: 'calls.reconcile_month', everyMs: 60_000, run: async () => await reconcileDue(reconciling, 'nightly') },
  ];
}

function notifyingOf(parts: { config: Config; secrets: Secrets; intake: WholeIntake; database: Postgres; signal: AbortSignal; listening: { readonly address: string | null } }): Notifying {
  const { config, secrets, intake, database, signal, listening } = parts;
  const { world, metrics } = intake;
  return {
    world, database, secrets, metrics,
    mailer: config.smtpUrl === null ? mailFiles(join(config.dataDirectory, 'mail')) : smtpMailer(config.smtpUrl),
    mailFrom: senderOf(config),
    sms: config.smsUrl === null ? null : smsGateway({ world, url: config.smsUrl, secret: config.smsSecret }),
    operator: { mail: config.operatorMail, phone: config.operatorPhone },
    operatorAccounts: async () => await operatorAddresses(database),
    baseUrl: () => config.publicUrl ?? listening.address ?? `http://${config.host}:${config.port}`,
    ending: signal,
    allowPrivate: config.webhookAllowPrivate,
  };
}

function wishesInJournal(journal: Journal, companyId: string | null) {
  return journal.unsettled().filter((entry) => namesAWish(entry.body, companyId));
}

async function drainJournal(journal: Journal, drain: ReturnType<typeof createDrain>): Promise<number> {
  const entries = journal.unsettled();
  if (entries.length === 0) return 0;
  const outcome = await drain.run(entries);
  if (outcome.stopped !== null) throw outcome.stopped;
  return outcome.settled;
}

async function buildApp(parts: { config: Config; intake: Intake; directory: LiveDirectory; journal: Journal; jobs: ReturnType<typeof startJobs>; signIns: SignIns; notify: Notifying; people: People }): Promise<FastifyInstance> {
  const { config, intake, directory, journal, jobs, signIns, notify, people } = parts;
  const app = Fastify({ logger: false, forceCloseConnections: 'idle', trustProxy: config.publicUrl !== null });
  await app.register(retellRoutes, { intake, ready: () => directory.ready() && intake.database.state() === 'up' });
  await app.register(calendarRoutes, { intake: { ...intake, onStored: () => jobs.nudge('calendar.apply_events') } });
  await app.register(adminApi, {
    world: intake.world,
    database: intake.database,
    directory: intake.directory,
    calendars: intake.calendars,
    testCalls: createRehearsals(intake),
    settings: { database: intake.database, world: intake.world, secrets: notify.secrets },
    companiesChanged: async () => await directory.refresh(),
    publicUrl: config.publicUrl,
    answerBudgetMs: config.answerBudgetMs,
    journal: () => journal.status(),
    journalPending: (companyId) => wishesInJournal(journal, companyId),
    unsettled: () => journal.unsettled(),
    forgetMails: async (needles) => await forgetMailFiles(join(config.dataDirectory, 'mail'), needles),
    jobs: () => jobs.status(),
    verifyApiKey: async (key) => await verifyApiKey(intake.database, key),
    signIns,
    notify,
    metrics: intake.metrics,
    version: VERSION,
    secureCookies: secureCookies(config),
    people,
    requestsPerMinute: config.apiRequestsPerMinute,
  });
  return app;
}

function peopleOf({ config, world, database, secrets }: { config: Config; world: World; database: Postgres; secrets: Secrets }): People {
  return openPeople({
    world, database, accounts: database,
    secret: secrets.mac('sessions', { owner: 'people', field: 'identity' }),
    secureCookies: secureCookies(config),
    baseUrl: () => config.publicUrl ?? `http://${config.host}:${config.port}`,
    enqueue: async (tx, companyId, mail) => await enqueueMail(tx, { companyId, secrets }, { ...mail, at: world.clock.now() }),
  });
}

function secureCookies({ publicUrl }: Config): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  const address = await app.listen({ port: config.port, host: config.host });
  const { port } = new URL(address);
  return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
}

function announce(shown: { config: Config; address: string; signIns: SignIns; demo: Demo | null; say: (line: string) => void; isEmpty: boolean }): void {
  const { config, address, signIns, demo, say, isEmpty } = shown;
  const token = signIns.issue(demo === null ? { kind: 'operator' } : { kind: 'company', companyId: demo.companyId });
  if (isEmpty) say('no company yet: the sign-in link leads through the set-up, in about ten minutes');
  say(`admin page: ${config.publicUrl ?? address}/`);
  say(`sign in once, within 15 minutes: ${config.publicUrl ?? address}/sign-in?token=${token}`);
  say(`fangnetz ready on ${address}`);
}

const FIRST_TRY_MS = 15_000;
const RETRY_MS = 2_000;

/** Migrates as soon as the database can be reached. A database that is away must not keep the calls out. */
function keepMigrating(means: { world: World; url: string; signal: AbortSignal; say: (line: string) => void }) {
  const ending = new AbortController();
  const signal = AbortSignal.any([means.signal, ending.signal]);
  let failed: unknown = null;
  let seeAway = (): void => undefined;
  const away = new Promise<void>((resolve) => (seeAway = resolve));
  const done = (async () => {
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        const applied = await migrate({ url: means.url, directory: MIGRATIONS, world: means.world, signal });
        if (applied.length > 0) means.say(`database prepared: ${applied.length} migrations`);
        return;
      } catch (error) {
        if (!isFault(error, 'DATABASE_UNAVAILABLE')) {
          failed = error;
          if (tries > 0) means.world.log.error({ event: 'migration.failed', error: messageOf(error) }, 'the database could not be migrated');
          return;
        }
        if (tries === 0) means.say('the database cannot be reached; calls are accepted into the journal until it is back');
        seeAway();
        await means.world.clock.sleep(RETRY_MS, signal).catch(() => undefined);
      }
    }
  })();
  const firstTry = (async () => {
    const stop = new AbortController();
    // One that refuses is not waited for: until this server listens, no call is kept anywhere.
    await Promise.race([done, away, means.world.clock.sleep(FIRST_TRY_MS, stop.signal).catch(() => undefined)]);
    stop.abort();
    // A database that is there but cannot be brought to this version is a mistake to mend, not an outage to sit out.
    if (failed !== null) throw failed;
  })();
  return { firstTry, stop: () => ending.abort() };
}

/** Survives restarts, so that a node recognises the flights of its own earlier boot. */
async function nodeId(dataDirectory: string, world: World): Promise<string> {
  const path = join(dataDirectory, 'node-id');
  const known = await readFile(path, 'utf8').then((text) => text.trim(), () => '');
  if (isUuid(known)) return known;
  const id = world.ids.next();
  await writeFile(path, `${id}\n`, { mode: 0o600 }).catch((error: unknown) =>
    world.log.warn({ event: 'node_id.not_kept', error: messageOf(error) }, 'the id of this node could not be kept'),
  );
  return id;
}
