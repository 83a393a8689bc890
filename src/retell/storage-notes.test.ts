import { expect, test } from 'vitest';
import { agentShape } from './shapes.ts';
import { storageNotes } from './storage-notes.ts';

const agent = (fields: object) => agentShape.parse({ agent_id: 'a', version: 0, response_engine: { type: 'retell-llm' }, ...fields });
const here = { recordingsDays: 14, transcriptsDays: 30 };

test('an agent of which nothing is set keeps everything for ever, and that is said', () => {
  const notes = storageNotes(agent({}), here);
  expect(notes[0]).toBe('Retell stores everything, for ever');
  expect(notes.filter((note) => note.startsWith('!'))).toHaveLength(2);
});

test.each([
  [{ data_storage_retention_days: 14 }, 0], [{ data_storage_retention_days: 30 }, 1], [{ data_storage_retention_days: 31 }, 2], [{ data_storage_setting: 'basic_attributes_only' }, 0],
  [{ data_storage_setting: 'everything_except_pii', data_storage_retention_days: 7 }, 0],
])('%j comes with %i warnings', (fields, warnings) => {
  expect(storageNotes(agent(fields), here).filter((note) => note.startsWith('!'))).toHaveLength(warnings);
});

test('where no recording is to be kept, any that Retell keeps is too much', () => {
  expect(storageNotes(agent({ data_storage_retention_days: 1 }), { recordingsDays: 0, transcriptsDays: 30 })).toContainEqual(expect.stringContaining('none are to be kept'));
});
