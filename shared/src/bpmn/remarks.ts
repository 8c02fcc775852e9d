import { type Diagram, type Node, referred } from './diagram.ts';
import { documented } from './documented.ts';
import type { DrawnFunnel } from './funnel.ts';
import type { Tally } from './tally.ts';
import { plain, type Thing } from './thing.ts';
import { fullText } from './xml.ts';

/** Colours that lanes are told apart by. */
const COLORS = ['blue', 'teal', 'grape', 'orange', 'cyan', 'pink', 'lime', 'indigo', 'yellow', 'green'];

export interface Remarks {
  /** What is said of a node: its lane, what is written on it and beside it. */
  remarks(node: Node): string[];
  /** Nodes of one lane have one colour. */
  colorOf(node: Node): string | undefined;
  /** Notes what of it went into stages, once these are known. */
  keepAccount(drawn: DrawnFunnel[]): void;
}

/** Lanes, documentation and text beside the nodes of a diagram: what becomes the instructions of a stage. */
export function remarksOf({ things, byId, nodeOf }: Diagram, tally: Tally): Remarks {
  const lanes = things.filter((thing) => thing.kind === 'lane' && !tally.knows(thing));
  const lanesOf = new Map<Thing, Thing[]>();
  const texts = new Map<Thing, { text: string; carried: Thing[] }[]>();
  const leaf = new Map<Thing, Thing>();
  const writtenOn = new Map<Thing, Thing[]>();
  for (const thing of things) {
    if (thing.kind !== 'documentation' || !thing.parent) continue;
    writtenOn.set(thing.parent, [...(writtenOn.get(thing.parent) ?? []), thing]);
  }
  for (const lane of lanes) {
    for (const child of lane.element.children) {
      if (child.name !== 'flowNodeRef') continue;
      const node = byId.get(child.text.trim()) ?? byId.get(child.text.trim().replace(/^[^:]*:/, ''));
      if (!node || !nodeOf.has(node)) continue;
      lanesOf.set(node, [...(lanesOf.get(node) ?? []), lane]);
      if (!leaf.has(node) || isWithin(lane, leaf.get(node) as Thing)) leaf.set(node, lane);
    }
  }
  for (const association of things.filter(({ kind }) => kind === 'association')) {
    const ends = ['sourceRef', 'targetRef'].map((end) => referred(association, end, byId));
    const remark = ends.find((end) => end?.kind === 'textAnnotation');
    const about = ends.find((end) => end && nodeOf.has(end));
    if (!remark || !about) continue;
    texts.set(about, [...(texts.get(about) ?? []), { text: textOf(remark), carried: [association, remark] }]);
  }
  const named = lanes.filter(({ name }) => name !== '');
  return {
    remarks({ thing }) {
      const lane = leaf.get(thing);
      const documentation = thing.element.children.filter(({ name }) => name === 'documentation').map(documented);
      const beside = (texts.get(thing) ?? []).map(({ text }) => text);
      return [...(lane ? [pathOf(lane)] : []), ...documentation, ...beside].filter((text) => text !== '');
    },
    colorOf({ thing }) {
      const lane = leaf.get(thing);
      return lane && named.includes(lane) ? COLORS[named.indexOf(lane) % COLORS.length] : undefined;
    },
    keepAccount(drawn) {
      const stages = new Map(
        drawn.flatMap(({ stageOf }) => [...stageOf].map(([{ thing }, key]) => [thing, key] as const)),
      );
      for (const [node, key] of stages) {
        for (const lane of lanesOf.get(node) ?? []) carryUp(lane, tally);
        for (const each of writtenOn.get(node) ?? []) tally.carry(each, 'instructions', key);
        for (const { carried } of texts.get(node) ?? [])
          for (const each of carried) tally.carry(each, 'instructions', key);
      }
    },
  };
}

function carryUp(lane: Thing, tally: Tally): void {
  for (let at: Thing | null = lane; at?.kind === 'lane'; at = at.parent) tally.carry(at, 'instructions', at.name);
}

function pathOf(lane: Thing): string {
  const names: string[] = [];
  for (let at: Thing | null = lane; at?.kind === 'lane'; at = at.parent) if (at.name) names.unshift(at.name);
  return names.join(' / ');
}

function isWithin(lane: Thing, other: Thing): boolean {
  for (let at = lane.parent; at; at = at.parent) if (at === other) return true;
  return false;
}

const textOf = ({ element, name }: Thing): string => {
  const texts = element.children.filter((child) => child.name === 'text').map(fullText);
  return texts.join('\n').trim() || plain(name);
};
