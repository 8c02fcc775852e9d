import type { Forecast } from '@etapa/shared/api/forecast';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Stack, Text } from '@mantine/core';
import { useMe } from '../../data/session.ts';
import { useSumText } from './sum-text.ts';
import { TargetInput } from './target-input.tsx';

type Figures = Forecast['totals'];

/** What an amount is in: a currency of its own, whichever each record says, or, of what is no money, none. */
export function useAmountCurrency(type: EntityType, amountField: string | null) {
  const { organization } = useMe();
  const field = type.fields.find(({ key }) => key === amountField);
  if (field?.kind !== 'money') return { differs: false, currency: null };
  return { differs: field.currencyField !== undefined, currency: field.currency ?? organization.currency };
}

interface InputsProps {
  label: string;
  figures: Figures;
  /** One more than those that have a target; null: the amount is no money. */
  currency: string | null;
  onSet: (amount: number, currency: string | null) => void;
}

/** A target in each currency that has one, and in one that may have one. */
export function TargetInputs({ label, figures, currency, onSet }: InputsProps) {
  if (currency === null) {
    return <TargetInput label={label} value={figures.target} onSet={(amount) => onSet(amount, null)} />;
  }
  return (
    <Stack gap={4}>
      {[...new Set([...Object.keys(figures.targets), currency])].map((code) => (
        <TargetInput
          key={code}
          label={`${label}, ${code}`}
          unit={code}
          value={figures.targets[code] ?? null}
          onSet={(amount) => onSet(amount, code)}
        />
      ))}
    </Stack>
  );
}

/** What is missing, each currency in a line of its own. */
export function GapText({ figures, type, amountField }: { figures: Figures; type: EntityType; amountField: string }) {
  const sumText = useSumText(type);
  const gaps = Object.entries(figures.gaps);
  const lines = gaps.map(([code, gap]) => ({ gap, text: sumText(amountField, { [code]: gap }) }));
  if (lines.length === 0 && figures.gap !== null) {
    lines.push({ gap: figures.gap, text: sumText(amountField, figures.gap) });
  }
  if (lines.length === 0) return '—';
  return lines.map(({ gap, text }) => (
    <Text key={text} inherit c={gap > 0 ? 'orange' : 'green'} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </Text>
  ));
}
