// What Retell's API answers, as far as it is used (retell-sdk 5.66.1). Read leniently: a field that is missing or new must
// not stop a comparison of calls, and what is not known here is handed back unchanged.
import { z } from 'zod';

const id = z.string().min(1);
const name = z.string().nullish().transform((value) => value ?? null);

const engineShape = z.looseObject({
  type: z.string(),
  llm_id: z.string().optional(),
  conversation_flow_id: z.string().optional(),
  version: z.number().nullish(),
});

export const agentShape = z.looseObject({
  agent_id: id,
  version: z.number(),
  is_published: z.boolean().default(false),
  base_version: z.number().nullish(),
  agent_name: name,
  version_title: name,
  response_engine: engineShape,
  webhook_url: name,
  data_storage_setting: name,
  data_storage_retention_days: z.number().nullish(),
  webhook_events: z.array(z.string()).nullish().transform((value) => value ?? null),
});

export const agentVersionShape = z.looseObject({
  version: z.number(),
  is_published: z.boolean().default(false),
  base_version: z.number().nullish(),
  version_title: name,
});

/** A tool of any kind, kept as it came. */
const toolShape = z.looseObject({ type: z.string().optional(), name: z.string().optional(), url: z.string().optional() });

const tools = z.array(toolShape).nullish().transform((value) => value ?? []);

export const llmShape = z.looseObject({ general_tools: tools, states: z.array(z.looseObject({ name: z.string().optional(), tools })).nullish() });
export const flowShape = z.looseObject({ tools });

const inboundAgentShape = z.looseObject({ agent_id: id, agent_version: z.union([z.number(), z.string()]).nullish() });

export const phoneNumberShape = z.looseObject({
  phone_number: id,
  inbound_webhook_url: name,
  inbound_agents: z.array(inboundAgentShape).nullish().transform((value) => value ?? []),
});

/** An item of list-calls v3, or a call of get-call: the latter has its transcripts beside, which are handed on as they came. */
export const callShape = z.looseObject({
  call_id: id,
  agent_id: name,
  call_status: name,
  direction: name,
  from_number: name,
  to_number: name,
  start_timestamp: z.number().nullish(),
  end_timestamp: z.number().nullish(),
  call_analysis: z.unknown().optional(),
});

export function pageOf<T>(item: z.ZodType<T>) {
  return z.looseObject({ items: z.array(item), has_more: z.boolean().default(false), pagination_key: z.string().nullish() });
}

export type Agent = z.output<typeof agentShape>;
export type AgentVersion = z.output<typeof agentVersionShape>;
export type Tool = z.output<typeof toolShape>;
export type PhoneNumber = z.output<typeof phoneNumberShape>;
export type ListedCall = z.output<typeof callShape>;
