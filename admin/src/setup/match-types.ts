// Which of Cal.com's event types is which service: proposed by their names, decided by whoever looks at it.
import { freshSlug, slugOf } from '../settings/file.ts';
import type { ServiceSection } from '../settings/file.ts';

export interface EventType {
  readonly id: number;
  readonly title: string;
  readonly minutes: number;
  readonly hidden: boolean;
  readonly email_required: boolean;
  readonly requires_confirmation: boolean;
}

export interface Match {
  readonly type: EventType;
  readonly offered: boolean;
  /** Slug of a service that is there already; null: a new one, called as the type is. */
  readonly service: string | null;
}

/** By the type that a service has already, else by its name; what is hidden at Cal.com is not offered of its own accord. */
export function proposed(services: readonly ServiceSection[], types: readonly EventType[]): readonly Match[] {
  const free = new Set(services.map(({ slug }) => slug));
  const take = (found: ServiceSection | undefined): string | null => {
    if (found === undefined) return null;
    free.delete(found.slug);
    return found.slug;
  };
  // those that are certain first, so that a name that is alike takes nothing away from them
  const certain = new Map(types.map((type) => [type.id, take(services.find((service) => free.has(service.slug) && bookedAs(service) === type.id))]));
  return types.map((type) => {
    const service = certain.get(type.id) ?? take(services.find((one) => free.has(one.slug) && bookedAs(one) === null && isAlike(one, type)));
    return { type, service, offered: service !== null || (!type.hidden && services.length === 0) };
  });
}

/** What somebody has decided otherwise, by event type: it outlives that the types are loaded again. */
export type Decided = ReadonlyMap<number, Partial<Match>>;

export function decidedOf(matches: readonly Match[], decided: Decided): readonly Match[] {
  return matches.map((match) => ({ ...match, ...decided.get(match.type.id) }));
}

/** The services afterwards. A type that is not offered changes nothing; a service of which no type speaks stays as it is. */
export function applied(services: readonly ServiceSection[], matches: readonly Match[]): readonly ServiceSection[] {
  const offered = matches.filter((match) => match.offered);
  const kept = services.map((service) => {
    const type = offered.find((match) => match.service === service.slug)?.type;
    return type === undefined ? service : { ...service, minutes: type.minutes, calendar: { provider: 'cal.com' as const, eventTypeId: type.id } };
  });
  const all: ServiceSection[] = [...kept];
  for (const { type, service } of offered) {
    if (service === null) all.push({ slug: freshSlug(type.title, all, `leistung-${type.id}`), name: type.title, aliases: [], minutes: type.minutes, calendar: { provider: 'cal.com', eventTypeId: type.id } });
  }
  return all;
}

function bookedAs({ calendar }: ServiceSection): number | null {
  return calendar.provider === 'cal.com' ? calendar.eventTypeId : null;
}

function isAlike({ name, aliases }: ServiceSection, { title }: EventType): boolean {
  const wanted = slugOf(title);
  return wanted !== '' && [name, ...aliases].some((one) => slugOf(one) === wanted);
}
