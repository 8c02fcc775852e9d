import type { APIRequestContext } from '@playwright/test';
import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { Duplicates } from './pages/duplicates.ts';
import { expect, story } from './story.ts';

const company = {
  key: 'company',
  name: 'Company',
  namePlural: 'Companies',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'city', label: 'City', kind: 'text' },
  ],
};

async function seed(request: APIRequestContext): Promise<void> {
  const post = async (path: string, data: object) => {
    await expect(await request.post(`/api/v1${path}`, { data })).toBeOK();
  };
  await post('/entity-types', company);
  await post('/entity-types/company/records', { doc: { name: '株式会社髙島商事', phone: '+81312345678' } });
  await post('/entity-types/company/records', { doc: { name: '合同会社髙島商事' } });
  await post('/entity-types/company/records', { doc: { name: 'ООО «Ромашка»', city: 'Київ' } });
}

story('a company is typed twice, seen, merged and parted again', async ({ page }) => {
  await begin(page.request, {});
  await seed(page.request);
  const duplicates = new Duplicates(page);

  await story.step('while it is typed, what is there already is told, with the reason', async () => {
    await page.goto('/p/company/table');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await duplicates.type('Name', '㈱高島商事');
    await expect(duplicates.notice).toContainText('株式会社髙島商事 #1');
    await expect(duplicates.notice).toContainText('Name is the same in another spelling');
    await expect(duplicates.notice).not.toContainText('合同会社');
    expect(await barriers(page)).toEqual([]);
    await duplicates.type('City', '東京');
    await page.reload();
    await page.getByRole('button', { name: 'New', exact: true }).click();
    const form = page.getByRole('dialog');
    await expect(form.getByText('What you had typed is here again.')).toBeVisible();
    await expect(form.getByRole('textbox', { name: 'City' })).toHaveValue('東京');
    await form.getByRole('button', { name: 'Create' }).click();
    await expect(form).toHaveCount(0);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(form.getByRole('textbox', { name: 'City' })).toHaveValue('');
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  await story.step('the two become one, field by field', async () => {
    await page.goto('/p/company/duplicates');
    await expect(page.getByRole('article')).toHaveCount(1);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('article').getByRole('link', { name: 'Merge…' }).click();
    await duplicates.take('Name', '㈱高島商事 #4');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('㈱高島商事 #1');
    await expect(page.getByRole('article')).toContainText('東京');
    await expect(page.getByRole('article')).toContainText('#4 was merged into this record');
    await page.goto('/p/company/records/4');
    await expect(page).toHaveURL(/records\/1$/);
  });

  await story.step('and two again', async () => {
    await page.getByRole('article').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('株式会社髙島商事 #1');
    await page.goto('/p/company/records/4');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('㈱高島商事 #4');
    await duplicates.notice.getByRole('button', { name: 'Not a duplicate' }).click();
    await expect(duplicates.notice).toHaveCount(0);
  });
});
