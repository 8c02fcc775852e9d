import { shapeFaults } from './check.ts';

const type = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
};
const stage = { key: 'new', name: 'New', group: 'open' };
const funnel = { key: 'main', name: 'Main', stages: [stage], transitions: 'free' };
const withField = (settings: object) => ({ ...type, fields: [{ ...type.fields[0], ...settings }] });

describe('a fault of the shape of a definition', () => {
  it.each([
    [{ ...type, key: 'my deals' }, '/key', /^Begin with a letter.*"_" or "-"/],
    [withField({ key: '1st' }), '/fields/0/key', /^Begin with a letter.*or "_"\.$/],
    [withField({ label: '' }), '/fields/0/label', /^This must not be empty\.$/],
    [withField({ scale: -1 }), '/fields/0/scale', /^The least it may be is 0\.$/],
    [withField({ key: 'x'.repeat(64) }), '/fields/0/key', /^Give at most 63 characters\.$/],
    [{ ...type, fields: [] }, '/fields', /^There must be at least one\.$/],
    [{ ...type, funnels: [{ ...funnel, transitions: 'all' }] }, '/funnels/0/transitions', /^Say "free", or list/],
    [
      { ...type, funnels: [{ ...funnel, stages: [{ ...stage, probability: 101 }] }] },
      '/funnels/0/stages/0/probability',
      /^The most it may be is 100\.$/,
    ],
  ])('says what would be right %#', (document, path, message) => {
    expect(shapeFaults(document)).toEqual([expect.objectContaining({ path, message: expect.stringMatching(message) })]);
  });
});
