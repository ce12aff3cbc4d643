// What goes into and comes out of plotly.js, as far as the site looks at it.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Trace = Record<string, unknown>;

export interface Plot {
  data: Trace[];
  layout: Record<string, unknown>;
}

export type Config = Record<string, unknown>;

export interface HoverPoint {
  curveNumber: number;
  x?: unknown;
  y?: unknown;
  z?: unknown;
  text?: unknown;
  data?: { name?: unknown };
  /** Which axes it stands on, by their place in the layout: "xaxis", "yaxis2". */
  xaxis?: { _name?: string };
  yaxis?: { _name?: string };
}

export interface ChartDiv extends HTMLDivElement {
  /** The traces as plotly understood them: a type that the bundle lacks shows here as another one. */
  _fullData?: { type: string; visible?: unknown; hoverinfo?: string }[];
  on?(name: 'plotly_hover', heard: (hover: { points: HoverPoint[] }) => void): void;
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
