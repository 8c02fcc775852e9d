import { secondsOf } from '../fields/duration-length.ts';
import type { Fault } from '../fields/fault.ts';
import { type Checked, duplicates, fault, type Part, unknown } from './check-part.ts';
import { isComputed } from './document.ts';
import type { Funnel, Stage, Transition } from './entity-type.ts';

/** What is wrong with one funnel, its conditions aside. */
export function funnelFaults({ value: funnel, path }: Part<Funnel>, checked: Checked): Fault[] {
  const keys = funnel.stages.map(({ key }, index) => ({ key, path: `${path}/stages/${index}/key` }));
  const begins = funnel.stages.some(({ group }) => group === 'open');
  return [
    ...duplicates(keys, 'stage'),
    ...(begins ? [] : [fault(`${path}/stages`, 'no_open_stage', 'A funnel needs an open stage to begin in.')]),
    ...funnel.stages.flatMap((stage, index) => stageFaults(stage, `${path}/stages/${index}`, checked)),
    ...transitionFaults(funnel, `${path}/transitions`, checked),
  ];
}

function stageFaults({ required, norm, rights }: Stage, path: string, checked: Checked): Fault[] {
  return [
    ...unknown(required, checked.fieldKeys, `${path}/required`, 'field'),
    ...computedRequired(required, path, checked),
    ...normFaults(norm, path),
    ...(['see', 'enter', 'leave'] as const).flatMap((right) =>
      roleFaults(rights?.[right], `${path}/rights/${right}`, checked),
    ),
  ];
}

function computedRequired(required: string[] | undefined, path: string, { fields }: Checked): Fault[] {
  return (required ?? []).flatMap((key, index) => {
    const field = fields.find(({ value }) => value.key === key);
    if (!field || !isComputed(field.value)) return [];
    const message = `"${key}" is computed, so nobody can be asked for it: use a guard.`;
    return [fault(`${path}/required/${index}`, 'computed', message)];
  });
}

function normFaults(norm: string | undefined, path: string): Fault[] {
  if (norm === undefined) return [];
  if ((secondsOf(norm) ?? 0) > 0) return [];
  return [fault(`${path}/norm`, 'bad_duration', 'A norm is an ISO 8601 duration longer than nothing, such as P14D.')];
}

function transitionFaults({ stages, transitions }: Funnel, path: string, checked: Checked): Fault[] {
  if (transitions === undefined || transitions === 'free') return [];
  const known = new Set(stages.map(({ key }) => key));
  const ways = transitions.map(({ from, to }, index) => ({ key: `${from} → ${to}`, path: `${path}/${index}` }));
  return [
    ...duplicates(ways, 'transition'),
    ...transitions.flatMap((transition, index) => wayFaults(transition, `${path}/${index}`, known, checked)),
  ];
}

function wayFaults({ from, to, roles }: Transition, path: string, known: Set<string>, checked: Checked): Fault[] {
  const ends = (['from', 'to'] as const).filter((end) => !known.has(end === 'from' ? from : to));
  return [
    ...ends.map((end) =>
      fault(`${path}/${end}`, 'unknown_stage', `The funnel has no stage "${end === 'from' ? from : to}".`),
    ),
    ...(from === to ? [fault(`${path}/to`, 'same_stage', 'A transition leads to another stage.')] : []),
    ...roleFaults(roles, `${path}/roles`, checked),
  ];
}

function roleFaults(roles: string[] | undefined, path: string, { others }: Checked): Fault[] {
  return others.roleKeys ? unknown(roles, new Set(others.roleKeys), path, 'role') : [];
}
