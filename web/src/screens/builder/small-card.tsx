import { ActionIcon, Select, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import classes from './fields.module.css';
import { OrderMenu } from './order-menu.tsx';
import { placeBeside, useDrops, useSortable } from './sortable.ts';

const LIST = 'fields of the small card';

/** Which fields show on the small card of a board, in which order. */
export function SmallCard() {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const shown = definition.layout?.card ?? [];
  const set = (fields: string[]) => edit({ kind: 'layout.card', fields });
  const moved = (id: string, to: number) => {
    const rest = shown.filter((key) => key !== id);
    set([...rest.slice(0, to), id, ...rest.slice(to)]);
  };
  useDrops(LIST, (dropped) => {
    if ('beside' in dropped) moved(dropped.id, placeBeside(shown, dropped.id, dropped.beside, dropped.after));
  });
  const others = definition.fields.filter(
    ({ key, retired }) => !retired && !shown.includes(key) && key !== definition.titleField,
  );
  return (
    <Stack gap={6} component="section" aria-label={t('card.small')}>
      <div>
        <Title order={2} size="h4">
          {t('card.small')}
        </Title>
        <Text size="xs" c="dimmed">
          {t('card.smallLead')}
        </Text>
      </div>
      {shown.length > 0 && (
        <div className={classes.zone}>
          {shown.map((key, at) => (
            <Row
              key={key}
              id={key}
              name={label(definition.fields.find((field) => field.key === key)?.label) || key}
              at={at}
              count={shown.length}
              onMove={(to) => moved(key, to)}
              onRemove={() => set(shown.filter((other) => other !== key))}
            />
          ))}
        </div>
      )}
      <Select
        size="xs"
        searchable
        aria-label={words('card.addTo', { section: t('card.small') })}
        placeholder={words('card.add')}
        data={others.map((field) => ({ value: field.key, label: label(field.label) }))}
        value={null}
        onChange={(field) => field !== null && set([...shown, field])}
      />
    </Stack>
  );
}

interface RowProps {
  id: string;
  name: string;
  at: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function Row({ id, name, at, count, onMove, onRemove }: RowProps) {
  const { t: words } = useTranslation('design');
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useSortable(element, LIST, id);
  return (
    <div ref={element} className={classes.row} data-edge={edge ?? undefined} data-dragging={dragging || undefined}>
      <OrderMenu name={name} at={at} count={count} onMove={onMove} />
      <Text size="sm" className={classes.name} truncate>
        {name}
      </Text>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={words('card.offSmall', { name })}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
