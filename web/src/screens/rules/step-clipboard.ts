import type { Step } from '@etapa/shared/rules/rule';
import type { ClipboardEvent } from 'react';
import type { StepActions } from './canvas-editing.tsx';

/** Steps as text, so that they can be pasted into another rule, in another tab or process. */
const textOf = (steps: readonly Step[]): string => JSON.stringify({ etapaSteps: steps }, null, 2);

/** Steps that a text holds; null for any other text. */
function stepsFrom(text: string): Step[] | null {
  try {
    const { etapaSteps } = JSON.parse(text) as { etapaSteps?: unknown };
    return Array.isArray(etapaSteps) && etapaSteps.every(isStep) ? etapaSteps : null;
  } catch {
    return null;
  }
}

const isStep = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';

/** Copies, cuts and pastes chosen steps where the focus is on the canvas and not in an input. */
export function clipboardHandlers(actions: StepActions) {
  const copy = (event: ClipboardEvent): boolean => {
    const steps = actions.chosen();
    if (isTyping(event.target) || steps.length === 0) return false;
    event.clipboardData.setData('text/plain', textOf(steps));
    event.preventDefault();
    return true;
  };
  return {
    onCopy: (event: ClipboardEvent) => void copy(event),
    onCut: (event: ClipboardEvent) => {
      if (copy(event)) actions.remove();
    },
    onPaste: (event: ClipboardEvent) => {
      const steps = isTyping(event.target) ? null : stepsFrom(event.clipboardData.getData('text/plain'));
      if (!steps) return;
      event.preventDefault();
      actions.paste(steps);
    },
  };
}

export const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
