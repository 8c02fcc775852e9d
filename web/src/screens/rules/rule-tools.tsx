import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RuleView, RuleViewProps } from './rule-views.ts';

/** How the rule is shown, and taking back what was done to it. */
export function RuleTools({
  draft,
  view,
  onView,
  readOnly,
}: Pick<RuleViewProps, 'draft' | 'view' | 'onView' | 'readOnly'>) {
  const { t } = useTranslation('automation');
  const tools = [
    { label: t('undo'), Icon: IconArrowBackUp, run: draft.undo },
    { label: t('redo'), Icon: IconArrowForwardUp, run: draft.redo },
  ];
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('view.title')}
        data={(['canvas', 'list'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
        value={view}
        onChange={(next) => onView(next as RuleView)}
      />
      {!readOnly &&
        tools.map(({ label, Icon, run }) => (
          <Tooltip label={label} key={label}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={label}
              disabled={run === null}
              onClick={() => run?.()}
            >
              <Icon size={18} />
            </ActionIcon>
          </Tooltip>
        ))}
    </>
  );
}
