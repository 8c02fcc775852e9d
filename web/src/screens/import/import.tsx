import { Alert, Button, Group, Stepper } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { isOver, useCancelJob, useJob } from '../../data/jobs.ts';
import { keys } from '../../data/keys.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { DropFile } from '../../ui/drop-file.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { CheckResult } from './check-result.tsx';
import classes from './import.module.css';
import { type Reading, useInspect, useStartImport } from './import-data.ts';
import { ImportResult } from './import-result.tsx';
import { JobProgress } from './job-progress.tsx';
import { LastImports } from './last-imports.tsx';
import { begin, faultsOf, mappingOf, step, type WizardAction, type WizardState } from './mapping.ts';
import { MappingStep } from './mapping-step.tsx';

const route = getRouteApi('/signed-in/p/$entityType/import');
const STEPS = ['file', 'columns', 'check', 'import'] as const;

/** A file becomes records in four steps; nothing is written before the last. */
export function ImportScreen() {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  const client = useQueryClient();
  const { job: imported } = route.useSearch();
  const navigate = route.useNavigate();
  const [reached, setAt] = useState(0);
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState<WizardState | null>(null);
  const [checkId, setCheckId] = useState<string | null>(null);
  // An import has an address of its own: it is found again after a reload, and from the list of the last ones.
  const at = imported === undefined ? reached : 3;
  const jobId = at === 3 ? (imported ?? null) : checkId;
  const inspect = useInspect(entityType);
  const start = useStartImport(entityType);
  const cancel = useCancelJob();
  const { data: job, error: jobError } = useJob(jobId);
  const running = jobId !== null && (!job || !isOver(job));
  const finished = at === 3 && job !== undefined && isOver(job);
  useEffect(() => {
    if (finished) void client.invalidateQueries({ queryKey: keys.records(entityType) });
  }, [finished, client, entityType]);
  if (!type) return <RowsSkeleton />;

  const dispatch = (action: WizardAction) => setState((before) => before && step(before, action));
  const read = (chosen: File, reading: Reading = {}) =>
    inspect.mutate(
      { file: chosen, ...reading },
      {
        onSuccess: (inspection) => {
          setFile(chosen);
          setState(begin(inspection, reading.history, reading.header));
          setCheckId(null);
          setAt(1);
        },
      },
    );
  const run = (dryRun: boolean) => {
    if (!file || !state) return;
    setCheckId(null);
    setAt(dryRun ? 2 : 3);
    start.mutate(
      { file, mapping: mappingOf(state), dryRun, atomic: state.atomic, runRules: state.runRules },
      {
        onSuccess: async (started) => {
          if (dryRun) return setCheckId(started.jobId);
          await navigate({ search: { job: started.jobId }, replace: true });
          setAt(0);
        },
      },
    );
  };
  const restart = () => {
    setFile(null);
    setState(null);
    setCheckId(null);
    setAt(0);
    void navigate({ search: {} });
  };
  const blocked = !state || faultsOf(state, type).some((fault) => fault.code !== 'required_missing');
  const error = at === 0 || at === 1 ? inspect.error : (start.error ?? jobError);

  return (
    <Page
      title={t('title', { type: label(type.namePlural ?? type.name) })}
      lead={at === 0 ? t('lead') : file?.name}
      width={980}
    >
      <Stepper
        active={finished ? 4 : at}
        size="xs"
        iconSize={26}
        wrap={false}
        classNames={{ step: classes.step, stepBody: classes.stepBody }}
        allowNextStepsSelect={false}
        aria-label={t('steps')}
      >
        {STEPS.map((name) => (
          <Stepper.Step key={name} label={t(`step.${name}`)} />
        ))}
      </Stepper>
      <ProblemNotice error={error} />
      {at === 0 && (
        <>
          <DropFile
            icon={<IconFileSpreadsheet size={40} stroke={1.25} aria-hidden />}
            title={t('dropHere')}
            kinds={t('kinds')}
            choose={t('choose')}
            accept=".xlsx,.csv,.tsv,.txt,text/csv"
            reading={inspect.isPending}
            onFile={(chosen) => read(chosen)}
          />
          <LastImports entityType={entityType} />
        </>
      )}
      {at === 1 && state && file && (
        <>
          <MappingStep type={type} state={state} dispatch={dispatch} onRead={(reading) => read(file, reading)} />
          <Group justify="space-between">
            <Button variant="default" onClick={restart}>
              {t('otherFile')}
            </Button>
            <Button disabled={blocked} onClick={() => run(true)}>
              {t('check')}
            </Button>
          </Group>
        </>
      )}
      {at === 2 && state && (
        <>
          {start.isPending || running ? (
            <JobProgress job={job} title={t('checking')} />
          ) : (
            job && <CheckResult type={type} state={state} dispatch={dispatch} job={job} onAgain={() => run(true)} />
          )}
          <Group justify="space-between">
            <Button variant="default" onClick={() => setAt(1)}>
              {t('back')}
            </Button>
            {/* Keys of their own: a press meant for the one may not fall on the other that takes its place. */}
            {running && jobId ? (
              <Button
                key="stop"
                variant="default"
                loading={cancel.isPending}
                onClick={() => cancel.mutate(jobId, { onSuccess: () => setAt(1) })}
              >
                {t('cancel')}
              </Button>
            ) : (
              <Button
                key="import"
                disabled={!job || start.isPending || job.status !== 'done' || job.failedCount >= (job.total ?? 0)}
                onClick={() => run(false)}
              >
                {t('import')}
              </Button>
            )}
          </Group>
        </>
      )}
      {at === 3 && !finished && (
        <>
          {!start.error && <JobProgress job={job} title={t('importing')} />}
          <Alert color="blue" p="xs">
            {t('mayLeave')}
          </Alert>
          <Group>
            {start.error ? (
              <Button variant="default" onClick={() => setAt(1)}>
                {t('back')}
              </Button>
            ) : (
              jobId && (
                <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(jobId)}>
                  {t('cancel')}
                </Button>
              )
            )}
          </Group>
        </>
      )}
      {finished && <ImportResult job={job} type={type} staged={Boolean(type.funnels?.length)} onMore={restart} />}
    </Page>
  );
}
