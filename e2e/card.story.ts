import { barriers } from './accessibility.ts';
import { ada, begin } from './begin.ts';
import { Card } from './pages/card.ts';
import { expect, story } from './story.ts';

const product = {
  key: 'product',
  name: 'Product',
  namePlural: 'Products',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'price', label: 'Price', kind: 'money', currency: 'EUR' },
  ],
};
const urgent = { combinator: 'and', rules: [{ field: 'urgent', operator: '=', value: true }] };
const offer = {
  key: 'offer',
  name: 'Offer',
  namePlural: 'Offers',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'phone', label: 'Phone', kind: 'text' },
    { key: 'urgent', label: 'Urgent', kind: 'boolean' },
    { key: 'why', label: 'Why so urgent', kind: 'text', visibleWhen: urgent, requiredWhen: urgent },
    { key: 'rows', label: 'Rows', kind: 'lines', target: 'product', currency: 'EUR' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', formula: '= sum(for l in rows return l.total)' },
  ],
  funnels: [{ key: 'main', name: 'Main', transitions: 'free', stages: [{ key: 'new', name: 'New', group: 'open' }] }],
};

story(
  'a card is worked on: rows out of a spreadsheet, a contact logged, two people at once, no line for a moment',
  async ({ page, context, browser }) => {
    await begin(page.request, {});
    const post = async (url: string, data: object) => (await page.request.post(`/api/v1${url}`, { data })).json();
    await post('/entity-types', product);
    await post('/entity-types', offer);
    await post('/entity-types/product/records', { doc: { name: 'Laminate', price: 19.99 } });
    await post('/entity-types/product/records', { doc: { name: 'Plaster', price: 4.2 } });
    const { id, number } = await post('/entity-types/offer/records', { doc: { title: 'Renovation' } });
    const card = new Card(page);
    const stored = async () => (await page.request.get(`/api/v1/entity-types/offer/records/${id}`)).json();

    await story.step('product rows are pasted, take their prices and add up to the cent', async () => {
      await page.goto(`/p/offer/records/${number}`);
      await page.getByRole('button', { name: 'Edit Rows' }).click();
      await page.getByLabel('Product, row 1').fill('Plas');
      await expect(page.getByRole('option')).toHaveText([/^Plaster/, /Create/]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Price, row 1')).toHaveValue('4.2');
      await card.paste(page.getByLabel('Product, row 1'), 'Laminate\t3\nPlaster\t10\n');
      await expect(page.getByLabel('Price, row 2')).toHaveValue('4.2');
      await page.getByLabel('Discount in per cent, row 1').fill('5');
      await page.getByLabel('Tax in per cent, row 1').fill('21');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Tax in per cent, row 2')).toBeFocused();
      await expect(card.fields.getByRole('row', { name: /^Sum/ })).toContainText('€110.94');
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Add a row' }).click();
      await page.getByLabel('Quantity, row 3').fill('7');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      // A row of which only the quantity is known is not left out: it is said what it lacks.
      await expect(page.getByLabel('Price, row 3')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByText('Please fill this in')).toBeVisible();
      await page.getByRole('button', { name: 'Remove row 3' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(card.fields.locator('[data-field="amount"]')).toContainText('€110.94');
    });

    await story.step(
      'what was typed into a field is offered again after a reload, until it is saved or thrown away',
      async () => {
        const kept = card.fields.getByRole('alert').filter({ hasText: 'You typed this and did not save it' });
        const phone = page.getByRole('textbox', { name: 'Phone' });
        await page.getByRole('button', { name: 'Edit Phone' }).click();
        await phone.fill('+49 30 12');
        await page.reload();
        await expect(kept).toContainText('+49 30 12');
        expect((await stored()).doc.phone).toBeUndefined();
        await kept.getByRole('button', { name: 'Go on' }).click();
        await expect(phone).toHaveValue('+49 30 12');
        await phone.press('Escape');
        await page.reload();
        await expect(page.getByRole('button', { name: 'Edit Phone' })).toBeAttached();
        await expect(kept).toHaveCount(0);

        // Somebody else wrote there meanwhile: both values stand side by side.
        await page.getByRole('button', { name: 'Edit Phone' }).click();
        await phone.fill('+49 30 34');
        await page.reload();
        await expect(kept).toContainText('+49 30 34');
        await page.request.patch(`/api/v1/entity-types/offer/records/${id}`, { data: { doc: { phone: '+49 30 99' } } });
        await expect(card.fields.locator('[data-field="phone"]')).toContainText('+49 30 99');
        await kept.getByRole('button', { name: 'Go on' }).click();
        await expect(card.fields.getByText('Someone else changed this meanwhile')).toBeVisible();
        await page.getByRole('button', { name: 'Keep mine' }).click();
        await expect(kept).toHaveCount(0);
        expect((await stored()).doc.phone).toBe('+49 30 34');
      },
    );

    await story.step('a record that is not there says so under a heading', async () => {
      for (const nowhere of ['/p/offer/records/999', '/p/nothing']) {
        await page.goto(nowhere);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      }
      await page.goto(`/p/offer/records/${number}`);
    });

    await story.step('a contact is logged, and its next action becomes a task', async () => {
      await page.getByText('Contact with the client').click();
      await page.getByLabel('What was said').fill('They want it by May');
      await page.getByLabel('Competitor').fill('ACME');
      await page.getByLabel('What is to be done next').fill('Send the offer');
      await page.getByRole('button', { name: 'Log it' }).click();
      await expect(card.history('They want it by May')).toContainText('ACME');
      await expect(card.tasks).toContainText('Send the offer');
    });

    await story.step('a value that makes another necessary asks for it, and both are saved', async () => {
      await page.getByRole('button', { name: 'Edit Urgent' }).click();
      await page.getByRole('switch', { name: 'Urgent' }).click();
      const dialog = page.getByRole('dialog', { name: 'Urgent needs more' });
      await dialog.getByRole('textbox', { name: /^Why so urgent/ }).fill('The roof leaks');
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(card.fields.locator('[data-field="why"]')).toContainText('The roof leaks');
      expect((await stored()).doc).toMatchObject({ urgent: true, why: 'The roof leaks' });
    });

    await story.step('the same field shows both values to choose', async () => {
      await page.getByRole('button', { name: 'Edit Phone' }).click();
      await page.getByRole('textbox', { name: 'Phone' }).fill('mine');
      await page.request.patch(`/api/v1/entity-types/offer/records/${id}`, { data: { doc: { phone: 'theirs' } } });
      await expect(page.getByText('Now it says:')).toBeVisible();
      await page.getByRole('button', { name: 'Keep mine' }).click();
      await expect.poll(async () => (await stored()).doc.phone).toBe('mine');
    });

    await story.step('a session that ends while something is typed is taken up again where one is', async () => {
      await page.getByRole('button', { name: 'Edit Phone' }).click();
      await page.getByRole('textbox', { name: 'Phone' }).fill('half typed');
      const other = await browser.newContext();
      await other.request.post('/api/v1/auth/login', { data: { email: ada.email, password: ada.password } });
      await context.clearCookies();
      // Somebody else's change is read, and the answer is that nobody is signed in.
      await other.request.patch(`/api/v1/entity-types/offer/records/${id}`, { data: { doc: { title: 'Renovated' } } });
      await other.close();
      const again = page.getByRole('dialog', { name: 'Sign in again' });
      await again.getByRole('textbox', { name: 'Password' }).fill(ada.password);
      expect(await barriers(page)).toEqual([]);
      await again.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(again).toBeHidden();
      await expect(card.title).toContainText('Renovated');
      await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('half typed');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(async () => (await stored()).doc.phone).toBe('half typed');
    });

    await story.step('without a line an edit waits, and goes out by itself', async () => {
      await context.setOffline(true);
      await page.getByRole('button', { name: 'Edit Phone' }).click();
      await page.getByRole('textbox', { name: 'Phone' }).fill('written without a line');
      await page.keyboard.press('Enter');
      await expect(page.getByText('1 change waits and goes out by itself.')).toBeVisible();
      await context.setOffline(false);
      await expect.poll(async () => (await stored()).doc.phone).toBe('written without a line');
      await expect(page.getByText('waits and goes out by itself.')).toBeHidden();
    });

    await story.step('who may write little is offered no more than that', async () => {
      const fields = { read: ['title', 'phone', 'rows'], write: ['phone'] };
      const grants = [{ entityType: 'offer', actions: ['read', 'update', 'move'], scope: 'all', fields }];
      await post('/roles', { key: 'clerk', name: 'Clerk', grants });
      const bo = { name: 'Bo', email: 'bo@example.com', password: 'correct horse' };
      await post('/users', { ...bo, roles: ['clerk'] });
      const context = await browser.newContext();
      await context.request.post('/api/v1/auth/login', { data: { email: bo.email, password: bo.password } });
      const theirs = await context.newPage();
      await theirs.goto(`/p/offer/records/${number}`);
      await expect(theirs.getByRole('button', { name: 'Edit Phone' })).toBeAttached();
      await expect(theirs.getByText('Plaster')).toBeVisible();
      await expect(theirs.getByRole('button', { name: /^Edit (Title|Rows|Urgent)/ })).toHaveCount(0);
      await expect(theirs.getByText('Urgent')).toHaveCount(0);
      await expect(theirs.getByText('Amount')).toHaveCount(0);
      await context.close();
    });
  },
);
