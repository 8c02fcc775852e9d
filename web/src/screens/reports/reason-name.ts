import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { lossReasonField } from './cohort.ts';
import type { ReportContext } from './report-context.ts';

/** What a loss reason is called; null: none was given. */
export function useReasonName({ type, funnel }: ReportContext): (reason: string | null) => string {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const field = lossReasonField(type, funnel.stages);
  return (reason) => {
    if (reason === null) return t('noReason');
    const option = field?.options?.find((one) => one.key === reason);
    return option ? label(option.label) : reason;
  };
}
