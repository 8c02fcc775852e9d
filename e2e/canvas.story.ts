import { barriers } from './accessibility.ts';
import { ada, begin } from './begin.ts';
import { Builder } from './pages/builder.ts';
import { FunnelCanvas } from './pages/funnel-canvas.ts';
import { expect, story } from './story.ts';

const stage = (key: string, name: string, group: string, more: object = {}) => ({ key, name, group, ...more });
const process = (
  key: string,
  name: string,
  stages: object[],
  transitions: unknown = 'free',
  fields: object[] = [],
) => ({
  key,
  name,
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text', required: true }, ...fields],
  funnels: [{ key: 'main', name: 'Main', stages, transitions }],
});
const purchase = process(
  'purchase',
  'Purchase',
  [
    stage('asked', 'Asked', 'open'),
    stage('checked', 'Checked', 'open', { required: ['amount'] }),
    stage('bought', 'Bought', 'won'),
    stage('refused', 'Refused', 'lost'),
  ],
  [
    { from: 'asked', to: 'checked', label: 'Hand in' },
    { from: 'checked', to: 'bought' },
  ],
  [{ key: 'amount', label: 'Amount', kind: 'number' }],
);
const delivery = process('delivery', 'Delivery', [
  stage('awaited', 'Awaited', 'open'),
  stage('arrived', 'Arrived', 'won'),
  stage('missing', 'Missing', 'lost'),
]);

story('a funnel is drawn with the mouse and the keyboard, and two admins do it at once', async ({ page, browser }) => {
  await begin(page.request, {});
  for (const definition of [purchase, delivery]) {
    await expect(await page.request.post('/api/v1/entity-types', { data: definition })).toBeOK();
  }
  const builder = new Builder(page);
  const canvas = new FunnelCanvas(page);
  const rules = async () => (await (await page.request.get('/api/v1/entity-types/purchase/rules')).json()).items;

  await story.step('ways are drawn; a stage is dragged into another lane, and all of it goes back', async () => {
    await builder.open('purchase');
    expect(await canvas.names()).toEqual(['Asked', 'Checked', 'Bought', 'Refused']);
    await canvas.draw('Asked', canvas.stage('Refused'));
    await expect(canvas.line('Asked → Refused')).toBeAttached();
    await canvas.drag('Bought', 'Refused');
    await expect(canvas.stage('Bought')).toHaveAttribute('aria-label', /^Bought, Lost/);
    await builder.saved();
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 500 } });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(canvas.line('Asked → Refused')).not.toBeAttached();
    await expect(canvas.stage('Bought')).toHaveAttribute('aria-label', /^Bought, Won/);
    expect(await barriers(page)).toEqual([]);
  });

  await story.step('several stages are chosen, copied and pasted into another process, without a mouse', async () => {
    await canvas.stage('Asked').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('heading', { name: '2 stages chosen' })).toBeVisible();
    await page.keyboard.press('Control+c');
    await builder.open('delivery');
    await canvas.stage('Awaited').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await expect(page.getByText('“Checked” asked for the field “amount”')).toBeVisible();
    expect(await canvas.names()).toEqual(['Awaited', 'Asked', 'Checked', 'Arrived', 'Missing']);
    await canvas.stage('Checked').click();
    await canvas.stage('Checked').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Looked at');
    await page.keyboard.press('Enter');
    await canvas.stage('Looked at').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(async () =>
      expect(await canvas.names()).toEqual(['Awaited', 'Looked at', 'Asked', 'Arrived', 'Missing']),
    ).toPass();
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('heading', { name: '5 stages chosen' })).toBeVisible();
    await page.keyboard.press('Escape');
    await builder.saved();
  });

  await story.step('a tunnel is drawn to another process: it is a rule, and goes with it', async () => {
    await builder.open('purchase');
    await page.getByRole('button', { name: 'Tunnel' }).click();
    await page.getByRole('menuitem', { name: 'Delivery' }).click();
    await page.getByRole('button', { name: 'Auto-layout' }).click();
    await canvas.draw('Bought', canvas.process('Delivery'));
    const dialog = page.getByRole('dialog', { name: 'New tunnel to another process' });
    await dialog.getByRole('button', { name: 'Make the tunnel' }).click();
    await expect(canvas.line('Tunnel “Bought → Delivery”')).toBeAttached();
    expect(await rules()).toMatchObject([
      { trigger: { kind: 'stage.entered', stages: ['bought'] }, steps: [{ kind: 'record.create' }] },
    ]);
    await canvas.nothing();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Rule “Bought → Delivery” is away again')).toBeVisible();
    await expect(canvas.line('Tunnel “Bought → Delivery”')).not.toBeAttached();
    expect(await rules()).toEqual([]);
    await page.keyboard.press('Control+Shift+z');
    await expect(canvas.line('Tunnel “Bought → Delivery”')).toBeAttached();
    expect(await rules()).toHaveLength(1);
    const { id } = await (
      await page.request.post('/api/v1/entity-types/purchase/records', { data: { doc: { title: 'Two chairs' } } })
    ).json();
    const tunnel = canvas.line('Tunnel “Bought → Delivery”');
    await tunnel.focus();
    await page.keyboard.press('Enter');
    const move = `/api/v1/entity-types/purchase/records/${id}/move`;
    await page.request.post(move, { data: { stage: 'checked', doc: { amount: 2 } } });
    await page.request.post(move, { data: { stage: 'bought' } });
    await expect(async () => {
      const made = await (await page.request.get('/api/v1/entity-types/delivery/records')).json();
      expect(made.items).toMatchObject([{ title: 'Two chairs', stage: 'awaited' }]);
    }).toPass();
    await expect(canvas.stage('Bought')).toContainText('1 card');
    // What others do meanwhile takes the focus from nothing.
    await expect(tunnel).toBeFocused();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch the rule off' }).click();
    await expect(canvas.line(/switched off/)).toBeAttached();
    expect(await rules()).toMatchObject([{ enabled: false }]);
    await canvas.nothing();
    await page.keyboard.press('Control+z');
    await expect(canvas.line(/switched off/)).not.toBeAttached();
    expect(await rules()).toMatchObject([{ enabled: true }]);
    await page.keyboard.press('Control+Shift+z');
    await expect(canvas.line(/switched off/)).toBeAttached();
    const [rule] = await rules();
    await expect(await page.request.put(`/api/v1/entity-types/purchase/rules/${rule.key}`, { data: rule })).toBeOK();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Someone else changed it meanwhile.')).toBeVisible();
    expect(await rules()).toMatchObject([{ enabled: false }]);
  });

  await story.step(
    'two admins see each other; whoever is late sees what changed, and keeps what they did',
    async () => {
      const other = { name: 'Bob Late', email: 'bob@example.com', password: ada.password, roles: ['admin'] };
      await expect(await page.request.post('/api/v1/users', { data: other })).toBeOK();
      const second = await browser.newContext({ baseURL: new URL(page.url()).origin });
      const late = await second.newPage();
      await late.request.post('/api/v1/auth/login', { data: { email: other.email, password: other.password } });
      const theirs = new Builder(late);
      await theirs.open('purchase');
      await expect(late.getByRole('group', { name: 'Also here: Ada Byron' })).toBeVisible();
      await expect(page.getByRole('group', { name: 'Also here: Bob Late' })).toBeVisible({ timeout: 15_000 });

      await builder.addStage('Compare offers', 'Asked');
      await builder.saved();
      await theirs.addStage('Ask the boss', 'Checked');
      await expect(late.getByText('Someone else changed this draft meanwhile')).toBeVisible();
      await expect(late.getByText('“Compare offers” is new')).toBeVisible();
      expect(await barriers(late)).toEqual([]);
      await late.getByRole('button', { name: 'Keep mine' }).click();
      await theirs.saved();
      expect(await new FunnelCanvas(late).names()).toEqual([
        'Asked',
        'Compare offers',
        'Checked',
        'Ask the boss',
        'Bought',
        'Refused',
      ]);
      await second.close();
    },
  );

  await story.step('what breaks is decided one by one before anything is published', async () => {
    await page.reload();
    await canvas.stage('Bought').click();
    await page.keyboard.press('Delete');
    const question = page.getByRole('dialog');
    await question.getByRole('combobox', { name: 'Cards go to' }).click();
    await page.getByRole('option', { name: 'Checked' }).click();
    await question.getByRole('button', { name: 'Remove the stage' }).click();
    await builder.saved();
    await builder.part('Publish');
    const publish = page.getByRole('button', { name: 'Publish version 2' });
    const rule = page.getByRole('checkbox', { name: /^Rule “Bought → Delivery”/ });
    await expect(rule).toBeVisible();
    await expect(publish).toBeDisabled();
    expect(await barriers(page)).toEqual([]);
    await rule.check();
    await builder.publish(2);
  });
});
