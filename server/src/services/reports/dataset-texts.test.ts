import { readFileSync } from 'node:fs';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import { datasetColumnWord, datasetValueWord } from './dataset-texts.ts';

const LANGUAGES = ['en', 'ja', 'ru', 'uk'] as const;
const catalogue = (language: string): { [part: string]: { [key: string]: string & { [key: string]: string } } } =>
  JSON.parse(readFileSync(new URL(`../../../../web/src/i18n/${language}/reports.json`, import.meta.url), 'utf8'));

describe('words of datasets outside the browser', () => {
  it.each(LANGUAGES)('are those of the browser in %s', (language) => {
    const { column, value } = catalogue(language);
    for (const name of Object.values(DATASET_COLUMNS).flatMap(Object.keys)) {
      expect([name, datasetColumnWord(language, name)]).toEqual([name, column?.[name.replace('.', '_')]]);
    }
    for (const [name, words] of Object.entries(value ?? {})) {
      for (const [key, word] of Object.entries(words)) {
        expect([name, key, datasetValueWord(language, name.replace('_', '.'), key)]).toEqual([name, key, word]);
      }
    }
  });

  it('are missing for what has none', () => {
    expect(datasetColumnWord('ja', 'amount')).toBeUndefined();
    expect(datasetValueWord('ja', 'task.status', 'parked')).toBeUndefined();
  });
});
