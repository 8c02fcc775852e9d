import { currencyOf, moneyScale } from '@etapa/shared/fields/money';
import { Text } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { asNumber, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function MoneyEditor(props: EditorProps) {
  const { currency: organizations } = useFormats();
  const context = { doc: props.doc, currency: organizations };
  const currency = currencyOf(props.field, context);
  return (
    <DecimalInput
      {...props}
      scale={moneyScale(props.field, context)}
      more={
        currency
          ? {
              rightSectionWidth: 48,
              rightSection: (
                <Text size="xs" c="dimmed">
                  {currency}
                </Text>
              ),
            }
          : {}
      }
    />
  );
}

function MoneyDisplay({ field, value, doc }: DisplayProps) {
  const { money } = useFormats();
  return <span>{money(asNumber(value) ?? 0, currencyOf(field, { doc }))}</span>;
}

export const money: FieldView = { Editor: MoneyEditor, Display: MoneyDisplay };
