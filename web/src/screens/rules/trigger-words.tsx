import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Trigger } from '@etapa/shared/rules/rule';
import { useTranslation } from 'react-i18next';
import { durationText } from '../../fields/iso-duration.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { repeatOf } from '../../rules/cron.ts';

/** "When a card enters Engaging". */
export function TriggerWords({ trigger, type }: { trigger: Trigger; type: EntityType }) {
  const { t } = useTranslation('rules');
  const { label, language } = useFormats();
  const schedule = useScheduleWords();
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  const named = (keys: unknown, name: (key: string) => string) =>
    Array.isArray(keys) && keys.length > 0
      ? list.format(keys.map((key) => t('quoted', { name: name(String(key)) })))
      : null;
  const fieldName = (key: string) => label(type.fields.find((field) => field.key === key)?.label ?? key);
  const allStages = type.funnels?.flatMap((funnel) => funnel.stages) ?? [];
  const stages = named(trigger.stages, (key) => label(allStages.find((stage) => stage.key === key)?.name ?? key));
  const fields = named(trigger.fields, fieldName);
  const span = (value: unknown) =>
    typeof value === 'string' ? durationText(value.replace(/^[+-]/, ''), language) : '…';
  switch (trigger.kind) {
    case 'stage.entered':
      return stages ? t('when.stageEntered', { stages }) : t('when.anyStageEntered');
    case 'stage.left':
      return stages ? t('when.stageLeft', { stages }) : t('when.anyStageLeft');
    case 'stage.idle':
      return t('when.stageIdle', { stages: stages ?? '…', time: span(trigger.for) });
    case 'record.idle':
      return stages
        ? t('when.recordIdleIn', { stages, time: span(trigger.for) })
        : t('when.recordIdle', { time: span(trigger.for) });
    case 'record.created':
      return t('when.created');
    case 'record.deleted':
      return t('when.deleted');
    case 'record.assigned':
      return t('when.assigned');
    case 'record.updated':
      return fields ? t('when.fieldsUpdated', { fields }) : t('when.updated');
    case 'date.reached': {
      const offset = typeof trigger.offset === 'string' ? trigger.offset : 'P0D';
      const side = /^[+-]?P(T?0[A-Z])+$/.test(offset) ? 'On' : offset.startsWith('-') ? 'Before' : 'After';
      const field = t('quoted', { name: fieldName(String(trigger.field ?? '…')) });
      const reached = t(`when.date${side}`, { field, time: span(offset) });
      return (
        <>
          {reached}
          {typeof trigger.at === 'string' && ` ${t('when.at', { time: trigger.at })}`}
          {trigger.yearly === true && `, ${t('when.yearly')}`}
        </>
      );
    }
    case 'schedule':
      return schedule(String(trigger.cron ?? ''));
    case 'task.completed':
      return t('when.taskCompleted');
    case 'task.overdue':
      return t('when.taskOverdue');
    case 'approval.decided':
      return t('when.approvalDecided');
    case 'comment.added':
      return t('when.commentAdded');
    case 'contact.logged':
      return t('when.contactLogged');
    case 'button.pressed':
      return t('when.button', { label: String(trigger.label ?? '…') });
    default:
      return t('when.other', { kind: trigger.kind });
  }
}

/** "Every Monday at 09:00". */
function useScheduleWords() {
  const { t } = useTranslation('rules');
  const { language } = useFormats();
  return (cron: string): string => {
    const repeat = repeatOf(cron);
    if (!repeat) return t('when.cron', { cron });
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    const day =
      // The first of January 2023 was a Sunday.
      repeat.every === 'week' ? weekday.format(new Date(Date.UTC(2023, 0, 1 + repeat.day))) : String(repeat.day);
    return t(`when.every.${repeat.every}`, { time: repeat.time, day });
  };
}
