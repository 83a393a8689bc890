// Services that are being made: told apart from the others until they have a name that a slug can be made of.
import { freshSlug } from './file.ts';
import type { ServiceSection } from './file.ts';

/** An underscore is in no slug. */
const UNNAMED = 'neu_';

/** `beside`: those that stand there already. */
export function newService(beside: readonly ServiceSection[]): ServiceSection {
  const n = beside.reduce((most, { slug }) => (slug.startsWith(UNNAMED) ? Math.max(most, Number(slug.slice(UNNAMED.length)) + 1) : most), 0);
  return { slug: `${UNNAMED}${n}`, name: '', aliases: [], minutes: 30, calendar: { provider: 'local' } };
}

/** As they are saved: two of the same name are two services, and none takes the slug of another. */
export function withSlugs(services: readonly ServiceSection[]): readonly ServiceSection[] {
  const taken = services.filter(({ slug }) => !slug.startsWith(UNNAMED));
  return services.map((service) => {
    if (!service.slug.startsWith(UNNAMED)) return service;
    const named = { ...service, slug: freshSlug(service.name, taken, 'leistung') };
    taken.push(named);
    return named;
  });
}
