// A body that a route takes, from the schema by which it checks it.
import { z } from 'zod';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly default?: unknown;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** `id` stands wherever an id is asked for: it is what a stranger would try. */
export function sampleBody(body: unknown, id: string): unknown {
  if (!(body instanceof z.ZodType)) return {};
  const root = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Schema;
  return sample(root, id, root.$defs ?? {});
}

function sample(schema: Schema, id: string, defs: Readonly<Record<string, Schema>>): unknown {
  if (schema.$ref !== undefined) return sample(defs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, id, defs);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find((one) => one.type !== 'null');
  if (choice !== undefined) return sample(choice, id, defs);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => sample(one, id, defs)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const wanted = Object.entries(schema.properties ?? {}).filter(([name, one]) => (schema.required ?? []).includes(name) && one.default === undefined);
      return Object.fromEntries(wanted.map(([name, one]) => [name, /(^|_)(id|staff|branch)$/.test(name) && one.enum === undefined ? id : sample(one, id, defs)]));
    }
    case 'array': return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sample(schema.items ?? {}, id, defs));
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return false;
    case 'null': return null;
    case 'string': return text(schema, id);
    default: return {};
  }
}

function text({ format, minLength = 1 }: Schema, id: string): string {
  if (format === 'uuid') return id;
  if (format === 'email') return 'jemand@example.com';
  if (format === 'date-time') return '2027-01-04T10:00:00Z';
  if (format === 'date') return '2027-01-04';
  if (format === 'uri') return 'https://example.com/haken';
  return 'x'.repeat(Math.max(minLength, 3));
}
