import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { Builder } from './pages/builder.ts';
import { FieldBuilder } from './pages/field-builder.ts';
import { expect, story } from './story.ts';

story(
  'a business admin designs fields without code: formulas, conditions, options, order and the layout of the card',
  async ({ page }) => {
    await begin(page.request, { 'sales-pipeline': { samples: true } });
    const builder = new Builder(page);
    const fields = new FieldBuilder(page);
    const api = '/api/v1/entity-types/deal';
    await builder.open('deal');
    await builder.part('Fields');

    await story.step(
      'a formula is completed by the label of a field, says what is wrong, and shows what it gives',
      async () => {
        await fields.add('Deposit', 'Money');
        const editor = await fields.formula();
        await editor.click();
        await page.keyboard.type('Amou', { delay: 30 });
        await page.getByRole('option', { name: /^Amount/ }).waitFor();
        // The list takes no key in its first moment: it may have opened under a finger that was after something else.
        await page.waitForTimeout(150);
        await page.keyboard.press('Enter');
        await page.keyboard.type(' * rte');
        await expect(page.getByRole('button', { name: 'At 10: There is nothing called “rte” here' })).toBeVisible();
        for (let times = 0; times < 3; times += 1) await page.keyboard.press('Backspace');
        await page.keyboard.type('0.3');
        await expect(fields.dependencies).toHaveText(['Amount']);
        const { items } = await (await page.request.get(`${api}/records?limit=1`)).json();
        await expect(fields.result).toHaveText(`€${(items[0].doc.amount * 0.3).toLocaleString('en')}`);
        expect(await barriers(page)).toEqual([]);
      },
    );

    await story.step('a recipe writes a formula from the fields that are chosen', async () => {
      await fields.add('Days left', 'Whole number');
      await fields.formula();
      await page.getByRole('button', { name: 'Recipes' }).click();
      await page.getByRole('button', { name: /^Days until/ }).click();
      await page.getByRole('combobox', { name: 'Date' }).click();
      await page.getByRole('option', { name: 'Expected close' }).click();
      await page.getByRole('button', { name: 'Put it in' }).click();
      await expect(page.getByRole('textbox', { name: 'Formula' })).toHaveText('(date(expectedClose) - today()).days');
      await expect(fields.dependencies).toHaveText(['Expected close', 'today’s date or the time']);
    });

    await story.step(
      'a condition with a group within reads itself out and counts the records that meet it',
      async () => {
        await fields.choose('nextStep');
        const condition = await fields.condition('Shown when');
        await condition.add('Condition');
        await condition.choose('Field', 0, 'Amount');
        await condition.dialog.getByRole('textbox', { name: 'Value' }).fill('2000');
        await condition.add('Group');
        await condition.choose('Field', 1, 'Stage group');
        await condition.choose('Comparison', 1, 'is');
        await condition.choose('Value', 0, 'Won');
        await condition.dialog.getByText('any of these').last().click();
        await condition.add('Condition', 1);
        await condition.choose('Field', 2, 'Company › Sector');
        await condition.choose('Comparison', 2, 'is filled in');
        await expect(condition.dialog).toContainText(
          'Amount is at least $2,000 and (Stage group is Won or Company › Sector is filled in)',
        );
        const filter = {
          combinator: 'and',
          rules: [
            { field: 'amount', operator: '>=', value: 2000 },
            {
              combinator: 'or',
              rules: [
                { field: '$stageGroup', operator: '=', value: 'won' },
                { field: 'company.sector', operator: 'notNull' },
              ],
            },
          ],
        };
        const asked = `${api}/records?limit=1&count=exact`;
        const all = (await (await page.request.get(asked)).json()).total;
        const { total } = await (
          await page.request.get(`${asked}&filter=${encodeURIComponent(JSON.stringify(filter))}`)
        ).json();
        expect(total).toBeGreaterThan(0);
        await expect(condition.dialog).toContainText(new RegExp(`${total} of ${all} records match(es)? now`));
        expect(await barriers(page)).toEqual([]);
        await condition.apply();
        await expect(fields.preview.getByRole('textbox', { name: 'Next step' })).toHaveCount(0);
      },
    );

    await story.step('options have colours and names by language', async () => {
      await fields.choose('discount');
      await page.getByRole('textbox', { name: 'New option' }).fill('Ask first');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Colour of “Ask first”' }).click();
      await page.getByRole('button', { name: 'Orange' }).click();
      await page.getByRole('button', { name: 'Option 3 in other languages' }).click();
      await page.getByRole('textbox', { name: 'Option 3 (Japanese)' }).fill('確認');
      await page.keyboard.press('Tab');
      await builder.saved();
      const draft = await (await page.request.get(`${api}?version=draft`)).json();
      const discount = draft.fields.find(({ key }: { key: string }) => key === 'discount');
      expect(discount.options[2]).toEqual({ key: 'askFirst', label: { en: 'Ask first', ja: '確認' }, color: 'orange' });
    });

    await story.step('fields are moved by dragging and by keys, copied, retired and restored', async () => {
      await fields.drag(fields.row('deposit'), fields.row('company'));
      await expect.poll(async () => (await fields.order()).slice(0, 3)).toEqual(['title', 'deposit', 'company']);
      await fields.row('deposit').getByRole('button', { name: 'Move or change “Deposit”' }).press('Alt+ArrowDown');
      await expect.poll(async () => (await fields.order()).slice(0, 3)).toEqual(['title', 'company', 'deposit']);
      await fields.menu('Deposit', 'Copy the field');
      await expect(fields.row('deposit1')).toContainText('Deposit (copy)');
      await fields.menu('Deposit (copy)', 'Retire');
      const retired = page.getByRole('region', { name: 'Retired fields' });
      await expect(retired).toContainText('Deposit (copy)');
      await fields.menu('Deposit (copy)', 'Restore');
      await expect(retired).toHaveCount(0);
      await fields.menu('Deposit (copy)', 'Remove the field');
      await builder.saved();
    });

    await story.step('the card is laid out by dragging and by menus', async () => {
      await builder.part('Card');
      const money = page.getByRole('region', { name: 'Money', exact: true });
      const deal = page.getByRole('region', { name: 'Deal', exact: true });
      await fields.drag(deal.locator('[data-placed="deposit"]'), money.locator('[data-placed="amount"]'));
      await expect(money.locator('[data-placed]').first()).toContainText('Deposit');
      await fields.menu('Days left', 'To “Money”', deal);
      await expect(money.locator('[data-placed]').last()).toContainText('Days left');
      await money.locator('label').filter({ hasText: /^3$/ }).click();
      await builder.saved();
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('what was designed holds once it is published', async () => {
      await builder.part('Publish');
      await builder.publish(2);
      const published = await (await page.request.get(api)).json();
      const money = published.layout.sections.find(({ title }: { title: { en: string } }) => title.en === 'Money');
      expect(money.columns).toBe(3);
      expect(money.fields).toEqual(expect.arrayContaining(['deposit', 'daysLeft']));
      const { items } = await (await page.request.get(`${api}/records?limit=1`)).json();
      const changed = await page.request.patch(`${api}/records/${items[0].id}`, { data: { doc: { amount: 900 } } });
      expect((await changed.json()).doc.deposit).toBe(270);
    });
  },
);
