import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import type { Field, Section } from '@etapa/shared/definition/entity-type';
import { Group, Menu, Text } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { PLACED } from './card-lists.ts';
import classes from './fields.module.css';
import { OrderMenu } from './order-menu.tsx';
import { useSortable } from './sortable.ts';

interface Props {
  field: Field;
  name: string;
  /** Null where it stands in none. */
  section: number | null;
  at: number;
  count: number;
  sections: readonly Section[];
}

/** A field in a section, or in none: dragged, or moved by its menu and keys. */
export function PlacedField({ field, name, section, at, count, sections }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { edit } = useBuilder();
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useSortable(element, PLACED, field.key);
  const place = (to: number | null) => {
    edit({ kind: 'layout.place', field: field.key, section: to });
    const title = to === null ? words('card.rest') : label(sections[to]?.title);
    announce(words('card.placed', { name, section: title }));
  };
  return (
    <div
      ref={element}
      className={classes.row}
      data-edge={edge ?? undefined}
      data-dragging={dragging || undefined}
      data-placed={field.key}
    >
      <OrderMenu
        name={name}
        at={at}
        count={count}
        onMove={(to) => edit({ kind: 'layout.place', field: field.key, section, at: to })}
      >
        {sections.map(
          ({ title }, index) =>
            index !== section && (
              <Menu.Item
                // Sections have no key of their own.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                key={index}
                leftSection={<IconArrowRight size={14} />}
                onClick={() => place(index)}
              >
                {words('card.toSection', { section: label(title) })}
              </Menu.Item>
            ),
        )}
        {section !== null && (
          <Menu.Item leftSection={<IconX size={14} />} onClick={() => place(null)}>
            {words('card.takeOut')}
          </Menu.Item>
        )}
      </OrderMenu>
      <Group gap={8} className={classes.name} wrap="nowrap">
        <Text size="sm" truncate td={field.retired ? 'line-through' : undefined}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
          {t(`kind.${field.kind}`)}
        </Text>
      </Group>
    </div>
  );
}
