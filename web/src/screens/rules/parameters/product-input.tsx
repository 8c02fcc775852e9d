import { RecordPicker } from '../../../fields/record-picker.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { OrFormula } from './or-formula.tsx';
import { asText, type ParameterProps } from './parameter-props.ts';

/** A product of the catalogue that the product rows draw on, or a formula that gives one. */
export function ProductParameter({ value, onChange, input, block }: ParameterProps) {
  const { type } = useRuleForm();
  const lines = type.fields.filter(({ kind }) => kind === 'lines');
  const field = lines.find(({ key }) => key === block.field) ?? lines[0];
  const text = asText(value);
  return (
    <OrFormula value={value} onChange={onChange} input={input}>
      <RecordPicker
        single
        entityType={field?.target ?? ''}
        value={text ? [text] : []}
        onChange={(ids) => onChange(ids[0])}
        input={{ ...input, disabled: !field?.target }}
      />
    </OrFormula>
  );
}
