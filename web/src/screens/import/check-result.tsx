import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type Dispatch, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import { useProblemWords } from '../../data/problem-text.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './import.module.css';
import { ImportDuplicates } from './import-duplicates.tsx';
import { ImportPreview } from './import-preview.tsx';
import { mapsValues, type WizardAction, type WizardState } from './mapping.ts';
import { groupProblems, type ProblemGroup } from './problems.ts';
import { Meaning } from './value-pair.tsx';

const SHOWN = 50;

interface Props {
  type: EntityType;
  state: WizardState;
  dispatch: Dispatch<WizardAction>;
  job: Job;
  /** Checks again, with what was matched here. */
  onAgain: () => void;
}

/** What a dry run found: how many rows would come in, and every problem by its cause, to be mended on the spot. */
export function CheckResult({ type, state, dispatch, job, onAgain }: Props) {
  const { t } = useTranslation('import');
  const { number } = useFormats();
  const groups = groupProblems(job.failed);
  const good = Math.max(0, (job.total ?? job.done) - job.failedCount);
  const [mended, setMended] = useState(false);
  return (
    <Stack gap="sm">
      {job.failedCount === 0 ? (
        <Alert
          color="green"
          icon={<IconCircleCheck size={18} />}
          title={t('allGood', { count: good, shown: number(good) })}
        />
      ) : (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle size={18} />}
          title={t('someBad', { count: job.failedCount, shown: number(job.failedCount), good: number(good) })}
        >
          {state.atomic ? t('atomicNote') : t('partialNote')}{' '}
          <Anchor href={apiUrl(`/jobs/${job.id}/failures.csv`)} download c="inherit" underline="always">
            {t('downloadRefused')}
          </Anchor>
        </Alert>
      )}
      <ImportPreview type={type} state={state} job={job} />
      <ImportDuplicates type={type} job={job} />
      {job.error && (
        <Alert color="red" title={t('failed')}>
          {job.error}
        </Alert>
      )}
      {groups.length > 0 && (
        <ul className={classes.problems}>
          {groups.slice(0, SHOWN).map((group) => (
            <ProblemRow
              key={`${group.column} ${group.value} ${group.problem}`}
              type={type}
              state={state}
              group={group}
              partial={job.failedCount > job.failed.length}
              onMatch={(header, from, to) => {
                dispatch({ kind: 'pair.add', header, from, to });
                setMended(true);
              }}
            />
          ))}
        </ul>
      )}
      {mended && (
        <div>
          <Button size="xs" variant="light" onClick={onAgain}>
            {t('checkAgain')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

interface RowProps {
  type: EntityType;
  state: WizardState;
  group: ProblemGroup;
  /** Only the first 1,000 refusals are listed: there may be more of each. */
  partial: boolean;
  onMatch: (header: string, from: string, to: string) => void;
}

function ProblemRow({ type, state, group, partial, onMatch }: RowProps) {
  const { t } = useTranslation('import');
  const { number } = useFormats();
  const problemText = useProblemWords(type);
  const [to, setTo] = useState('');
  const { column, value } = group;
  const target = column === null ? undefined : state.targets[column];
  const done = column !== null && value !== null && state.pairs[column]?.some((pair) => pair.from === value);
  const mendable = column !== null && value !== null && value !== '' && target && mapsValues(target, type);
  return (
    <li className={classes.problem}>
      <div className={classes.problemText}>
        <Text size="sm" fw={500}>
          {[column, value === null || value === '' ? null : `“${value}”`].filter(Boolean).join(': ')}
        </Text>
        <Text size="sm">{problemText(group.problem)}</Text>
        <Text size="xs" c="dimmed">
          {t(partial ? 'rowsAtLeast' : 'rows', {
            count: group.count,
            shown: number(group.count),
            lines: group.lines.join(', '),
          })}
        </Text>
      </div>
      {mendable && !done && (
        <>
          <Meaning type={type} target={target} from={value} value={to} onChange={setTo} />
          <Button size="xs" variant="default" disabled={to === ''} onClick={() => onMatch(column, value, to)}>
            {t('match')}
          </Button>
        </>
      )}
      {done && <Text size="sm">{t('matched')}</Text>}
    </li>
  );
}
