import type { KeyboardEvent } from 'react';

/** Arrows, Home and End in a small menu. Fields keep their arrows: a day is set with them. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
  const places = [...event.currentTarget.querySelectorAll<HTMLElement>('button, input')];
  const at = places.findIndex((place) => place === event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: places.length - 1 }[event.key];
  if (next === undefined || places.length === 0) return;
  event.preventDefault();
  places[(next + places.length) % places.length]?.focus();
}
