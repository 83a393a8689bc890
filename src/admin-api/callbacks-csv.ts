// The list as a file for a spreadsheet: all that the filters show, a page of keys at a time, so that a company with a
// hundred thousand callbacks costs no more memory than one with ten.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { CallbackView } from '../callbacks/callback-view.ts';
import { listCallbacks } from '../callbacks/list-callbacks.ts';
import { actorText } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { CSV_START, csvRow } from '../platform/csv.ts';
import type { Place } from '../platform/keyset.ts';
import { actorOf, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { filtersOf, looking } from './callback-filters-asked.ts';
import { CallbackExportQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

const PAGE = 500;

export function callbacksCsvRoute(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/callbacks.csv',
    {
      config: { needs: 'export' },
      schema: {
        tags: ['callbacks'], summary: 'The list as CSV (semicolons, UTF-8 with a byte order mark), everything that the filters show', querystring: CallbackExportQuery,
        response: { 200: { description: 'One row per callback', content: { 'text/csv': { schema: z.string() } } }, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      const company = companyOf(request);
      const now = world.clock.now();
      const query = { ...looking(request, now), filters: filtersOf(request.query, request, now), sort: request.query.sort, limit: PAGE };
      const { company: _slug, sort: _sort, ...asked } = request.query;
      // What leaves the program is written down before it does; and while the database is away this is a problem document, not half a file.
      const first = await inScope(request, async (tx) => {
        const page = await listCallbacks(tx, { ...query, after: null });
        await appendAudit(tx, company.id, { at: now, actor: actorText(actorOf(request)), action: 'callback.export', subject: { kind: 'company', id: company.id }, detail: { filters: Object.keys(asked) } });
        return page;
      });
      const next = async (after: Place): Promise<typeof first> => await inScope(request, async (tx) => await listCallbacks(tx, { ...query, after }));
      reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${fileName(company, now)}"`);
      return await reply.send(Readable.from(rows(company, first, next)) as unknown as string);
    },
  );
}

type Page = Awaited<ReturnType<typeof listCallbacks>>;

async function* rows(company: Company, first: Page, next: (after: Place) => Promise<Page>): AsyncGenerator<string> {
  yield CSV_START + csvRow(COLUMNS.map(({ de, en }) => (company.locale === 'de' ? de : en)));
  for (let page = first; ; page = await next(page.next)) {
    yield page.items.map((callback) => csvRow(COLUMNS.map(({ value }) => value(callback, company)))).join('');
    if (page.next === null) return;
  }
}

/** 'rueckrufe-salon-nord-2026-12-01.csv' */
function fileName({ slug, locale, timeZone }: Company, now: number): string {
  return `${locale === 'de' ? 'rueckrufe' : 'callbacks'}-${slug}-${isoInZone(now, timeZone).slice(0, 10)}.csv`;
}

interface Column {
  readonly de: string;
  readonly en: string;
  readonly value: (callback: CallbackView, company: Company) => string | number | null;
}

/** '2026-12-01 10:00', as the clock of the company shows it: a spreadsheet takes it for a time. */
function local(at: string | null, { timeZone }: Company): string | null {
  return at === null ? null : isoInZone(Date.parse(at), timeZone).slice(0, 16).replace('T', ' ');
}

/** As on the page (admin/src/words/de): whoever looks for „Buchung unklar“ has to find it in the file too. */
const WORDS: Readonly<Record<string, string>> = {
  pending: 'neu', assigned: 'zugewiesen', contacted: 'wartet', completed: 'erledigt', cancelled: 'verworfen', expired: 'verfallen',
  normal: 'normal', high: 'hoch', urgent: 'dringend',
  partial_booking: 'Buchung unklar', api_error: 'Kalenderfehler', exception: 'Unerwarteter Fehler', no_availability: 'Nichts frei',
  failsafe_callback: 'Fangnetz', customer_request: 'Kundenwunsch', anonymous_caller: 'Unterdrückte Nummer', call_problem: 'Problem im Gespräch', reconciliation: 'Abgleich', staff: 'Von Hand',
  appointment_booked: 'Termin gebucht', answered: 'Frage beantwortet', no_longer_needed: 'Kein Bedarf mehr', solved_otherwise: 'Anders gelöst', duplicate: 'Doppelt', other: 'Sonstiges',
  settled_in_call: 'Im selben Gespräch erledigt', settled_by_customer: 'Vom Kunden selbst erledigt',
};
const word = (value: string | null, { locale }: Company): string | null => (value === null || locale === 'en' ? value : (WORDS[value] ?? value));

const COLUMNS: readonly Column[] = [
  { de: 'Status', en: 'Status', value: ({ status }, company) => word(status, company) },
  { de: 'Priorität', en: 'Priority', value: ({ priority }, company) => word(priority, company) },
  { de: 'Fällig', en: 'Due', value: ({ due_at: at }, company) => local(at, company) },
  { de: 'Überfällig', en: 'Overdue', value: ({ overdue }, { locale }) => (locale === 'de' ? (overdue ? 'ja' : 'nein') : overdue ? 'yes' : 'no') },
  { de: 'Kunde', en: 'Customer', value: ({ customer_name: name }) => name },
  { de: 'Telefon', en: 'Phone', value: ({ phone_number: number, phone_raw: raw }) => number ?? raw },
  { de: 'E-Mail', en: 'E-mail', value: ({ customer_email: email }) => email },
  { de: 'Filiale', en: 'Branch', value: ({ branch }) => branch?.name ?? null },
  { de: 'Leistung', en: 'Service', value: ({ service }) => service?.name ?? null },
  { de: 'Zuständig', en: 'Assigned to', value: ({ assignee }) => assignee?.name ?? null },
  { de: 'Grund', en: 'Error type', value: ({ error_type: type }, company) => word(type, company) },
  { de: 'Herkunft', en: 'Created from', value: ({ created_from: from }, company) => word(from, company) },
  { de: 'Kategorie', en: 'Category', value: ({ category }) => category },
  { de: 'Angelegt', en: 'Created', value: ({ created_at: at }, company) => local(at, company) },
  { de: 'Erreicht', en: 'Contacted', value: ({ contacted_at: at }, company) => local(at, company) },
  { de: 'Erledigt', en: 'Completed', value: ({ completed_at: at }, company) => local(at, company) },
  { de: 'Ergebnis', en: 'Resolution', value: ({ resolution }, company) => word(resolution, company) },
  { de: 'Versuche', en: 'Attempts', value: ({ attempts_count: count }) => count },
  { de: 'Nächster Versuch', en: 'Next attempt', value: ({ next_attempt_at: at }, company) => local(at, company) },
  { de: 'Notizen', en: 'Notes', value: ({ notes }) => notes },
  { de: 'ID', en: 'ID', value: ({ id }) => id },
];
