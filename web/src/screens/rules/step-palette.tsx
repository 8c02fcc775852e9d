import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';
import { useStepPurposes } from './step-purposes.ts';

interface Props {
  /** Which list of steps it adds to, for those who cannot see where it stands. */
  label?: string;
  small?: boolean;
  /** What opens it, instead of the usual button. */
  target?: ReactElement;
  onAdd: (kind: string) => void;
}

/** Adds a step, chosen by purpose. */
export function StepPalette({ label, small = false, target, onAdd }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const purposes = useStepPurposes();
  return (
    <Menu position="bottom-start" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        {target ?? (
          <Button
            size={small ? 'compact-sm' : 'sm'}
            variant={small ? 'light' : 'default'}
            leftSection={<IconPlus size={16} />}
            style={{ alignSelf: 'flex-start' }}
            aria-label={label}
          >
            {t('addStep')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown mah={440} style={{ overflowY: 'auto' }}>
        {purposes.map(({ name, kinds }) => (
          <Fragment key={name}>
            <Menu.Label>{name}</Menu.Label>
            {kinds.map((kind) => (
              <Menu.Item key={kind} leftSection={<StepIcon kind={kind} />} onClick={() => onAdd(kind)}>
                {names.step(kind)}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
