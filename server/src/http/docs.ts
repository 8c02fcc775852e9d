import { Controller, Get, Header } from '@nestjs/common';
import { DOCS_SCRIPT, DOCS_STYLE, docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';

/** The API described: for programs and for people. Needs no signing in; it says nothing of what is kept here. */
@Controller()
export class DocsController {
  private document?: string;
  private html?: string;

  @Get('/api/openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): string {
    this.document ??= JSON.stringify(openApiDocument());
    return this.document;
  }

  @Get('/api/docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    this.html ??= docsPage();
    return this.html;
  }

  @Get('/api/docs/page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return DOCS_SCRIPT;
  }

  @Get('/api/docs/page.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return DOCS_STYLE;
  }
}
