import Type, { type Static } from 'typebox';
import { Changes, Id, List, Nullable, page } from './lists.ts';
import { route, strict } from './route.ts';
import { Name } from './users.ts';

export const Team = strict({
  id: Id,
  name: Type.String(),
  leaderId: Nullable(Id),
  memberIds: Type.Array(Id),
  parentId: Nullable(Id),
});
export type Team = Static<typeof Team>;

export const NewTeam = strict({
  name: Name,
  leaderId: Type.Optional(Nullable(Id)),
  /** A person is a member of one team: being named here takes them out of another. */
  memberIds: Type.Optional(Type.Array(Id, { maxItems: 5000, uniqueItems: true })),
  parentId: Type.Optional(Nullable(Id)),
});
export type NewTeam = Static<typeof NewTeam>;
export const TeamChanges = Changes(NewTeam);
export type TeamChanges = Static<typeof TeamChanges>;

export const teamRoutes = {
  list: route({ method: 'GET', path: '/teams', summary: 'Teams, by name', query: page, answer: List(Team) }),
  create: route({ method: 'POST', path: '/teams', summary: 'Make a team', body: NewTeam, answer: Team, status: 201 }),
  update: route({
    method: 'PATCH',
    path: '/teams/:id',
    summary: 'Change a team',
    params: { id: Id },
    body: TeamChanges,
    answer: Team,
  }),
};
