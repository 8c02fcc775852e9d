import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { Menu } from '@mantine/core';
import { IconArrowBarDown, IconArrowBarUp, IconArrowDown, IconArrowUp, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import { reachableStages } from './reachable.ts';

export type Step = 'top' | 'up' | 'down' | 'bottom';

interface Props {
  type: EntityType;
  funnel: Funnel;
  record: RecordView;
  anchor: HTMLElement;
  onStage: (stage: string) => void;
  onStep: (step: Step) => void;
  onClose: () => void;
}

const STEPS = [
  ['top', IconArrowBarUp],
  ['up', IconArrowUp],
  ['down', IconArrowDown],
  ['bottom', IconArrowBarDown],
] as const;

/** Everything that dragging does, by keyboard, touch or voice. */
export function MoveMenu({ funnel, record, anchor, onStage, onStep, onClose }: Props) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const box = anchor.getBoundingClientRect();
  const reachable = reachableStages(funnel, record.stage);
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      width={240}
      withinPortal
      trapFocus
      withInitialFocusPlaceholder={false}
      returnFocus={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('menu', { title: record.title })}
          style={{ position: 'fixed', left: box.left, top: box.bottom, width: 1, height: 1, opacity: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }} aria-label={t('menu', { title: record.title })}>
        <Menu.Label>{t('move')}</Menu.Label>
        {funnel.stages.map((stage, index) => (
          <Menu.Item
            key={stage.key}
            disabled={stage.key === record.stage || !reachable.has(stage.key)}
            leftSection={
              <span
                aria-hidden
                style={{
                  display: 'block',
                  width: 10,
                  height: 10,
                  borderRadius: 5,
                  background: stageCss(stageColor(stage, index)),
                }}
              />
            }
            rightSection={stage.key === record.stage && <IconCheck size={14} aria-label={t('current')} />}
            onClick={() => onStage(stage.key)}
          >
            {label(stage.name)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('place')}</Menu.Label>
        {STEPS.map(([step, Icon]) => (
          <Menu.Item key={step} leftSection={<Icon size={14} aria-hidden />} onClick={() => onStep(step)}>
            {t(step)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
