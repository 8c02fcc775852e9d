import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Select } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../data/problem-notice.tsx';
import type { MoveTarget } from '../../fields/move-target.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './table.module.css';

interface Props {
  type: EntityType;
  record: RecordView;
  move: (record: RecordView, target: MoveTarget) => Promise<RecordView | null>;
  onDone: () => void;
}

/** The stage of a record in the table: chosen anew, it moves, by the same checks as on the board. */
export function StageEditor({ type, record, move, onDone }: Props) {
  const { t } = useTranslation('table');
  const { label } = useFormats();
  const problem = useProblemText();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const funnel = type.funnels?.find(({ key }) => key === record.funnel) ?? type.funnels?.[0];
  const ways = funnel?.transitions ?? 'free';
  const reachable = (stage: string) =>
    ways === 'free' || ways.some(({ from, to }) => from === record.stage && to === stage);
  const why = error ? problem(error) : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys of the editor inside.
    <div
      className={classes.editor}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onDone();
      }}
    >
      <Select
        ref={input}
        size="xs"
        aria-label={t('column.$stage')}
        allowDeselect={false}
        defaultDropdownOpened
        disabled={busy}
        error={why && (why.detail ?? why.title)}
        value={record.stage}
        data={(funnel?.stages ?? []).map((stage) => ({
          value: stage.key,
          label: label(stage.name),
          disabled: stage.key !== record.stage && !reachable(stage.key),
        }))}
        onBlur={() => !busy && !error && onDone()}
        onChange={(stage) => {
          if (stage === null || stage === record.stage) return onDone();
          setBusy(true);
          move(record, { stage, funnel: record.funnel ?? undefined }).then(onDone, (reason: unknown) => {
            setError(reason);
            setBusy(false);
          });
        }}
      />
    </div>
  );
}
