import type { Edit } from '@etapa/shared/definition/edit';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { PLACED, SECTIONS } from './card-lists.ts';
import { CardPreview } from './card-preview.tsx';
import { CardSection } from './card-section.tsx';
import classes from './fields.module.css';
import { PlacedField } from './placed-field.tsx';
import { SmallCard } from './small-card.tsx';
import { type Dropped, placeBeside, useDrops, useDropZone } from './sortable.ts';

const NOWHERE = 'nowhere';

/** How a card is laid out: its sections with their fields, and what shows on the small card of a board. */
export function CardPart() {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const { sections = [] } = definition.layout ?? {};
  const placed = new Set(sections.flatMap((section) => section.fields));
  const left = definition.fields.filter(({ key, retired }) => !placed.has(key) && !retired);
  const rest = useRef<HTMLDivElement>(null);
  const over = useDropZone(rest, PLACED, NOWHERE);
  useDrops(PLACED, (dropped) => {
    const place = placeOf(dropped, sections);
    if (place) edit(place);
  });
  useDrops(SECTIONS, (dropped) => {
    if (!('beside' in dropped)) return;
    const keys = sections.map((_, index) => String(index));
    edit({
      kind: 'section.move',
      section: Number(dropped.id),
      to: placeBeside(keys, dropped.id, dropped.beside, dropped.after),
    });
  });
  return (
    <div className={classes.layout}>
      <Stack gap="md" className={classes.sections}>
        <div>
          <Title order={2} size="h4">
            {t('card.sections')}
          </Title>
          <Text size="xs" c="dimmed">
            {words('card.sectionsLead')}
          </Text>
        </div>
        {sections.map((section, at) => (
          // Sections have no key of their own: their place is what edits name them by.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <CardSection key={at} section={section} at={at} sections={sections} />
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => edit({ kind: 'section.add', section: { title: t('card.newSection'), fields: [] } })}
        >
          {t('card.addSection')}
        </Button>
        {sections.length > 0 && (
          <section aria-label={words('card.rest')}>
            <Text size="sm" fw={600} mb={4}>
              {words('card.rest')}
            </Text>
            <Text size="xs" c="dimmed" mb={4}>
              {words('card.restLead')}
            </Text>
            <div ref={rest} className={classes.zone} data-over={over || undefined}>
              {left.map((field) => (
                <PlacedField
                  key={field.key}
                  field={field}
                  name={label(field.label)}
                  section={null}
                  at={0}
                  count={1}
                  sections={sections}
                />
              ))}
              {left.length === 0 && (
                <Text size="xs" c="dimmed" p={6}>
                  {words('card.restNone')}
                </Text>
              )}
            </div>
          </section>
        )}
        <SmallCard />
      </Stack>
      <CardPreview />
    </div>
  );
}

/** Where a field that was let go is to stand; null where it fell on itself. */
function placeOf(dropped: Dropped, sections: readonly { fields: string[] }[]): Edit | null {
  if ('into' in dropped) {
    const section = dropped.into === NOWHERE ? null : Number(dropped.into);
    return { kind: 'layout.place', field: dropped.id, section };
  }
  const section = sections.findIndex(({ fields }) => fields.includes(dropped.beside));
  if (section < 0) return { kind: 'layout.place', field: dropped.id, section: null };
  const at = placeBeside(sections[section]?.fields ?? [], dropped.id, dropped.beside, dropped.after);
  return { kind: 'layout.place', field: dropped.id, section, at };
}
