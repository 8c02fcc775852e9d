import type { EntityType } from '@etapa/shared/definition/entity-type';
import { isChosen, RECIPES, type Recipe, type RecipeChoices, type RecipePart } from '@etapa/shared/formulas/recipe';
import { Button, Code, Group, Modal, NumberInput, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import classes from './formula-editor.module.css';

interface Props {
  type: EntityType;
  /** The computed field itself. */
  except: string | undefined;
  onWritten: (formula: string) => void;
  onClose: () => void;
}

/** A formula for a common need: choose the recipe, choose its fields. */
export function RecipeDialog({ type, except, onWritten, onClose }: Props) {
  const { t } = useTranslation('formulas');
  const { t: common } = useTranslation('common');
  const [recipe, setRecipe] = useState<Recipe | null>(null);
  const [choices, setChoices] = useState<RecipeChoices>({});
  const choose = (next: Recipe) => {
    setRecipe(next);
    setChoices(next.key === 'sumOfRows' ? { column: 'total' } : {});
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={recipe ? t(`recipe.${recipe.key}.title`) : t('recipes')}
      size="md"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {recipe ? (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t(`recipe.${recipe.key}.about`)}
          </Text>
          {recipe.parts.map((part) => (
            <Part
              key={part.name}
              part={part}
              type={type}
              except={except}
              value={choices[part.name]}
              onChange={(value) => setChoices((before) => ({ ...before, [part.name]: value }))}
            />
          ))}
          {isChosen(recipe, choices) && <Code block>= {recipe.write(choices)}</Code>}
          <Group justify="space-between">
            <Button variant="default" onClick={() => setRecipe(null)}>
              {t('recipe.back')}
            </Button>
            <Button disabled={!isChosen(recipe, choices)} onClick={() => onWritten(recipe.write(choices))}>
              {t('recipe.use')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap={4}>
          {RECIPES.map((each) => (
            <UnstyledButton key={each.key} className={classes.recipe} onClick={() => choose(each)}>
              <Text size="sm" fw={600}>
                {t(`recipe.${each.key}.title`)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`recipe.${each.key}.about`)}
              </Text>
            </UnstyledButton>
          ))}
        </Stack>
      )}
    </Modal>
  );
}

interface PartProps {
  part: RecipePart;
  type: EntityType;
  except: string | undefined;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

const NUMBER = '$number';

function Part({ part, type, except, value, onChange }: PartProps) {
  const { t } = useTranslation('formulas');
  const { label } = useFormats();
  const [typing, setTyping] = useState(false);
  const name = t(`part.${part.name}`);
  const fields = type.fields.filter(
    ({ key, kind, retired }) => !retired && key !== except && part.kinds.includes(kind),
  );
  const data = part.columns
    ? part.columns.map((column) => ({ value: column, label: t(`column.${column as 'total'}`) }))
    : [
        ...fields.map((field) => ({ value: field.key, label: label(field.label) })),
        ...(part.number ? [{ value: NUMBER, label: t('part.number') }] : []),
      ];
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        style={{ flex: 1 }}
        label={name}
        withAsterisk={!part.optional}
        clearable={part.optional}
        searchable
        placeholder={t('part.choose')}
        nothingFoundMessage={t('part.none')}
        error={data.length === 0 ? t('part.none') : undefined}
        data={data}
        value={typing ? NUMBER : (value ?? null)}
        onChange={(next) => {
          setTyping(next === NUMBER);
          onChange(next === NUMBER ? undefined : (next ?? undefined));
        }}
      />
      {typing && (
        <NumberInput
          w={120}
          aria-label={`${name}: ${t('part.number')}`}
          value={value === undefined ? '' : Number(value)}
          onChange={(next) => onChange(typeof next === 'number' ? String(next) : undefined)}
        />
      )}
    </Group>
  );
}
