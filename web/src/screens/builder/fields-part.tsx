import { Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { FieldList } from './field-list.tsx';
import { FieldPanel } from './field-panel.tsx';
import classes from './fields.module.css';
import { FormPreview } from './form-preview.tsx';
import { NewField } from './new-field.tsx';

/** Every field of a process, in order, the settings of the one that is chosen, and the form that comes of them. */
export function FieldsPart() {
  const { t } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [chosen, setChosen] = useState(definition.titleField);
  const [adding, setAdding] = useState(false);
  const field = definition.fields.find(({ key }) => key === chosen) ?? definition.fields[0];
  const preview = useRef<HTMLElement>(null);
  const shown = field?.key;
  useEffect(() => {
    if (shown === undefined) return;
    const input = preview.current?.querySelector(`[data-field="${CSS.escape(shown)}"]`);
    input?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <div className={classes.parts}>
      <FieldList chosen={field?.key} onChoose={setChosen} onAdd={() => setAdding(true)} />
      <section className={classes.settings} aria-label={t('field.settings', { name: label(field?.label) })}>
        {field && <FieldPanel key={`${field.key} ${field.kind}`} field={field} />}
      </section>
      <section ref={preview} className={classes.preview} aria-label={t('preview.title')}>
        <Title order={2} size="h4">
          {t('preview.title')}
        </Title>
        <FormPreview />
      </section>
      {adding && (
        <NewField
          onClose={() => setAdding(false)}
          onAdd={(next, section, more) => {
            edit({ kind: 'field.add', field: next, ...(section === undefined ? {} : { section }) });
            setChosen(next.key);
            if (!more) setAdding(false);
          }}
        />
      )}
    </div>
  );
}
