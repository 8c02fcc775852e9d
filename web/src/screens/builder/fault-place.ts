import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';

/** Where in a definition a fault is: labels of what it lies in, from the outside in, and the setting, where it is one. */
export interface FaultPlace {
  within: Label[];
  setting: string | null;
}

/** @param path JSON Pointer into the definition, such as `/fields/7/maxLength` */
export function faultPlace(path: string, { fields, funnels = [], layout }: EntityType): FaultPlace {
  const [, room = '', first = '', list = '', second = '', ...rest] = path.split('/');
  const ends = (parts: string[]): string | null => parts.find((part) => part !== '' && !/^\d+$/.test(part)) ?? null;
  if (room === 'fields') {
    const field = fields[Number(first)];
    return { within: field ? [field.label] : [], setting: ends([list, second, ...rest]) };
  }
  if (room === 'funnels') {
    const funnel = funnels[Number(first)];
    const stage = list === 'stages' ? funnel?.stages[Number(second)] : undefined;
    const within = [funnel?.name, stage?.name].filter((name) => name !== undefined);
    return { within, setting: stage ? ends(rest) : list || null };
  }
  const section = room === 'layout' && first === 'sections' ? layout?.sections[Number(list)] : undefined;
  return { within: section?.title ? [section.title] : [], setting: room || null };
}
