import { isFormula } from '@etapa/shared/formulas/formula';
import { ActionIcon, Box, Group, Tooltip } from '@mantine/core';
import { IconMathFunction } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputSettings } from '../../../fields/view.ts';
import { FormulaInput } from './formula-input.tsx';

interface Props {
  value: unknown;
  onChange: (value: unknown) => void;
  input: InputSettings;
  /** Formulas that the editor itself has a name for, such as the record's owner. */
  known?: readonly string[];
  /** The editor of a fixed value. */
  children: ReactNode;
}

/** A fixed value, or a formula at the press of a button. */
export function OrFormula({ value, onChange, input, known = [], children }: Props) {
  const { t } = useTranslation('rules');
  const formula = isFormula(value) && !known.includes(value);
  const name = t(formula ? 'formula.off' : 'formula.on');
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <Box flex={1} miw={0}>
        {formula ? <FormulaInput value={value} onChange={onChange} input={input} /> : children}
      </Box>
      <Tooltip label={name}>
        <ActionIcon
          variant={formula ? 'light' : 'subtle'}
          color={formula ? undefined : 'gray'}
          mt={input.label ? 28 : 4}
          aria-label={typeof input.label === 'string' ? `${input.label}: ${name}` : name}
          aria-pressed={formula}
          onClick={() => onChange(formula ? undefined : '= ')}
        >
          <IconMathFunction size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
