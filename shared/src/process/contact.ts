/** How one was in touch with a client. */
export const CONTACT_KINDS = ['call', 'meeting', 'email', 'visit', 'message'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** What a salesperson finds out: budget, who decides, what is needed, when, and who else offers. */
export const BANTC = ['budget', 'authority', 'need', 'timing', 'competitor'] as const;
export type BantcKey = (typeof BANTC)[number];
