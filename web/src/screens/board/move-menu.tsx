import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { Menu, Text } from '@mantine/core';
import { IconArrowBarDown, IconArrowBarUp, IconArrowDown, IconArrowUp, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { MenuAt } from '../../ui/menu-at.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import type { Forbidden } from './forbidden.ts';
import type { Lane } from './lanes.ts';
import { WhyNot } from './why-not.tsx';

export type Step = 'top' | 'up' | 'down' | 'bottom';

interface Props {
  type: EntityType;
  funnel: Funnel;
  record: RecordView;
  /** Cards that go along with it, itself among them. */
  count: number;
  anchor: HTMLElement;
  /** Why they may not go to a stage. */
  forbidden: ReadonlyMap<string, Forbidden>;
  /** Other lanes, where the board has any, with their names. */
  lanes: { lane: Lane<RecordView>; name: string }[];
  onLane: (value: string | null) => void;
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
export function MoveMenu(props: Props) {
  const { type, funnel, record, count, anchor, forbidden, lanes, onLane, onStage, onStep, onClose } = props;
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const title = count > 1 ? t('menuMany', { count }) : t('menu', { title: record.title });
  return (
    <MenuAt anchor={anchor} label={title} width={240} returnFocus={false} onClose={onClose}>
      <Menu.Label>{t('move')}</Menu.Label>
      {funnel.stages.map((stage, index) => (
        <Menu.Item
          key={stage.key}
          disabled={(count === 1 && stage.key === record.stage) || forbidden.has(stage.key)}
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
          <Reason type={type} stage={stage} reason={forbidden.get(stage.key)} />
        </Menu.Item>
      ))}
      {lanes.length > 0 && (
        <>
          <Menu.Divider />
          <Menu.Label>{t('moveToLane')}</Menu.Label>
          {lanes.map(({ lane, name }) => (
            <Menu.Item key={lane.value} onClick={() => onLane(lane.value)}>
              {name}
            </Menu.Item>
          ))}
        </>
      )}
      {count === 1 && (
        <>
          <Menu.Divider />
          <Menu.Label>{t('place')}</Menu.Label>
        </>
      )}
      {(count === 1 ? STEPS : []).map(([step, Icon]) => (
        <Menu.Item key={step} leftSection={<Icon size={14} aria-hidden />} onClick={() => onStep(step)}>
          {t(step)}
        </Menu.Item>
      ))}
    </MenuAt>
  );
}

interface ReasonProps {
  type: EntityType;
  stage: Stage;
  reason: Forbidden | undefined;
}

function Reason({ type, stage, reason }: ReasonProps) {
  if (!reason) return null;
  return (
    <Text size="xs" c="dimmed">
      <WhyNot type={type} stage={stage} reason={reason} />
    </Text>
  );
}
