// What Retell keeps of the calls of an agent, beside what the company lets us keep. Only said: how long somebody else's account
// keeps its data is its owner's to decide.
import type { Agent } from './shapes.ts';

export interface KeptHere {
  readonly recordingsDays: number;
  readonly transcriptsDays: number;
}

/** Notes for whoever registers the agent; the last ones are warnings where Retell keeps more, or longer. */
export function storageNotes(agent: Pick<Agent, 'data_storage_setting' | 'data_storage_retention_days'>, here: KeptHere): string[] {
  // everything is Retell's default where nothing is set
  const setting = agent.data_storage_setting ?? 'everything';
  const days = agent.data_storage_retention_days ?? null;
  const kept = `Retell stores ${setting}, ${days === null ? 'for ever' : `for ${days} days`}`;
  if (setting === 'basic_attributes_only') return [kept];
  const longer = (ours: number): boolean => days === null || days > ours;
  return [
    kept,
    ...(longer(here.transcriptsDays) ? [`! Retell keeps transcripts longer than this company (${here.transcriptsDays} days): set data_storage_retention_days there, or deleteAtVoicePlatform in the company file`] : []),
    ...(longer(here.recordingsDays) ? [`! Retell keeps recordings longer than this company (${here.recordingsDays === 0 ? 'none are to be kept' : `${here.recordingsDays} days`}): choose basic_attributes_only there, or fewer days`] : []),
  ];
}
