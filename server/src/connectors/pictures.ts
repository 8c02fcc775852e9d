import { fileURLToPath } from 'node:url';
import type { ChartOption } from '@etapa/shared/reports/chart';
import { Injectable } from '@nestjs/common';

/** Pixels of an e-mail's picture, each drawn twice as fine. */
export interface PictureSize {
  width: number;
  height: number;
}

const FINE = 2;
const FONT = 'DejaVu Sans';
/** Han, kana and hangul: signs that the font that comes along has not. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Families that have them, as systems call them. */
const EAST_ASIAN_FAMILY =
  /CJK|Source Han|Noto S\w+ (JP|KR|SC|TC)|Gothic|Mincho|Meiryo|Hiragino|IPA|Takao|Yu Gothic|PingFang|SimSun|WenQuanYi/;

/** Draws charts where there is no browser. What it takes is loaded when the first is drawn. */
@Injectable()
export class Pictures {
  private tools?: ReturnType<typeof load>;

  /** Whether a text can be written: East Asian ones need a font of the machine. */
  async writes(text: string): Promise<boolean> {
    if (!EAST_ASIAN.test(text)) return true;
    this.tools ??= load();
    return (await this.tools).eastAsian !== null;
  }

  /** @param option as ECharts takes it; its texts are written in a font that is there */
  async png(option: ChartOption, { width, height }: PictureSize): Promise<Buffer> {
    this.tools ??= load();
    const { canvas, echarts, eastAsian } = await this.tools;
    const surface = canvas.createCanvas(width * FINE, height * FINE);
    // ECharts asks of an element only what a canvas of the server has, too.
    const chart = echarts.init(surface as unknown as Parameters<typeof echarts.init>[0], undefined, {
      renderer: 'canvas',
      devicePixelRatio: FINE,
      width,
      height,
    });
    try {
      const fontFamily = [FONT, ...(eastAsian ? [eastAsian] : [])].map((name) => `"${name}"`).join(', ');
      const textStyle = { ...(option.textStyle as object | undefined), fontFamily };
      chart.setOption({ ...option, backgroundColor: '#ffffff', animation: false, textStyle });
      return await surface.encode('png');
    } finally {
      chart.dispose();
    }
  }
}

type Measured = ReturnType<NonNullable<Parameters<typeof import('echarts').setPlatformAPI>[0]['createCanvas']>>;

async function load() {
  const [canvas, echarts] = await Promise.all([import('@napi-rs/canvas'), import('echarts')]);
  canvas.GlobalFonts.registerFromPath(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')), FONT);
  echarts.setPlatformAPI({ createCanvas: () => canvas.createCanvas(32, 32) as unknown as Measured });
  const families = canvas.GlobalFonts.families.map(({ family }) => family);
  return { canvas, echarts, eastAsian: families.find((family) => EAST_ASIAN_FAMILY.test(family)) ?? null };
}
