import { STEP_KINDS } from '@etapa/shared/rules/steps/kinds';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';

/** What steps are for; a kind that is in none of these comes last. */
const PURPOSES = {
  people: ['task.create', 'approval.request', 'notify', 'record.assign'],
  record: ['record.update', 'record.move', 'comment.add', 'tag.add', 'tag.remove'],
  others: ['record.create', 'records.update'],
  rows: ['lines.add', 'lines.discount'],
  messages: ['email.send', 'document.create'],
  outside: ['http.request'],
  flow: ['branch', 'wait', 'stop'],
} as const;

const KNOWN = new Set<string>(Object.values(PURPOSES).flat());
const KINDS = STEP_KINDS.map(({ kind }) => kind);

interface Props {
  /** Which list of steps it adds to, for those who cannot see where it stands. */
  label?: string;
  small?: boolean;
  onAdd: (kind: string) => void;
}

/** Adds a step, chosen by purpose. */
export function StepPalette({ label, small = false, onAdd }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const groups: [string, readonly string[]][] = [
    ...Object.entries(PURPOSES).map(([purpose, kinds]): [string, readonly string[]] => [
      t(`purpose.${purpose as keyof typeof PURPOSES}`),
      kinds.filter((kind) => KINDS.includes(kind)),
    ]),
    [t('purpose.more'), KINDS.filter((kind) => !KNOWN.has(kind))],
  ];
  return (
    <Menu position="bottom-start" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size={small ? 'compact-sm' : 'sm'}
          variant={small ? 'light' : 'default'}
          leftSection={<IconPlus size={16} />}
          style={{ alignSelf: 'flex-start' }}
          aria-label={label}
        >
          {t('addStep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={440} style={{ overflowY: 'auto' }}>
        {groups
          .filter(([, kinds]) => kinds.length > 0)
          .map(([purpose, kinds]) => (
            <Fragment key={purpose}>
              <Menu.Label>{purpose}</Menu.Label>
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
