import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
} from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Of what is moved, for people. */
  name: string;
  at: number;
  count: number;
  onMove: (to: number) => void;
  handle?: Ref<HTMLButtonElement>;
  /** More that can be done with it. */
  children?: ReactNode;
}

/** The way to another place in a list without dragging: a menu, or Alt with the arrow keys. Results are spoken. */
export function OrderMenu({ name, at, count, onMove, handle, children }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const move = (to: number) => {
    if (to < 0 || to >= count || to === at) return;
    onMove(to);
    announce(words('order.moved', { name, place: to + 1, count }));
  };
  const ways = [
    ['first', IconArrowBarToUp, 0, words('order.first', { name })],
    ['up', IconArrowUp, at - 1, t('moveUp', { name })],
    ['down', IconArrowDown, at + 1, t('moveDown', { name })],
    ['last', IconArrowBarToDown, count - 1, words('order.last', { name })],
  ] as const;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon
          ref={handle}
          variant="subtle"
          color="gray"
          size="sm"
          style={{ cursor: 'grab' }}
          aria-label={words('order.menu', { name })}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            event.stopPropagation();
            move(at + (event.key === 'ArrowUp' ? -1 : 1));
          }}
        >
          <IconGripVertical size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(([key, Icon, to, text]) => (
          <Menu.Item
            key={key}
            leftSection={<Icon size={14} />}
            disabled={to < 0 || to >= count || to === at}
            onClick={() => move(to)}
          >
            {text}
          </Menu.Item>
        ))}
        {children && <Menu.Divider />}
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
