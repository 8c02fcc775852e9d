/** How many of those asked have to approve. `sequence`: all, one asked after the other. */
export type ApprovalMode = 'all' | 'any' | 'sequence' | { atLeast: number };

export type Decision = 'approve' | 'reject';

/**
 * What an approval has come to, as soon as no further answer can change it: nobody is asked for what is decided.
 *
 * @param decisions of everyone asked; null of who has not answered
 * @returns null while it is open
 */
export function approvalOutcome(mode: ApprovalMode, decisions: readonly (Decision | null)[]): Decision | null {
  const needed = mode === 'any' ? 1 : typeof mode === 'object' ? mode.atLeast : decisions.length;
  const count = (wanted: Decision): number => decisions.filter((decision) => decision === wanted).length;
  if (count('approve') >= needed) return 'approve';
  return decisions.length - count('reject') < needed ? 'reject' : null;
}
