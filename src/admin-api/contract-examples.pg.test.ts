import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { adminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { BULK_EXAMPLE, BulkBody } from './contract/bulk.ts';

const folder = new URL('./contract/', import.meta.url);
const files = [new URL('./contract.ts', import.meta.url), ...readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.ts')).map((name) => new URL(name, folder))];
const modules = await Promise.all(files.map(async (file) => (await import(file.href)) as Record<string, unknown>));
const schemas = new Map(modules.flatMap((module) => Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)));
const examples = [...schemas].flatMap(([name, schema]) => ((schema.meta()?.['examples'] as unknown[] | undefined) ?? []).map((example) => ({ name, schema, example })));

test('an action on many is shown in words, and that is taken too', () => expect(BulkBody.safeParse(BULK_EXAMPLE).success).toBe(true));

test('looks at more than a few examples', () => expect(examples.length).toBeGreaterThan(15));

test.each(examples)('what the documentation shows of $name is taken as it stands', ({ schema, example }) => {
  expect(schema.safeParse(example).error?.issues ?? []).toEqual([]);
});

interface Operation {
  readonly description?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Shown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}
interface Shown {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: object;
}
interface Schema {
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const { database } = await testDatabase();
const { app } = await adminServer({ database, companies: [] });
afterAll(() => app.close());
const reply = await app.inject({ url: '/api/openapi.json' });

describe('the OpenAPI document', () => {
  const document = reply.json() as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };
  const operations = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/callbacks')).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ what: `${method.toUpperCase()} ${path.slice(7)}`, operation })));
  /** claim, release, undo: there is nothing to say. */
  const isEmpty = (schema: Schema): boolean => (schema.anyOf ?? [schema]).every(({ properties = {} }) => Object.keys(properties).length === 0);
  const answers = operations.flatMap(({ what, operation }) => Object.entries(operation.responses).filter(([status]) => status.startsWith('2')).flatMap(([, { content = {} }]) => Object.values(content).map(({ schema }) => ({ what, schema }))));

  test('lists the actions of the contract', () => {
    expect(operations.map(({ what }) => what)).toEqual(expect.arrayContaining([
      'GET /callbacks', 'GET /callbacks/facets', 'GET /callbacks/{id}', 'POST /callbacks', 'POST /callbacks/bulk',
      ...['claim', 'release', 'assign', 'attempts', 'complete', 'cancel', 'reopen', 'escalate', 'snooze', 'notes', 'priority', 'undo'].map((action) => `POST /callbacks/{id}/${action}`),
    ]));
  });

  test.each(operations.filter(({ operation }) => operation.requestBody !== undefined))('shows what to send with $what', ({ operation }) => {
    for (const { schema, example, examples } of Object.values(operation.requestBody!.content)) expect(example !== undefined || examples !== undefined || isEmpty(schema) || operation.description?.startsWith('For example')).toBe(true);
  });

  test.each(answers.filter(({ what }) => what.startsWith('POST')))('shows what $what answers', ({ schema }) => {
    expect(document.components.schemas[schema.$ref!.split('/').at(-1)!]?.examples ?? []).not.toEqual([]);
  });
});
