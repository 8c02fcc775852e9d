import type { Funnel } from '../definition/entity-type.ts';
import type { Rule } from '../rules/rule.ts';
import { DRAWN, type Drawn, noted, stageId } from './drawn.ts';
import { type Box, waypoints } from './layout.ts';
import type { XmlNode } from './xml.ts';

const EVENT = 36;

/**
 * Rules where a reader of the diagram looks for them: those that wait, as timers on the edge of their stage, leading to
 * where they move the card or to a service task; those that act at once, as a remark beside the stage.
 */
export function drawRules(
  funnel: Funnel,
  rules: readonly Rule[],
  isTask: (stage: string) => boolean,
  boxOf: (stage: string) => Box,
): Drawn[] {
  return funnel.stages
    .filter(({ key }) => isTask(key))
    .flatMap(({ key }) => {
      const of = (kind: string) =>
        rules.filter(({ trigger }) => trigger.kind === kind && isHere(trigger, funnel.key, key));
      const box = boxOf(key);
      const timers = of('stage.idle').flatMap((rule, index) => timer(rule, index, funnel, key, box, boxOf));
      return [...timers, ...remark(of('stage.entered'), funnel.key, key, box)];
    });
}

function isHere(trigger: Rule['trigger'], funnel: string, stage: string): boolean {
  const stages = Array.isArray(trigger.stages) ? trigger.stages : [];
  return stages.includes(stage) && (trigger.funnel === undefined || trigger.funnel === funnel);
}

function timer(
  rule: Rule,
  index: number,
  funnel: Funnel,
  stage: string,
  at: Box,
  boxOf: (stage: string) => Box,
): Drawn[] {
  const id = `timer_${funnel.key}_${stage}_${rule.key}`;
  const move = rule.steps.find(
    ({ kind, funnel: other }) => kind === 'record.move' && (other ?? funnel.key) === funnel.key,
  );
  const target = funnel.stages.find(({ key }) => key === move?.stage && key !== stage)?.key;
  const box = { x: at.x + 8 + (index % 2) * 44, y: at.y + at.height - EVENT / 2, width: EVENT, height: EVENT };
  const duration = {
    name: 'bpmn:timeDuration',
    attributes: { 'xsi:type': 'bpmn:tFormalExpression' },
    text: String(rule.trigger.for),
  };
  const timed: XmlNode = { name: 'bpmn:timerEventDefinition', attributes: { id: `${id}_time` }, children: [duration] };
  const event: XmlNode = {
    name: 'bpmn:boundaryEvent',
    attributes: {
      id,
      name: rule.name,
      attachedToRef: stageId(funnel.key, stage),
      cancelActivity: target !== undefined,
    },
    children: [DRAWN, timed],
  };
  const service = { x: at.x, y: at.y + at.height + 50, width: at.width, height: 60 };
  const task: XmlNode = {
    name: 'bpmn:serviceTask',
    attributes: { id: `${id}_task`, name: rule.name },
    children: [DRAWN],
  };
  const flow: XmlNode = {
    name: 'bpmn:sequenceFlow',
    attributes: {
      id: `${id}_way`,
      sourceRef: id,
      targetRef: target === undefined ? `${id}_task` : stageId(funnel.key, target),
    },
    children: [DRAWN],
  };
  const below = { x: box.x + EVENT / 2, y: box.y + EVENT };
  const points =
    target === undefined ? [below, { x: below.x, y: service.y }] : waypoints(box, boxOf(target), index + 3);
  return [
    { element: event, box },
    ...(target === undefined ? [{ element: task, box: service }] : []),
    { element: flow, points },
  ];
}

function remark(rules: Rule[], funnel: string, stage: string, at: Box): Drawn[] {
  if (rules.length === 0) return [];
  const id = `rules_${funnel}_${stage}`;
  const text = rules.map(({ name, enabled }) => (enabled ? `⚡ ${name}` : `(⚡ ${name})`)).join('\n');
  const box = { x: at.x, y: at.y - 80, width: 130, height: 30 + Math.min(rules.length - 1, 3) * 15 };
  const association = { id: `${id}_to`, sourceRef: stageId(funnel, stage), targetRef: id };
  return [
    {
      element: {
        name: 'bpmn:textAnnotation',
        attributes: { id },
        children: [noted('drawn', true), { name: 'bpmn:text', text }],
      },
      box,
    },
    {
      element: { name: 'bpmn:association', attributes: association, children: [DRAWN] },
      points: [
        { x: at.x + 20, y: at.y },
        { x: at.x + 20, y: box.y + box.height },
      ],
    },
  ];
}
