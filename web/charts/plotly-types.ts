// What goes into and comes out of plotly.js, as far as the site looks at it.

export type Trace = Record<string, unknown>;

export interface Plot {
  data: Trace[];
  layout: Record<string, unknown>;
}

export type Config = Record<string, unknown>;

export interface ChartDiv extends HTMLDivElement {
  /** The traces as plotly understood them: a type that the bundle lacks shows here as another one. */
  _fullData?: { type: string }[];
}

type Draw = (where: HTMLElement, data: Plot['data'], layout: Plot['layout'], config: Config) => Promise<ChartDiv>;

export interface PlotlyLibrary {
  newPlot: Draw;
  react: Draw;
  purge(where: HTMLElement): void;
  downloadImage(what: Plot, options: Record<string, unknown>): Promise<string>;
  Fx: {
    hover(where: HTMLElement, points: readonly { curveNumber: number; pointNumber: number | number[] }[]): void;
    unhover(where: HTMLElement): void;
  };
}
