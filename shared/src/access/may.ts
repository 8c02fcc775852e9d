import type { Action, Grant, Person, Role } from './grant.ts';

/** The grants of a person's roles that allow an action on an entity type; `*` grants speak of every type. */
export function grantsFor(person: Person, action: Action, entityType: string, roles: readonly Role[]): Grant[] {
  return roles
    .filter((role) => person.roles.includes(role.key))
    .flatMap((role) => role.grants)
    .filter((grant) => grant.entityType === '*' || grant.entityType === entityType)
    .filter((grant) => grant.actions.includes(action));
}

/**
 * Whether a person may ever do this to records of the type; which records is `scopeFor`'s to say.
 *
 * @param roles every role there is, as stored
 */
export function may(person: Person, action: Action, entityType: string, roles: readonly Role[]): boolean {
  return grantsFor(person, action, entityType, roles).length > 0;
}
