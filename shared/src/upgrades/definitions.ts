import type { Upgrade } from './upgrade.ts';

/** Upgrades of stored definitions of entity types, oldest first. */
export const DEFINITION_UPGRADES: readonly Upgrade[] = [
  {
    to: 1,
    why: 'Funnels say whether their moves are free: those that did not, are.',
    apply: (document) => {
      const { funnels } = document;
      if (!Array.isArray(funnels)) return document;
      return { ...document, funnels: funnels.map((funnel) => ({ transitions: 'free', ...funnel })) };
    },
  },
];
