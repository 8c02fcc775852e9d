import type { RecordView } from '@etapa/shared/api/records';
import type { Stage } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { IconBriefcase, IconClockHour4, IconMoonStars, IconSquareRoundedCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { ageOf, idleOf } from '../../fields/stage-age.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './board.module.css';

interface Props {
  record: RecordView;
  stage: Stage;
  clock: StageClock;
}

/** How a card stands: what is next on it, its age in the stage against the norm, how long it has been quiet, whose it is. */
export function CardFoot({ record, stage, clock }: Props) {
  const { t } = useTranslation('board');
  const { seconds, relative, dateTime } = useFormats();
  const short = (length: number) => seconds(length, 'narrow');
  const open = stage.group === 'open';
  const age = open ? ageOf(record.stageEnteredAt, stage, clock) : null;
  const idle = open ? idleOf(record.lastActivityAt, clock) : null;
  const { nextTask } = record;
  const late = nextTask?.dueAt != null && new Date(nextTask.dueAt) < clock.now;
  const AgeIcon = age?.working ? IconBriefcase : IconClockHour4;
  const ageWords = age && {
    age: seconds(age.said.age, 'long'),
    norm: age.said.norm === null ? '' : seconds(age.said.norm, 'long'),
  };
  return (
    <>
      {nextTask && (
        <div
          className={classes.task}
          data-over={late || undefined}
          title={nextTask.dueAt ? t('nextTaskDue', { due: dateTime(nextTask.dueAt) }) : t('nextTask')}
        >
          <IconSquareRoundedCheck size={12} aria-hidden />
          <span>{nextTask.title}</span>
          {nextTask.dueAt && <span className={classes.due}>{relative(nextTask.dueAt, clock.now)}</span>}
        </div>
      )}
      <div className={classes.foot}>
        <span>#{record.number}</span>
        {age && ageWords && (
          <span
            className={classes.age}
            data-over={age.over || undefined}
            title={`${t(age.norm === null ? 'age' : 'ageNorm', ageWords)}${age.working ? ` (${t('workingTime')})` : ''}`}
          >
            <AgeIcon size={12} aria-hidden />
            {age.said.norm === null ? short(age.said.age) : `${short(age.said.age)} / ${short(age.said.norm)}`}
          </span>
        )}
        {idle && (
          <span
            className={classes.age}
            data-over={idle.quiet || undefined}
            title={t('quietFor', { time: seconds(idle.seconds, 'long') })}
          >
            <IconMoonStars size={12} aria-hidden />
            {short(idle.seconds)}
          </span>
        )}
        <span className={classes.spacer} />
        {record.ownerId && (
          <PersonBadge id={record.ownerId} name={record.ownerName ?? undefined} avatarOnly size={22} />
        )}
      </div>
    </>
  );
}
