import type { Field } from '@etapa/shared/definition/entity-type';
import { FIELD_KINDS, type FieldKind } from '@etapa/shared/fields/field';
import { ActionIcon, Badge, Button, Group, Modal, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';
import { FieldPanel } from './field-panel.tsx';
import { newKey } from './new-key.ts';
import { SettledInput } from './settled-input.tsx';

/** Every field of a process, in order, and the settings of the one that is chosen. */
export function FieldsPart() {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [chosen, setChosen] = useState(definition.titleField);
  const [adding, setAdding] = useState(false);
  const { fields } = definition;
  const field = fields.find(({ key }) => key === chosen) ?? fields[0];
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t('part.fields')}>
        <Button size="xs" mb="sm" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
          {t('field.add')}
        </Button>
        {fields.map((each, at) => (
          <div key={each.key} className={classes.row} data-on={each.key === field?.key || undefined}>
            <UnstyledButton className={classes.name} onClick={() => setChosen(each.key)}>
              <Group gap={6} wrap="nowrap">
                <Text truncate td={each.retired ? 'line-through' : undefined}>
                  {label(each.label)}
                </Text>
                {each.required && <span aria-hidden>*</span>}
                {each.formula && <Badge size="xs">ƒ</Badge>}
              </Group>
              <Text size="xs" c="dimmed">
                {t(`kind.${each.kind}`)}
              </Text>
            </UnstyledButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={at === 0}
              aria-label={t('moveUp', { name: label(each.label) })}
              onClick={() => edit({ kind: 'field.move', field: each.key, to: at - 1 })}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={at === fields.length - 1}
              aria-label={t('moveDown', { name: label(each.label) })}
              onClick={() => edit({ kind: 'field.move', field: each.key, to: at + 1 })}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
          </div>
        ))}
      </section>
      <section className={classes.name} aria-label={label(field?.label)}>
        {field && <FieldPanel key={field.key} field={field} />}
      </section>
      {adding && (
        <NewField
          taken={fields}
          onClose={() => setAdding(false)}
          onAdd={(next) => {
            const place = definition.layout ? { section: 0 } : {};
            edit({ kind: 'field.add', field: next, ...(definition.layout?.sections.length ? place : {}) });
            setChosen(next.key);
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

interface NewFieldProps {
  taken: Field[];
  onAdd: (field: Field) => void;
  onClose: () => void;
}

function NewField({ taken, onAdd, onClose }: NewFieldProps) {
  const { t } = useTranslation('builder');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<FieldKind>('text');
  const { definition } = useBuilder();
  return (
    <Modal opened onClose={onClose} title={t('field.add')}>
      <Stack gap="sm">
        <SettledInput label={t('name')} required autoFocus value={name} onSettle={setName} />
        <Select
          label={t('field.kind')}
          searchable
          allowDeselect={false}
          data={FIELD_KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          value={kind}
          onChange={(next) => setKind(FIELD_KINDS.find((each) => each === next) ?? 'text')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            disabled={name === ''}
            onClick={() =>
              onAdd({
                key: newKey(
                  name,
                  'field',
                  taken.map(({ key }) => key),
                ),
                label: name,
                kind,
                ...needed(kind, definition.key, t('option.new')),
              })
            }
          >
            {t('field.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Settings without which a kind is none, as good a guess as any. */
function needed(kind: FieldKind, entityType: string, option: string): Partial<Field> {
  if (kind === 'select' || kind === 'multiSelect') return { options: [{ key: 'option1', label: option }] };
  if (kind === 'link' || kind === 'links') return { target: entityType };
  if (kind === 'autonumber') return { format: 'N-{0000}' };
  return {};
}
