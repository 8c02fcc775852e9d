/** What groups of actors who are not people are called by: what stands before a rule's key. */
export const RULE_ACTOR = 'rule:';

/** What Etapa does by itself: reminders, conversions, norms. */
export const SYSTEM_ACTOR = 'system:etapa';
