import { currencyOf } from '@etapa/shared/fields/currency';
import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/locale.tsx';
import { DecimalInput } from '../decimal-input.tsx';
import type { EditorProps } from '../view.ts';

export function MoneyEditor(props: EditorProps) {
  const { currency: organizations } = useFormats();
  const context = { doc: props.doc, currency: organizations };
  const currency = currencyOf(props.field, context);
  return (
    <DecimalInput
      {...props}
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
