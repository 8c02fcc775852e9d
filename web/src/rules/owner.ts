/** What a formula for the record's owner is in every step. */
export const OWNER = '= record.owner';
