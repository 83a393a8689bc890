import { askService, namesOf } from '../ask.ts';
import type { Informing } from './inform.ts';

export const serviceInfo: Informing = (turn, wanted) => {
  const { say, company } = turn;
  if (wanted.service.kind === 'found') {
    const { slug, name, minutes } = wanted.service.service;
    return { success: true, status: 'ok', message: say.serviceInfo(name, minutes), service: { id: slug, name, minutes } };
  }
  if (company.services.length === 0) return { success: false, status: 'error', message: say.noServices() };
  return askService(turn, wanted) ?? { success: true, status: 'ok', message: say.services(namesOf(turn, company.services)) };
};
