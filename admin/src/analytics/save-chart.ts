// A chart leaves the page as figures or as a picture; both are made here in the browser, in the colours that the page has at the moment.
import { saveFile } from '../shell/save-file.ts';
import { csvOf, fileNameOf, totalsOf } from './chart.ts';
import type { Chart } from './chart.ts';

export function saveCsv(chart: Chart): void {
  // the mark tells Excel that it is UTF-8
  saveFile(`${fileNameOf(chart.title)}.csv`, new Blob(['\uFEFF', csvOf(chart)], { type: 'text/csv;charset=utf-8' }));
}

const WIDTH = 1200;
const HEIGHT = 560;
/** Sharp in a printed report, too. */
const SCALE = 2;
const MARGIN = 40;
const PLOT = { left: 84, right: WIDTH - MARGIN, top: 150, bottom: HEIGHT - 64 } as const;
const LABEL_GAP = 18;

/** Throws where the browser cannot draw. */
export async function savePng(chart: Chart): Promise<void> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.scale(SCALE, SCALE);
  paint(pen, chart);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  if (blob === null) throw new Error('the picture could not be made');
  saveFile(`${fileNameOf(chart.title)}.png`, blob);
}

type Pen = CanvasRenderingContext2D;

function paint(pen: Pen, chart: Chart): void {
  pen.fillStyle = token('surface');
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  write(pen, chart.title, { x: MARGIN, y: 56, size: 24, weight: 640 });
  write(pen, chart.about, { x: MARGIN, y: 84, size: 15, colour: 'muted' });
  paintLegend(pen, chart);
  const totals = totalsOf(chart);
  const most = Math.max(1, ...totals);
  paintScale(pen, most);
  const step = (PLOT.right - PLOT.left) / Math.max(1, chart.labels.length);
  chart.labels.forEach((_, i) => {
    let top: number = PLOT.bottom;
    for (const { values, colour } of chart.series) {
      const height = ((values[i] ?? 0) / most) * (PLOT.bottom - PLOT.top);
      top -= height;
      pen.fillStyle = token(colour);
      pen.fillRect(PLOT.left + i * step + step * 0.14, top, step * 0.72, height);
    }
  });
  paintLabels(pen, chart.said ?? chart.labels, step);
}

function paintLegend(pen: Pen, { series }: Chart): void {
  if (series.length < 2) return;
  let x = MARGIN;
  for (const { name, colour, values } of series) {
    pen.fillStyle = token(colour);
    pen.fillRect(x, 107, 13, 13);
    const text = `${name} ${values.reduce((sum, value) => sum + value, 0)}`;
    write(pen, text, { x: x + 20, y: 119, size: 15 });
    x += 20 + pen.measureText(text).width + 28;
  }
}

function paintScale(pen: Pen, most: number): void {
  for (const value of most > 1 ? [0, Math.round(most / 2), most] : [0, most]) {
    const y = PLOT.bottom - (value / most) * (PLOT.bottom - PLOT.top);
    pen.fillStyle = token(value === 0 ? 'line-strong' : 'line');
    pen.fillRect(PLOT.left, y, PLOT.right - PLOT.left, 1);
    write(pen, String(value), { x: PLOT.left - 12, y: y + 5, size: 14, colour: 'muted', align: 'right' });
  }
}

/** As many as have room beside each other. */
function paintLabels(pen: Pen, labels: readonly string[], step: number): void {
  pen.font = font(14, 400);
  const widest = Math.max(0, ...labels.map((label) => pen.measureText(label).width)) + LABEL_GAP;
  const every = Math.max(1, Math.ceil(widest / step));
  labels.forEach((label, i) => {
    if (i % every === 0) write(pen, label, { x: PLOT.left + (i + 0.5) * step, y: PLOT.bottom + 26, size: 14, colour: 'muted', align: 'center' });
  });
}

interface Writing {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
}

function write(pen: Pen, text: string, { x, y, size, weight = 400, colour = 'text', align = 'left' }: Writing): void {
  pen.font = font(size, weight);
  pen.fillStyle = token(colour);
  pen.textAlign = align;
  pen.fillText(text, x, y);
}

function font(size: number, weight: number): string {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
