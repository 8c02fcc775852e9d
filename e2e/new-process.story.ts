import { barriers } from './accessibility.ts';
import { ada, begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Builder } from './pages/builder.ts';
import { FieldBuilder } from './pages/field-builder.ts';
import { FunnelCanvas } from './pages/funnel-canvas.ts';
import { Rules } from './pages/rules.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1600, height: 1000 } });

/** Fields by kind, as they are typed one after another: with the title they are forty. */
const FIELDS: [kind: string, ...names: string[]][] = [
  ['Text', 'Reference', 'Cost centre', 'Place of delivery', 'Contact there', 'Old number', 'Contract'],
  ['Long text', 'Why it is needed', 'Remarks'],
  ['Money', 'Price', 'Shipping', 'Total', 'Paid'],
  ['Per cent', 'Discount', 'Tax'],
  ['Whole number', 'Pieces', 'Offers compared'],
  ['Number', 'Weight'],
  ['One of a list', 'Urgency', 'Category', 'Why it was refused'],
  ['Several of a list', 'Budgets'],
  ['Date', 'Needed by', 'Ordered on', 'Arrived on'],
  ['Date and time', 'Handed over'],
  ['Length of time', 'Guarantee'],
  ['Yes or no', 'Planned', 'Urgent need'],
  ['Person', 'Buyer'],
  ['People', 'Told'],
  ['E-mail', 'E-mail of the seller'],
  ['Phone', 'Phone of the seller'],
  ['Web address', 'Offer online'],
  ['Link to a record', 'Follows on'],
  ['Links to records', 'Bought with'],
  ['File', 'Offer'],
  ['Product rows', 'Goods'],
  ['Checklist', 'On arrival'],
  ['Automatic number', 'Order number'],
];

story(
  'an admin who has never seen Etapa designs an approval of purchases from nothing, and changes it under live work',
  async ({ page }) => {
    await begin(page.request, {});
    const builder = new Builder(page);
    const canvas = new FunnelCanvas(page);
    const fields = new FieldBuilder(page);
    const rules = new Rules(page);
    const board = new Board(page);
    const api = '/api/v1/entity-types/purchaseApproval';
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };

    await story.step('a process begins with its name', async () => {
      await page.goto('/');
      await page.getByRole('link', { name: 'Or begin from nothing' }).click();
      const dialog = page.getByRole('dialog', { name: 'New process' });
      await dialog.getByRole('textbox', { name: 'What one is called' }).fill('Purchase approval');
      await dialog.getByRole('textbox', { name: 'What many are called' }).fill('Purchase approvals');
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Create and design' }).click();
      await expect(canvas.stage('Begin')).toBeVisible();
    });

    await story.step('three funnels: stages are named where they stand, ways are drawn', async () => {
      await canvas.rename('Done', 'Bought');
      await canvas.rename('Begin', 'Asked');
      await canvas.add('Open', 'Manager');
      await canvas.add('Open', 'Technical check');
      await canvas.add('Lost', 'Refused');
      expect(await canvas.names()).toEqual(['Asked', 'Manager', 'Technical check', 'Bought', 'Stopped', 'Refused']);
      await canvas.nothing();
      await page.getByRole('switch', { name: 'Cards may go anywhere' }).click();
      await page.getByRole('button', { name: /^Draw \d+ ways$/ }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
      await canvas.draw('Asked', canvas.stage('Technical check'));
      await expect(canvas.line('Asked → Technical check')).toBeAttached();
      await builder.panel.getByRole('textbox', { name: 'Label', exact: true }).fill('Ask the technicians');
      await builder.panel.getByRole('combobox', { name: 'Who may go this way' }).click();
      await page.getByRole('option', { name: 'Administrator', exact: true }).click();
      await page.keyboard.press('Escape');
      for (const [name, first] of [
        ['Orders', 'Offer'],
        ['Deliveries', 'Awaited'],
      ] as const) {
        await page.getByRole('button', { name: 'Add a funnel' }).click();
        await builder.panel.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
        await page.keyboard.press('Enter');
        await canvas.rename('Begin', first);
        await expect(page.getByRole('combobox', { name: 'Funnel', exact: true })).toHaveValue(name);
      }
      await builder.saved();
    });

    await story.step('forty fields of every kind are added one after another', async () => {
      await builder.part('Fields');
      await fields.addAll(FIELDS);
      expect(await fields.order()).toHaveLength(40);
      await fields.choose('urgency');
      const option = page.getByRole('textbox', { name: 'New option' });
      await option.fill('Low');
      await option.press('Enter');
      await expect(page.getByRole('textbox', { name: 'Option 1', exact: true })).toHaveValue('Low');
      await option.fill('High');
      await option.press('Enter');
      await page.getByRole('button', { name: 'Colour of “High”' }).click();
      await page.getByRole('button', { name: 'Red', exact: true }).click();
      await fields.choose('reference');
      await page.getByRole('switch', { name: 'Unique' }).check();
      await page.getByRole('button', { name: 'Name in other languages' }).click();
      await page.getByRole('textbox', { name: 'Name (Japanese)' }).fill('参照番号');
      await fields.choose('total');
      await fields.formula();
      await page.getByRole('button', { name: 'Recipes' }).click();
      await page.getByRole('button', { name: /^Percentage off/ }).click();
      await choose('Amount', 'Price');
      await choose('Per cent', 'Discount');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await expect(fields.dependencies).toHaveText(['Price', 'Discount']);
      await fields.choose('remarks');
      const condition = await fields.condition('Required when');
      await condition.add('Condition');
      await condition.choose('Field', 0, 'Urgency');
      await condition.choose('Value', 0, 'High');
      await condition.apply();
      await builder.saved();
    });

    await story.step('everything is published, and a board with its funnels is there', async () => {
      await builder.part('Publish');
      expect(await barriers(page)).toEqual([]);
      await builder.publish(2);
      const made = await (await page.request.get(api)).json();
      expect(made.funnels.map(({ name }: { name: string }) => name)).toEqual([
        'Purchase approvals',
        'Orders',
        'Deliveries',
      ]);
      expect(made.fields).toHaveLength(40);
      expect(new Set(made.fields.map(({ kind }: { kind: string }) => kind)).size).toBe(FIELDS.length);
    });

    await story.step('six rules of six kinds', async () => {
      await rules.open('purchaseApproval');
      const approval = await rules.begin('Purchase approvals · Technical check');
      await approval.name.fill('Ask the boss');
      await approval.add('Ask for approval');
      await approval.choose(
        approval.step('2. Ask for approval').getByRole('combobox', { name: 'Who decides' }),
        ada.name,
      );
      await page.keyboard.press('Escape');
      await approval.step('2. Ask for approval').getByLabel('What is asked').fill('Buy {{ title }}?');
      await approval.addWithin('2: When approved', 'Move the card');
      await approval.choose(
        approval.step('2a.1. Move the card').getByRole('combobox', { name: 'To the stage' }),
        'Bought',
      );
      await approval.addWithin('2: When rejected', 'Write a comment');
      await approval.step('2b.1. Write a comment').getByLabel('Comment').fill('Not now: {{ title }}');
      await page.getByRole('button', { name: 'Remove step 1', exact: true }).click();
      await approval.save();
      await expect(rules.rule('Ask the boss')).toContainText('Ask Ada Byron for approval');

      const idle = await rules.begin('Purchase approvals · Manager');
      await idle.name.fill('Nobody looked');
      await idle.when('A card stays in a stage for too long');
      await idle.trigger.getByLabel('How many').fill('3');
      await idle.step('1. Make a task').getByLabel('What is to be done').fill('Look at {{ title }}');
      await idle.add('Wait');
      await idle.step('2. Wait').getByLabel('How many').fill('1');
      await idle.add('Tell someone');
      await idle.step('3. Tell someone').getByLabel('Message').fill('Still there: {{ title }}');
      await idle.save();
      await expect(rules.rule('Nobody looked')).toContainText('for 3 days');

      for (const [name, trigger, step, label] of [
        ['Welcome', 'A record is created', 'Write a comment', 'Comment'],
        ['It changed', 'A record changes', 'Write a comment', 'Comment'],
        ['Told by mail', 'Someone presses a button on the card', 'Send an e-mail', 'Message'],
        ['Afterwards', 'A card leaves a stage', 'Tell someone', 'Message'],
      ] as const) {
        const form = await rules.begin('Purchase approvals · Asked');
        await form.name.fill(name);
        await form.when(trigger);
        if (step === 'Send an e-mail') await form.trigger.getByLabel('On the button').fill('Tell the seller');
        await form.add(step);
        const block = form.step(`2. ${step}`);
        await block.getByLabel(label).first().fill(`${name}: {{ title }}`);
        if (step === 'Send an e-mail') {
          await block.getByRole('combobox', { name: /^To/ }).fill('seller@example.com');
          await page.keyboard.press('Enter');
          await block.getByLabel('Subject').fill('Order of {{ title }}');
        }
        await page.getByRole('button', { name: 'Remove step 1', exact: true }).click();
        await form.save();
        await expect(rules.rule(name).first()).toBeVisible();
      }
      const { items } = await (await page.request.get(`${api}/rules`)).json();
      expect(items).toHaveLength(6);
    });

    await story.step('a tunnel is dug from the end of one funnel into the next', async () => {
      await builder.open('purchaseApproval');
      await canvas.stage('Bought').click();
      await builder.panel.getByRole('button', { name: 'New tunnel to another process' }).click();
      const dialog = page.getByRole('dialog', { name: 'New tunnel to another process' });
      await dialog.getByRole('combobox', { name: 'To', exact: true }).click();
      await page
        .getByRole('option', { name: /Orders/ })
        .first()
        .click();
      await dialog.getByRole('button', { name: 'Make the tunnel' }).click();
      await expect(canvas.line(/^Tunnel/)).toBeAttached();
    });

    await story.step('it works: a card is made, approved, and goes on in the second funnel', async () => {
      await board.open('purchaseApproval');
      await board.add('Asked', 'Two chairs');
      await board.drag('Two chairs', 'Asked', 'Technical check');
      await expect(board.card('Technical check', 'Two chairs')).toBeVisible();
      await page.goto('/');
      await page
        .getByRole('article', { name: /^Buy Two chairs\?/ })
        .getByRole('button', { name: 'Approve' })
        .click();
      await expect(async () => {
        const { items } = await (await page.request.get(`${api}/records`)).json();
        expect(items).toMatchObject([{ title: 'Two chairs', funnel: 'funnel1', stage: 'begin1' }]);
      }).toPass();
    });

    await story.step('a month later: a stage goes, a field changes its kind, another one is retired', async () => {
      await board.open('purchaseApproval');
      await board.add('Manager', 'A lamp');
      const { items } = await (await page.request.get(`${api}/records`)).json();
      for (const [at, costCentre] of ['4711', 'Kitchen'].entries()) {
        const changed = await page.request.patch(`${api}/records/${items[at].id}`, { data: { doc: { costCentre } } });
        await expect(changed).toBeOK();
      }
      await builder.open('purchaseApproval');
      await canvas.stage('Manager').click();
      await page.keyboard.press('Delete');
      const question = page.getByRole('dialog');
      await question.getByRole('combobox', { name: 'Cards go to' }).click();
      await page.getByRole('option', { name: 'Asked' }).click();
      await question.getByRole('button', { name: 'Remove the stage' }).click();
      // A new stage is another one: the cards of the one that goes are not in it.
      await canvas.add('Open', 'Legal');
      await builder.part('Fields');
      await fields.choose('costCentre');
      await choose('Kind', 'Whole number');
      await fields.menu('Old number', 'Retire');
      await builder.saved();
      await builder.part('Publish');
      const publish = page.getByRole('button', { name: 'Publish version 3' });
      await expect(page.getByText('1 convert, 1 do not')).toBeVisible();
      await expect(publish).toBeDisabled();
      for (const broken of await page.getByRole('checkbox', { name: /^Rule / }).all()) await broken.check();
      await page.getByRole('radio', { name: 'Set them aside' }).check();
      await builder.publish(3);
      const { columns } = await (await page.request.get(`${api}/board`)).json();
      expect(columns.find(({ stage }: { stage: string }) => stage === 'begin').count).toBe(1);
    });
  },
);
