import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { overAnchor } from './over-anchor.ts';

interface Props {
  anchor: HTMLElement;
  /** What it is the menu of. */
  label: string;
  position?: 'bottom-start' | 'bottom-end';
  /** In pixels. */
  width: number;
  returnFocus?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** An open menu below something that knows nothing of menus: so that no screen brings them along before one opens. */
export function MenuAt(props: Props) {
  const { anchor, label, position = 'bottom-start', width, returnFocus = true } = props;
  return (
    <Menu
      opened
      onClose={props.onClose}
      position={position}
      width={width}
      shadow="md"
      withinPortal
      trapFocus
      returnFocus={returnFocus}
    >
      <Menu.Target>
        <button type="button" tabIndex={-1} aria-label={label} style={overAnchor(anchor)} />
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }} aria-label={label}>
        {props.children}
      </Menu.Dropdown>
    </Menu>
  );
}
