import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { STEP_KIND_TYPE } from '../../canvas/rule-canvas.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';
import classes from './automation.module.css';
import { useStepPurposes } from './step-purposes.ts';

/** Every kind of step, to be dragged onto the canvas; pressed, it is added at the end. */
export function StepTray({ onAdd }: { onAdd: (kind: string) => void }) {
  const { t } = useTranslation('automation');
  const names = useRuleNames();
  const purposes = useStepPurposes();
  return (
    <section aria-label={t('tray.title')}>
      <Text fw={600}>{t('tray.title')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('tray.lead')}
      </Text>
      <Stack gap="xs">
        {purposes.map(({ name, kinds }) => (
          <section key={name} aria-label={name}>
            <Text size="xs" fw={600} c="dimmed" mb={2}>
              {name}
            </Text>
            <div className={classes.tray}>
              {kinds.map((kind) => (
                <UnstyledButton
                  key={kind}
                  className={classes.kind}
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(STEP_KIND_TYPE, kind);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => onAdd(kind)}
                >
                  <StepIcon kind={kind} />
                  <span>{names.step(kind)}</span>
                </UnstyledButton>
              ))}
            </div>
          </section>
        ))}
      </Stack>
    </section>
  );
}
