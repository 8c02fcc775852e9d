import type { FunnelBehind } from '@etapa/shared/api/behind';
import type { Deviations } from '@etapa/shared/api/deviations';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import type { FunnelReportRange } from '../../data/reports.ts';
import { usePersonNames } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** What a report on deviations is about. */
export interface DeviationsAbout {
  type: EntityType;
  funnel: Funnel;
  asked: FunnelReportRange;
}

export type Kept = Deviations['stages'][number] & { ownerId?: string | null };
type Figure = 'timed' | 'overNorm' | 'overNormNow' | 'current';

/** The records behind a figure of one owner, or of everybody, in one stage. */
export function behindOf(
  { funnel, asked }: DeviationsAbout,
  { stage, ownerId }: Pick<Kept, 'stage' | 'ownerId'>,
  figure: Figure,
): FunnelBehind {
  const whose = ownerId === undefined ? {} : { owner: ownerId };
  return { report: 'funnel', funnel: funnel.key, ...asked, ...whose, figure, stage };
}

/** Names and times of deviations as this reader writes them. */
export function useDeviationText({ funnel }: DeviationsAbout) {
  const { t } = useTranslation('reports');
  const { label, seconds } = useFormats();
  const personName = usePersonNames();
  return {
    owner: (id: string | null) => (id === null ? t('norms.nobody') : personName(id) || '…'),
    stage: (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name) || key,
    time: (length: number | null) => (length === null ? '—' : seconds(length)),
    /** With its sign: later is above. */
    deviation: (length: number | null) => {
      if (length === null) return '—';
      return length > 0 ? `+${seconds(length)}` : length < 0 ? `−${seconds(-length)}` : seconds(0);
    },
  };
}
