import { orderly } from '../packages/order.ts';
import type { Box, Point } from './layout.ts';
import type { XmlNode } from './xml.ts';

/** Something drawn: what it is, and where. */
export interface Drawn {
  element: XmlNode;
  box?: Box;
  points?: Point[];
}

/** An element's notes of our own. */
export function noted(name: string, value: unknown): XmlNode {
  const text = JSON.stringify(orderly(value));
  return { name: 'bpmn:extensionElements', children: [{ name: `etapa:${name}`, text }] };
}

/** Drawn for readers alone: it says nothing that the notes do not say. */
export const DRAWN: XmlNode = noted('drawn', true);

export const stageId = (funnel: string, stage: string): string => `stage_${funnel}_${stage}`;
