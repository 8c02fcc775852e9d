/** What a trade sells to. */
export const account = {
  key: 'account',
  name: 'Account',
  namePlural: 'Accounts',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true, unique: true },
    { key: 'sector', label: { en: 'Sector', ja: '業種' }, kind: 'text' },
    { key: 'revenue', label: 'Revenue', kind: 'number', scale: 2 },
    { key: 'parent', label: 'Subsidiary of', kind: 'link', target: 'account' },
  ],
};
export const product = {
  key: 'product',
  name: 'Product',
  namePlural: 'Products',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true, unique: true }],
};
export const opportunity = {
  key: 'opportunity',
  name: 'Opportunity',
  titleField: 'ref',
  fields: [
    { key: 'ref', label: 'Opportunity', kind: 'text', required: true, unique: true },
    { key: 'product', label: 'Product', kind: 'link', target: 'product' },
    { key: 'account', label: 'Account', kind: 'link', target: 'account' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'USD', min: 0 },
    {
      key: 'reason',
      label: 'Reason',
      kind: 'select',
      options: [{ key: 'price', label: { en: 'Price', ru: 'Цена' } }],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [
        { key: 'prospecting', name: 'Prospecting', group: 'open' },
        { key: 'engaging', name: 'Engaging', group: 'open' },
        { key: 'won', name: 'Won', group: 'won', required: ['amount'] },
        { key: 'lost', name: 'Lost', group: 'lost', required: ['reason'] },
      ],
    },
  ],
};

/** The mapping of a file of opportunities. */
export const PIPELINE = {
  columns: {
    opportunity_id: { field: 'ref' },
    sales_agent: { system: 'owner', create: true },
    product: { field: 'product', by: 'name' },
    account: { field: 'account', by: 'name' },
    deal_stage: { system: 'stage' },
    engage_date: { system: 'createdAt' },
    close_date: { system: 'closedAt' },
    close_value: { field: 'amount' },
  },
};

/** As the real thing: one product is spelt otherwise in a sixth of the rows, some know no account or no dates. */
export function pipeline(count: number): string {
  const products = ['GTX Basic', 'GTXPro', 'MG Special', 'MG Advanced', 'GTX Plus', 'GTK 500'];
  const rows = Array.from({ length: count }, (_, index) => {
    const stage = ['Won', 'Lost', 'Engaging', 'Prospecting'][index % 4];
    const day = String((index % 27) + 1).padStart(2, '0');
    const engaged = stage === 'Prospecting' ? '' : `2017-01-${day}`;
    const closed = stage === 'Won' || stage === 'Lost' ? `2017-03-${day}` : '';
    const value = stage === 'Won' ? String(index) : stage === 'Lost' ? '0' : '';
    return [
      `OP${index}`,
      `Agent ${index % 5}`,
      products[index % 6],
      index % 7 ? `Account ${index % 3}` : '',
      stage,
      engaged,
      closed,
      value,
    ].join(',');
  });
  return `${Object.keys(PIPELINE.columns).join(',')}\n${rows.join('\n')}\n`;
}
