-- Whether the voice platform is set up, and not only known: a stored key answers no call. Only adds.

alter table voice_connections
  -- the public address for which every agent was last found to carry our functions and webhooks; null: never, or not any more
  add column registered_for text;
