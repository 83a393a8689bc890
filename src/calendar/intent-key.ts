/** Our intent's id travels in a Cal.com booking's metadata under this key; it has no other place for it. */
export const INTENT_KEY = 'fangnetz_intent';
