// The list of callbacks, live. Rows never move under the pointer: what is new is announced and comes when asked for.
import { count, ERRORS, mondayOf, proof, SOURCES } from './words.js';
import { el, fill, icon, rowOf, tick } from './rows.js';

const OPEN = 'pending,assigned,contacted';
const VIEWS = {
  open: { word: 'Offen', query: { status: OPEN, sort: 'due_at' }, n: (f) => ['pending', 'assigned', 'contacted'].reduce((sum, s) => sum + (f.status[s] ?? 0), 0) },
  overdue: { word: 'Überfällig', query: { overdue: 'true', sort: 'due_at' }, n: (f) => f.tabs.overdue },
  closed: { word: 'Erledigt', query: { status: 'completed,cancelled,expired', sort: '-created_at' }, n: (f) => ['completed', 'cancelled', 'expired'].reduce((sum, s) => sum + (f.status[s] ?? 0), 0) },
};
const PAGE = 50;
const $ = (id) => document.getElementById(id);

const params = new URLSearchParams(location.search);
const state = {
  company: params.get('company'), view: params.get('view') in VIEWS ? params.get('view') : 'open', error: params.get('error') ?? '', source: params.get('source') ?? '',
  zone: 'Europe/Berlin', skewMs: 0, next: null, fresh: 0, ledger: null, run: 0, blind: false,
};
const view = { get zone() { return state.zone; }, now: () => Date.now() + state.skewMs, load: (id) => api(`callbacks/${id}`).catch(() => null) };

class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem?.code;
  }
}

async function api(path, query = {}) {
  const search = new URLSearchParams(Object.entries({ ...query, company: state.company ?? '' }).filter(([, value]) => value !== ''));
  const response = await fetch(`/api/v1/${path}?${search}`, { headers: { accept: 'application/json' } });
  const date = Date.parse(response.headers.get('date') ?? '');
  // the deadline counts by the server's clock, and the header has whole seconds
  if (Math.abs(date - Date.now()) > 30_000) state.skewMs = date - Date.now();
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

function query() {
  return { ...VIEWS[state.view].query, error_type: state.error, created_from: state.source };
}

async function start() {
  try {
    const session = await api('session');
    if (session.company === null) return choose(session.companies);
    state.company = session.company.slug;
    state.zone = session.company.time_zone;
    showCompany(session);
    await reload();
    listen();
    setInterval(tickAll, 30_000);
    setInterval(ready, 15_000);
    await ready();
  } catch (error) {
    fail(error);
  }
}

/** Draws everything anew; what the reader asked for. */
async function reload() {
  const run = ++state.run;
  $('list').setAttribute('aria-busy', 'true');
  const [list, all, shown, ledger] = await fetchAll(PAGE);
  if (run !== state.run) return;
  state.next = list.next_cursor;
  drawFrame(all, shown, ledger);
  drawRows(list.items);
  announceFresh(0);
  $('list').setAttribute('aria-busy', 'false');
}

function fetchAll(limit) {
  const { sort: _sort, error_type: _error, created_from: _source, ...inView } = query();
  return Promise.all([api('callbacks', { ...query(), limit: Math.min(200, limit) }), api('callbacks/facets'), api('callbacks/facets', inView), api('ledger', { from: mondayOf(state.zone, view.now()) })]);
}

/** Something has changed: known rows are brought up to date where they stand, new ones are announced. */
async function refresh() {
  const run = state.run;
  const rows = [...document.querySelectorAll('.row')];
  const [list, all, shown, ledger] = await fetchAll(Math.max(PAGE, rows.length));
  if (run !== state.run) return;
  drawFrame(all, shown, ledger);
  if (rows.length === 0) {
    state.next = list.next_cursor;
    drawRows(list.items);
    return;
  }
  const byId = new Map(list.items.map((item) => [item.id, item]));
  const known = new Set(rows.map((row) => row.dataset.id));
  for (const row of rows) {
    const item = byId.get(row.dataset.id);
    if (item === undefined) await refreshGone(row, list.next_cursor !== null);
    else if (JSON.stringify(item) !== JSON.stringify(row.callback)) fill(row, item, view);
  }
  announceFresh(list.items.filter((item) => !known.has(item.id)).length);
}

/** Not in the list any more: done by somebody, or only pushed to a later page by newer rows. */
async function refreshGone(row, hasMore) {
  const item = await view.load(row.dataset.id);
  if (item !== null) fill(row, item, view);
  row.classList.toggle('gone', item === null || !hasMore || item.completed_at !== null);
}

function listen() {
  const events = new EventSource(`/api/v1/events?${new URLSearchParams({ company: state.company })}`);
  let timer = null;
  let opened = false;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      refresh().then(ready, fail);
    }, 300);
  };
  for (const kind of ['callback', 'wish', 'appointment', 'call', 'ledger', 'resync']) events.addEventListener(kind, soon);
  events.addEventListener('open', () => {
    showLive(true);
    // what happened while the connection was away was told to nobody
    if (opened) soon();
    opened = true;
  });
  events.addEventListener('error', () => {
    showLive(false);
    void ready();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && soon());
  // a notification can be lost with the server's own connection to the database
  setInterval(soon, 60_000);
}

async function ready() {
  const parts = await fetch('/readyz').then((response) => response.json(), () => null);
  if (parts === null) outage('Keine Verbindung zum Server', 'Die Liste zeigt den letzten bekannten Stand.', true);
  else if (parts.journal === 'down') outage('Neue Anrufe können gerade nicht sicher notiert werden', parts.details.journal ?? 'Das Journal ist nicht beschreibbar.', true);
  else if (parts.database === 'down') outage('Die Datenbank antwortet nicht', 'Anrufe werden weiter angenommen und sicher notiert. Diese Liste zeigt den letzten bekannten Stand.');
  else if (parts.journal === 'degraded' || parts.jobs !== 'up') outage('Eingeschränkter Betrieb', parts.details.journal ?? parts.details.jobs ?? 'Erinnerungen und Nachschauen können sich verspäten.');
  else $('outage').hidden = true;
  const blind = parts === null || parts.database === 'down';
  // what cannot be looked at is not proven
  if (blind) $('proof').hidden = true;
  else if (state.blind) refresh().catch(fail);
  state.blind = blind;
}

function outage(title, text, grave = false) {
  const box = $('outage');
  box.classList.toggle('grave', grave);
  if (box.dataset.said !== title) box.replaceChildren(el('strong', {}, title), text);
  box.dataset.said = title;
  box.hidden = false;
}

function drawFrame(all, shown, ledger) {
  state.ledger = ledger;
  $('controls').hidden = false;
  same($('views'), Object.entries(VIEWS).map(([key, { word, n }]) => toggle('view', word, { n: n(all), on: state.view === key, pick: { view: key, error: '', source: '' } })));
  const errors = Object.entries(ERRORS).filter(([key]) => (shown.error_type[key] ?? 0) > 0 || state.error === key);
  same($('errors'), [toggle('chip', 'Alle', { n: shown.total, on: state.error === '', pick: { error: '' } }),
    ...errors.map(([key, { word, icon: name }]) => toggle('chip', word, { n: shown.error_type[key] ?? 0, on: state.error === key, pick: { error: key }, name }))]);
  const sourceKnown = state.source !== '' || Object.keys(shown.created_from).length > 0;
  $('errors').hidden = shown.total === 0 && state.error === '';
  $('sources').parentElement.hidden = !sourceKnown;
  const sources = Object.entries(SOURCES).filter(([key]) => (shown.created_from[key] ?? 0) > 0 || state.source === key);
  $('sources').replaceChildren(el('option', { value: '' }, 'alle'), ...sources.map(([key, word]) => el('option', { value: key }, `${word} (${count(shown.created_from[key] ?? 0)})`)));
  $('sources').value = state.source;
  drawProof(ledger);
}

/** Replaces buttons without taking the keyboard away from the one that has it. */
function same(place, buttons) {
  const at = [...place.children].indexOf(document.activeElement);
  place.replaceChildren(...buttons);
  place.children[at]?.focus();
}

function toggle(kind, word, { n, on, pick, name }) {
  return el('button', { type: 'button', class: kind, 'aria-pressed': String(on), onclick: () => change(pick) }, name ? icon(name) : null, word, el('span', { class: 'count' }, ` ${count(n)}`));
}

function drawProof(ledger) {
  const fine = ledger.difference === 0;
  $('proof').hidden = false;
  $('proof').classList.toggle('broken', !fine);
  const aside = fine
    ? (ledger.journal_pending > 0 ? `Davon ${count(ledger.journal_pending)} sicher im Journal, noch nicht in der Datenbank.` : '')
    : 'Zu diesen Wünschen fehlt der Nachweis. Bitte gleich nachsehen:';
  $('proof').replaceChildren(icon(fine ? 'check' : 'alert'), el('div', {},
    el('p', {}, proof(ledger), ' · ', el('b', {}, `Differenz ${count(ledger.difference)}`)),
    aside === '' ? null : el('p', { class: 'aside' }, aside),
    fine ? null : el('p', {}, el('code', {}, ledger.unexplained.slice(0, 5).join(' ')))));
}

function drawRows(items) {
  if (items.length === 0) drawEmpty();
  else $('list').replaceChildren(el('ol', { class: 'rows' }, ...items.map((item) => rowOf(item, view))));
  $('more').hidden = state.next === null;
}

function drawEmpty() {
  const filtered = state.error !== '' || state.source !== '';
  const { wishes, difference } = state.ledger;
  if (filtered) {
    panel('calendar', 'Kein Rückruf passt zu dieser Auswahl', '', el('button', { type: 'button', class: 'button', onclick: () => change({ error: '', source: '' }) }, 'Auswahl aufheben'));
  } else if (state.view === 'closed') {
    panel('check', 'Noch nichts erledigt', 'Erledigte und verworfene Rückrufe erscheinen hier.');
  } else {
    const held = wishes === 0 ? 'Diese Woche hat noch niemand einen Wunsch geäußert.' : `Diese Woche ${wishes === 1 ? 'hatte ein Anrufer einen Wunsch' : `gab es ${count(wishes)} Wünsche`}, und keiner ist liegen geblieben.`;
    panel('check', state.view === 'overdue' ? 'Nichts ist überfällig' : 'Kein Rückruf ist offen', difference === 0 ? held : '');
  }
}

function panel(name, title, text, ...more) {
  $('list').replaceChildren(el('div', { class: 'state' }, icon(name), el('h2', {}, title), el('p', {}, text), ...more));
  $('list').setAttribute('aria-busy', 'false');
}

function announceFresh(n) {
  if (n > 0 && n !== state.fresh) $('announce').textContent = n === 1 ? 'Ein neuer Rückruf' : `${n} neue Rückrufe`;
  state.fresh = n;
  $('fresh').hidden = n === 0;
  $('fresh').textContent = n === 1 ? '1 neuer Rückruf' : `${count(n)} neue Rückrufe`;
}

function fail(error) {
  if (error.status === 401) {
    $('controls').hidden = $('proof').hidden = true;
    panel('person', 'Bitte anmelden', 'Öffnen Sie den Anmeldelink, den der Server beim Start ausgibt. Er gilt einmal und 15 Minuten lang.');
  } else if (document.querySelector('.row') === null) {
    panel('alert', 'Die Liste lässt sich gerade nicht laden', error.status === 404 ? 'Diesen Betrieb gibt es hier nicht.' : 'Anrufe werden trotzdem angenommen. Bitte in einem Moment noch einmal versuchen.',
      el('button', { type: 'button', class: 'button', onclick: () => location.assign(error.status === 404 ? '/' : location.href) }, error.status === 404 ? 'Zur Übersicht' : 'Noch einmal versuchen'));
  }
  void ready();
}

function choose(companies) {
  panel('person', 'Welcher Betrieb?', companies.length === 0 ? 'Es ist noch keiner eingerichtet: fangnetz apply FIRMA.json.' : 'Ihre Anmeldung gilt für mehrere.',
    el('ul', {}, ...companies.map(({ slug, name }) => el('li', {}, el('a', { class: 'button', href: `/?company=${encodeURIComponent(slug)}` }, name)))));
}

function showCompany({ company, companies }) {
  $('company').textContent = company.name;
  document.title = `Rückrufe · ${company.name}`;
  if (companies.length < 2) return;
  $('chooser').hidden = false;
  $('companies').replaceChildren(...companies.map(({ slug, name }) => el('option', { value: slug }, name)));
  $('companies').value = company.slug;
  $('companies').addEventListener('change', (event) => location.assign(`/?company=${encodeURIComponent(event.target.value)}`));
}

function showLive(on) {
  $('live').hidden = false;
  $('live').classList.toggle('on', on);
  $('live').textContent = on ? 'Live' : 'Verbindung wird wiederhergestellt';
}

function change(pick) {
  Object.assign(state, pick);
  const search = new URLSearchParams(Object.entries({ company: params.get('company') ?? '', view: state.view === 'open' ? '' : state.view, error: state.error, source: state.source }).filter(([, value]) => value !== ''));
  history.replaceState(null, '', search.size === 0 ? '/' : `/?${search}`);
  reload().catch(fail);
}

async function more() {
  const page = await api('callbacks', { ...query(), limit: PAGE, cursor: state.next });
  state.next = page.next_cursor;
  const known = new Set([...document.querySelectorAll('.row')].map((row) => row.dataset.id));
  document.querySelector('.rows').append(...page.items.filter((item) => !known.has(item.id)).map((item) => rowOf(item, view)));
  $('more').hidden = state.next === null;
}

function tickAll() {
  for (const row of document.querySelectorAll('.row')) tick(row, view);
}

$('sources').addEventListener('change', (event) => change({ source: event.target.value }));
$('fresh').addEventListener('click', () => reload().then(() => $('list').focus(), fail));
$('more').addEventListener('click', () => more().catch(fail));
start();
