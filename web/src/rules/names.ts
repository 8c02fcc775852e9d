import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * What kinds of triggers and steps, their parameters and their choices are called in the reader's language. A kind
 * that the catalogue does not know yet is called by its key.
 */
export function useRuleNames() {
  const { i18n } = useTranslation('rules');
  const language = i18n.language;
  return useMemo(() => {
    const text = (key: string): string | undefined => {
      const found: unknown = i18n.getResource(language, 'rules', key);
      return typeof found === 'string' ? found : undefined;
    };
    return {
      trigger: (kind: string) => text(`trigger.${kind}`) ?? kind,
      step: (kind: string) => text(`step.${kind}`) ?? kind,
      parameter: (kind: string, name: string) => text(`parameter.${kind}.${name}`) ?? name,
      /** A line of help, where one is needed. */
      help: (kind: string, name: string) => text(`help.${kind}.${name}`),
      choice: (kind: string, name: string, value: string) => text(`choice.${kind}.${name}.${value}`) ?? value,
      /** Steps within a step, such as `then`. */
      branch: (name: string) => text(`outcome.${name}`) ?? name,
      /** What is wrong with a parameter, by its code. */
      fault: (code: string) => text(`fault.${code}`),
    };
  }, [i18n, language]);
}
