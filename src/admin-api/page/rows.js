// The rows of the list. Text only ever enters as text: what a caller said is never read as markup.
import { ERRORS, facts, moment, phone, PRIORITIES, remaining, SOURCES, STATES, step, technical, wanted } from './words.js';

export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') node.className = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** `view` says the company's zone, the present instant and how to load one callback. */
export function rowOf(callback, view) {
  const row = el('li', { class: 'row', 'data-id': callback.id });
  fill(row, callback, view);
  return row;
}

/** Redraws what changed and leaves what the reader has opened. */
export function fill(row, callback, view) {
  const open = row.querySelector('details')?.open ?? false;
  const focused = row.contains(document.activeElement) ? document.activeElement.tagName : null;
  row.callback = callback;
  row.classList.remove('gone');
  row.replaceChildren(summaryOf(callback, view), detailsOf(callback, view, open));
  tick(row, view);
  if (focused !== null) row.querySelector(focused)?.focus();
}

/** The remaining time grows old by itself. */
export function tick(row, view) {
  const { callback } = row;
  const done = callback.completed_at !== null;
  const now = view.now();
  row.classList.toggle('overdue', !done && Date.parse(callback.due_at) < now);
  row.querySelector('.due strong').textContent = moment(done ? callback.completed_at : callback.due_at, view.zone, now);
  row.querySelector('.due span').textContent = done ? STATES[callback.status] : remaining(callback.due_at, now);
}

function summaryOf(callback, view) {
  const error = ERRORS[callback.error_type ?? 'none'];
  const name = callback.customer_name ?? 'Name nicht bekannt';
  return el('article', { class: 'facts', 'aria-label': name },
    el('p', { class: 'due' }, el('strong'), el('span')),
    el('h2', { class: 'who' }, name),
    el('p', { class: 'wish' }, wanted(callback, view.zone, view.now())),
    el('p', { class: 'tags' },
      el('span', { class: `tag ${error.colour}` }, icon(error.icon), callback.error_type === null ? SOURCES[callback.created_from] : error.word),
      callback.priority === 'normal' ? null : el('span', { class: `tag ${callback.priority}` }, icon('up'), PRIORITIES[callback.priority]),
      el('span', { class: 'tag' }, STATES[callback.status]),
      callback.branch === null ? null : el('span', { class: 'tag plain' }, callback.branch.name)),
    callback.phone_number === null
      ? el('span', { class: 'call' }, 'Keine Nummer bekannt')
      : el('a', { class: 'call', href: `tel:${callback.phone_number}`, 'aria-label': `${name} anrufen, ${phone(callback.phone_number)}` }, icon('phone'), phone(callback.phone_number)));
}

function detailsOf(callback, view, open) {
  const body = el('div');
  const details = el('details', { class: 'more-facts', open }, el('summary', {}, 'Einzelheiten'), body);
  const show = (full) => body.replaceChildren(...inDetail(full, view));
  const load = async () => {
    if (!details.open) return;
    show(callback);
    const full = await view.load(callback.id);
    if (full !== null) show(full);
  };
  details.addEventListener('toggle', load);
  return details;
}

function inDetail(callback, view) {
  const now = view.now();
  const list = el('dl', { class: 'facts-list' });
  for (const [term, value] of facts(callback, view.zone, now)) list.append(el('dt', {}, term), el('dd', {}, String(value)));
  if (callback.timeline?.length > 0) {
    const steps = callback.timeline.map(({ at, kind }) => el('li', {}, el('time', { datetime: at }, moment(at, view.zone, now)), step(kind)));
    list.append(el('dt', {}, 'Verlauf'), el('dd', {}, el('ol', { class: 'steps' }, ...steps)));
  }
  const said = transcriptOf(callback.transcript);
  if (said !== null) list.append(el('dt', {}, 'Gespräch'), el('dd', {}, said));
  list.append(el('dt', {}, 'Technik'), el('dd', { class: 'technical' }, technical(callback)));
  return [list];
}

function transcriptOf(transcript) {
  if (typeof transcript === 'string' && transcript !== '') return transcript;
  if (!Array.isArray(transcript) || transcript.length === 0) return null;
  const lines = transcript.filter((turn) => typeof turn?.content === 'string').map(({ role, content }) => el('li', {}, `${role === 'user' ? 'Kunde' : 'Assistent'}: ${content}`));
  return el('ul', { class: 'said' }, ...lines);
}
