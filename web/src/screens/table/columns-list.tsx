import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPin, IconPinnedFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overAnchor } from '../../ui/over-anchor.ts';
import { useColumnDrag } from './column-drag.ts';
import classes from './columns-list.module.css';
import { moved } from './table-columns.ts';

export interface ChosenColumns {
  all: { key: string; name: string }[];
  chosen: string[];
  pinned: string[];
  onChange: (next: { columns?: string[]; pinned?: string[] }) => void;
  onReset: () => void;
}

interface Props extends ChosenColumns {
  anchor: HTMLElement;
  onClose: () => void;
}

/** Chooses the columns of a table, their order and which stay in sight: by mouse or keyboard. */
export function ColumnsList({ anchor, all, chosen, pinned, onChange, onReset, onClose }: Props) {
  const { t } = useTranslation('table');
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  /** A line that has just gone from one list into the other. */
  const [went, setWent] = useState<{ key: string } | null>(null);
  useEffect(() => {
    const line = went && list.current?.querySelector(`[data-column="${CSS.escape(went.key)}"] input`);
    if (line instanceof HTMLElement) line.focus({ preventScroll: true });
  }, [went]);
  const choose = (key: string, columns: string[]) => {
    onChange({ columns });
    setWent({ key });
  };
  const nameOf = (key: string) => all.find((column) => column.key === key)?.name ?? key;
  const matches = (name: string) => name.toLowerCase().includes(text.trim().toLowerCase());
  const known = chosen.filter((key) => all.some((column) => column.key === key));
  const hidden = all.filter(({ key, name }) => !chosen.includes(key) && matches(name));
  return (
    <Popover
      opened
      onChange={(open) => !open && onClose()}
      position="bottom-end"
      withinPortal
      width={320}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <div style={overAnchor(anchor)} />
      </Popover.Target>
      <Popover.Dropdown ref={list} aria-label={t('columns')} className={classes.dropdown}>
        <TextInput
          size="xs"
          aria-label={t('findColumn')}
          placeholder={t('findColumn')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" mt="xs" mb={4}>
          {t('shownColumns')}
        </Text>
        <ul className={classes.list}>
          {known.map((key, index) =>
            matches(nameOf(key)) ? (
              <ChosenColumn
                key={key}
                column={key}
                name={nameOf(key)}
                pinned={pinned.includes(key)}
                above={known[index - 1]}
                below={known[index + 1]}
                only={known.length === 1}
                onMove={(to) => onChange({ columns: moved(known, key, to) })}
                onDrop={(dragged, side) => onChange({ columns: moved(known, dragged, { key, side }) })}
                onPin={() =>
                  onChange({ pinned: pinned.includes(key) ? pinned.filter((one) => one !== key) : [...pinned, key] })
                }
                onHide={() =>
                  choose(
                    key,
                    known.filter((one) => one !== key),
                  )
                }
              />
            ) : null,
          )}
        </ul>
        {hidden.length > 0 && (
          <Text size="xs" c="dimmed" mt="xs" mb={4}>
            {t('otherColumns')}
          </Text>
        )}
        <Stack gap={0}>
          {hidden.map(({ key, name }) => (
            <Checkbox
              key={key}
              wrapperProps={{ 'data-column': key }}
              className={classes.other}
              size="xs"
              label={name}
              checked={false}
              onChange={() => choose(key, [...known, key])}
            />
          ))}
        </Stack>
        <Button size="compact-xs" variant="subtle" mt="sm" onClick={onReset}>
          {t('resetColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChosenProps {
  column: string;
  name: string;
  pinned: boolean;
  above: string | undefined;
  below: string | undefined;
  only: boolean;
  onMove: (to: { key: string; side: 'before' | 'behind' }) => void;
  onDrop: (dragged: string, side: 'before' | 'behind') => void;
  onPin: () => void;
  onHide: () => void;
}

function ChosenColumn({ column, name, pinned, above, below, only, onMove, onDrop, onPin, onHide }: ChosenProps) {
  const { t } = useTranslation('table');
  const { element, edge } = useColumnDrag<HTMLLIElement>(column, 'vertical', onDrop);
  return (
    <li ref={element} className={classes.item} data-column={column} data-edge={edge ?? undefined}>
      <Checkbox
        size="xs"
        label={name}
        checked
        disabled={only}
        onChange={onHide}
        classNames={{ body: classes.check, label: classes.label }}
        flex={1}
        miw={0}
      />
      <Group gap={0} wrap="nowrap">
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={t('columnUp', { column: name })}
          // Still in the way of Tab: the focus stays on it when the column has come to the end.
          aria-disabled={above === undefined}
          data-disabled={above === undefined || undefined}
          onClick={() => above !== undefined && onMove({ key: above, side: 'before' })}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={t('columnDown', { column: name })}
          // Still in the way of Tab: the focus stays on it when the column has come to the end.
          aria-disabled={below === undefined}
          data-disabled={below === undefined || undefined}
          onClick={() => below !== undefined && onMove({ key: below, side: 'behind' })}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
        <ActionIcon
          size={26}
          variant="subtle"
          color={pinned ? undefined : 'gray'}
          aria-pressed={pinned}
          aria-label={t('pin', { column: name })}
          onClick={onPin}
        >
          {pinned ? <IconPinnedFilled size={14} /> : <IconPin size={14} />}
        </ActionIcon>
      </Group>
    </li>
  );
}
