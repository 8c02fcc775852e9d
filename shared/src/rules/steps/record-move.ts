import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';
import { funnelFor, PLACE_KEY, placeFaults } from './place.ts';

/** Moves the record to a stage, by the same gates as for people: of the funnel named, or of its own. */
export const recordMove: StepKind = {
  kind: 'record.move',
  gives: ['changed', 'funnel', 'stage', 'version'],
  parameters: {
    stage: { schema: PLACE_KEY, editor: 'stage', required: true },
    funnel: { schema: PLACE_KEY, editor: 'funnel' },
  },
  check: (step, about, path) => placeFaults(step, about.definition, path),
  plan(step, { definition, record }) {
    const funnel = funnelFor(step, definition, record.funnel);
    if (funnel === undefined) return failed(`There is no stage "${String(step.stage)}" any more.`);
    const place = { stage: String(step.stage), funnel };
    return { ok: true, input: place, effect: { kind: 'record.move', ...place } };
  },
};
