import { type Caller, isAdmin } from '@etapa/shared/access/caller';

/** What someone saved and may share with roles. */
interface Shared {
  ownerId: string | null;
  roles: readonly string[];
}

/** Whether a person sees it: their own, what a role of theirs sees, and administrators everything. */
export const isShownTo = (caller: Caller, shared: Shared): boolean =>
  mayChange(caller, shared) || shared.roles.some((role) => caller.roles.includes(role));

/** Whether a person may change, share and remove it. */
export const mayChange = (caller: Caller, { ownerId }: Shared): boolean => ownerId === caller.id || isAdmin(caller);
