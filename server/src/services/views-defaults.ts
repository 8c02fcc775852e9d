import type { Caller } from '@etapa/shared/access/caller';
import type { ViewDefault, Whose } from '@etapa/shared/api/views';
import type { ViewDefaultRow, ViewRow } from '../store/views.ts';

/** How it is kept for whom a view opens first. */
export function whoseOf(caller: Caller, whose: Whose): string {
  if (whose === 'me') return `user:${caller.id}`;
  if (whose === 'everyone') return 'everyone';
  return 'role' in whose ? `role:${whose.role}` : `team:${whose.teamId}`;
}

/** What the caller may know of choices: their own, and those of groups for views they may see. */
export function presentDefaults(caller: Caller, rows: ViewDefaultRow[], views: ViewRow[]): ViewDefault[] {
  const seen = new Set(views.map(({ id }) => id));
  return rows.flatMap(({ whose, viewId }) => {
    const of = groupOf(caller, whose);
    return of && seen.has(viewId) ? [{ for: of, viewId }] : [];
  });
}

/** What opens first for the caller: the nearest choice holds. */
export function firstView(caller: Caller, defaults: ViewDefault[]): string | null {
  const chosen = (holds: (whose: Whose) => boolean) => defaults.find((each) => holds(each.for))?.viewId;
  return (
    chosen((whose) => whose === 'me') ??
    chosen((whose) => typeof whose === 'object' && 'teamId' in whose && whose.teamId === caller.teamId) ??
    chosen((whose) => typeof whose === 'object' && 'role' in whose && caller.roles.includes(whose.role)) ??
    chosen((whose) => whose === 'everyone') ??
    null
  );
}

/** Whether all of a group see a view. */
export function seenBy(view: ViewRow, whose: Whose): boolean {
  if (view.shared || whose === 'me') return true;
  if (whose === 'everyone') return false;
  return 'role' in whose ? view.roles.includes(whose.role) : view.teamIds.includes(whose.teamId);
}

/** Null for somebody else's own choice. */
function groupOf(caller: Caller, whose: string): Whose | null {
  if (whose === 'everyone') return 'everyone';
  const [kind, key = ''] = whose.split(/:(.*)/s);
  if (kind === 'role') return { role: key };
  if (kind === 'team') return { teamId: key };
  return key === caller.id ? 'me' : null;
}
