import type { Funnel, Stage, Transition } from '../definition/entity-type.ts';
import { labelIn } from '../fields/option.ts';
import type { Rule } from '../rules/rule.ts';
import { conditionText } from './condition-text.ts';
import { drawRules } from './draw-rules.ts';
import { DRAWN, type Drawn, noted, stageId } from './drawn.ts';
import { type Box, layoutFunnel, waypoints } from './layout.ts';
import type { XmlNode } from './xml.ts';

/** A funnel as its process and its part of the picture. */
export interface Drawing {
  process: XmlNode;
  picture: XmlNode[];
  /** In pixels. */
  height: number;
}

const LANES = {
  open: { en: 'In progress', ja: '進行中', ru: 'В работе', uk: 'У роботі' },
  won: { en: 'Won', ja: '成功', ru: 'Успех', uk: 'Успіх' },
  lost: { en: 'Lost', ja: '失敗', ru: 'Неудача', uk: 'Невдача' },
};

/** @param top where it begins, in pixels */
export function drawFunnel(funnel: Funnel, rules: readonly Rule[], language: string, top: number): Drawing {
  const ways = waysOf(funnel);
  const goesOn = new Set(ways.map(({ from }) => from));
  const isTask = (key: string) =>
    goesOn.has(key) || funnel.stages.some((stage) => stage.key === key && stage.group === 'open');
  const layout = layoutFunnel(funnel, top, isTask);
  const boxOf = (key: string): Box => layout.stages.get(key) as Box;
  const lanes = layout.lanes.map(
    ({ group, box }): Drawn => ({
      element: laneOf(funnel, group, labelIn(LANES[group], language)),
      box,
    }),
  );
  const stages = funnel.stages.map(
    (stage): Drawn => ({
      element: stageOf(funnel, stage, isTask(stage.key), language),
      box: boxOf(stage.key),
    }),
  );
  const flows = ways.map(
    (way, index): Drawn => ({
      element: flowOf(funnel, way, language),
      points: waypoints(boxOf(way.from), boxOf(way.to), index),
    }),
  );
  const first = funnel.stages.find(({ group }) => group === 'open');
  const start = first ? startOf(funnel.key, first.key, layout.start, boxOf(first.key)) : [];
  const parts = artifactsLast([...start, ...stages, ...flows, ...drawRules(funnel, rules, isTask, boxOf)]);
  const { key, name } = funnel;
  const order = funnel.stages.map((stage) => stage.key);
  const own = { key, name, ...(funnel.transitions === 'free' ? { free: true } : {}), order };
  const laneSet: XmlNode = {
    name: 'bpmn:laneSet',
    attributes: { id: `lanes_${key}` },
    children: lanes.map(({ element }) => element),
  };
  return {
    process: {
      name: 'bpmn:process',
      attributes: { id: `process_${key}`, name: labelIn(name, language), isExecutable: false },
      children: [noted('funnel', own), laneSet, ...parts.map(({ element }) => element)],
    },
    picture: [
      shape(`pool_${key}`, layout.pool, true),
      ...lanes.map((lane) => pictured(lane, true)),
      ...parts.map((part) => pictured(part)),
    ],
    height: layout.pool.height,
  };
}

const isArtifact = ({ element }: Drawn): boolean => /annotation|association/i.test(element.name);

/** As the schema of BPMN wants it. */
const artifactsLast = (parts: Drawn[]): Drawn[] => [
  ...parts.filter((part) => !isArtifact(part)),
  ...parts.filter(isArtifact),
];

/** The ways that are drawn: of a funnel where every move is allowed, from each stage to the next and from the last to the ends. */
function waysOf({ stages, transitions }: Funnel): Transition[] {
  if (transitions !== 'free') return transitions;
  const open = stages.filter(({ group }) => group === 'open');
  const last = open.at(-1);
  const next = open.slice(1).map((stage, index) => ({ from: open[index]?.key ?? '', to: stage.key }));
  const ends = stages.filter(({ group }) => group !== 'open').map(({ key }) => ({ from: last?.key ?? '', to: key }));
  return last ? [...next, ...ends] : [];
}

function laneOf({ key, stages }: Funnel, group: Stage['group'], name: string): XmlNode {
  const inside = stages.filter((stage) => stage.group === group).map((stage) => stageId(key, stage.key));
  const nodes = group === 'open' && inside.length > 0 ? [`start_${key}`, ...inside] : inside;
  return {
    name: 'bpmn:lane',
    attributes: { id: `lane_${key}_${group}`, name },
    children: [DRAWN, ...nodes.map((text) => ({ name: 'bpmn:flowNodeRef', text }))],
  };
}

function stageOf({ key }: Funnel, stage: Stage, isTask: boolean, language: string): XmlNode {
  const attributes = { id: stageId(key, stage.key), name: labelIn(stage.name, language) };
  const instructions = stage.instructions ? labelIn(stage.instructions, language) : '';
  const documentation = instructions ? [{ name: 'bpmn:documentation', text: instructions }] : [];
  const failed = { name: 'bpmn:terminateEventDefinition', attributes: { id: `terminate_${key}_${stage.key}` } };
  const ends = !isTask && stage.group === 'lost' ? [failed] : [];
  return {
    name: isTask ? 'bpmn:userTask' : 'bpmn:endEvent',
    attributes,
    children: [...documentation, noted('stage', stage), ...ends],
  };
}

function flowOf({ key, stages }: Funnel, { from, to, ...way }: Transition, language: string): XmlNode {
  const guards = [way.guard, stages.find((stage) => stage.key === to)?.guard].flatMap((guard) => guard ?? []);
  const text = guards
    .map((guard) => (guards.length > 1 ? `(${conditionText(guard)})` : conditionText(guard)))
    .join(' and ');
  const condition = {
    name: 'bpmn:conditionExpression',
    attributes: { 'xsi:type': 'bpmn:tFormalExpression', language: 'https://www.omg.org/spec/DMN/20191111/FEEL/' },
    text,
  };
  return {
    name: 'bpmn:sequenceFlow',
    attributes: {
      id: `way_${key}_${from}_${to}`,
      name: way.label ? labelIn(way.label, language) : undefined,
      sourceRef: stageId(key, from),
      targetRef: stageId(key, to),
    },
    children: [noted('transition', way), ...(text ? [condition] : [])],
  };
}

function startOf(funnel: string, first: string, box: Box, firstBox: Box): Drawn[] {
  const id = `start_${funnel}`;
  const flow = { id: `begin_${funnel}`, sourceRef: id, targetRef: stageId(funnel, first) };
  return [
    { element: { name: 'bpmn:startEvent', attributes: { id }, children: [DRAWN] }, box },
    {
      element: { name: 'bpmn:sequenceFlow', attributes: flow, children: [DRAWN] },
      points: waypoints(box, firstBox, 0),
    },
  ];
}

function pictured({ element, box, points = [] }: Drawn, horizontal?: boolean): XmlNode {
  const id = String(element.attributes?.id);
  if (box) return shape(id, box, horizontal);
  const children = points.map(({ x, y }) => ({ name: 'di:waypoint', attributes: { x, y } }));
  return { name: 'bpmndi:BPMNEdge', attributes: { id: `${id}_di`, bpmnElement: id }, children };
}

const shape = (id: string, box: Box, isHorizontal?: boolean): XmlNode => ({
  name: 'bpmndi:BPMNShape',
  attributes: { id: `${id}_di`, bpmnElement: id, isHorizontal },
  children: [{ name: 'dc:Bounds', attributes: { ...box } }],
});
