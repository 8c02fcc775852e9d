import type { InputSettings } from '../../../fields/view.ts';
import { FormulaEditor } from '../../../formulas/formula-editor.tsx';
import { useRuleForm } from '../rule-form-context.ts';

interface Props {
  /** With its leading `=`. */
  value: string;
  onChange: (formula: string) => void;
  input: InputSettings;
}

/** A formula of a rule, checked, completed and tried while it is typed. */
export function FormulaInput({ value, onChange, input }: Props) {
  const { type } = useRuleForm();
  // An emptied formula is still one: its parameter does not turn back into a fixed value under the caret.
  return (
    <FormulaEditor type={type} rule value={value} onChange={(formula) => onChange(formula || '= ')} input={input} />
  );
}
