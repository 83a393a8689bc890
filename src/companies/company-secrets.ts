// The names under which a company's credentials are sealed. A name that changes makes stored values unreadable.
import type { SecretContext } from '../platform/secrets.ts';

export const CONFIG_CHANNEL = 'fangnetz_config';

export function calComKey(companyId: string): SecretContext {
  return { owner: companyId, field: 'calendars["cal.com"].apiKey' };
}

export function calComWebhookSecret(companyId: string): SecretContext {
  return { owner: companyId, field: 'calendars["cal.com"].webhookSecret' };
}

export function voiceKey(companyId: string, connection: string): SecretContext {
  return { owner: companyId, field: `voice["${connection}"].apiKey` };
}
