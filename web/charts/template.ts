// The one Plotly template: our type, our quiet axes, our colours. Figures bring data; how it looks is decided here.
import type { Palette } from './palette';

const axis = (palette: Palette): Record<string, unknown> => ({
  automargin: true,
  gridcolor: palette.line,
  gridwidth: 1,
  linecolor: palette.line,
  showline: false,
  ticks: '',
  tickcolor: palette.line,
  tickfont: { size: 12, color: palette.muted },
  title: { font: { size: 12.5, color: palette.muted }, standoff: 10 },
  zeroline: false,
  zerolinecolor: palette.muted,
  fixedrange: true,
});

/** How a figure's ground differs: `compact` for a phone's width, `grid` off where cells cover the whole plot. */
export interface Ground {
  readonly compact: boolean;
  readonly grid: boolean;
}

/** A layout template for one theme. */
export function templateOf(palette: Palette, { compact, grid }: Ground): Record<string, unknown> {
  return {
    layout: {
      autosize: true,
      bargap: 0.32,
      barcornerradius: 3,
      colorway: [palette.side0, palette.side1, palette.peers, palette.warn],
      colorscale: {
        diverging: [[0, palette.low], [0.5, palette.middle], [1, palette.high]],
        sequential: [[0, palette.middle], [1, palette.high]],
      },
      dragmode: false,
      font: { family: palette.font, size: compact ? 12 : 13, color: palette.ink },
      hoverlabel: {
        bgcolor: palette.ink,
        bordercolor: palette.ink,
        font: { family: palette.font, size: 13, color: palette.surface },
        align: 'left',
      },
      hovermode: 'closest',
      legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1.01, yanchor: 'bottom', font: { size: 12.5, color: palette.muted } },
      margin: { l: 8, r: 14, t: 34, b: 8, pad: 4 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      xaxis: { ...axis(palette), showgrid: false },
      yaxis: { ...axis(palette), showgrid: grid },
      annotationdefaults: { font: { size: 12.5, color: palette.muted }, showarrow: false },
      shapedefaults: { line: { color: palette.muted, width: 1 } },
      coloraxis: { colorbar: bar(palette) },
    },
    data: {
      bar: [{ marker: { line: { width: 0 } }, error_x: whisker(palette), error_y: whisker(palette) }],
      scatter: [{ cliponaxis: false, line: { width: 2.5 }, error_x: whisker(palette), error_y: whisker(palette) }],
      heatmap: [{ showscale: !compact, xgap: 3, ygap: 3, colorbar: bar(palette), textfont: { size: 12.5 } }],
      box: [{ line: { width: 1.5 } }],
      violin: [{ line: { width: 1.5 } }],
    },
  };
}

const whisker = (palette: Palette): Record<string, unknown> => ({ color: palette.muted, thickness: 1.5, width: 4 });

const bar = (palette: Palette): Record<string, unknown> => ({
  thickness: 8,
  outlinewidth: 0,
  len: 0.9,
  tickfont: { size: 11.5, color: palette.muted },
  title: { side: 'right', font: { size: 12, color: palette.muted } },
});

/** No mode bar (the figure has its own buttons), no zoom by accident, no link to anybody. */
export const CONFIG = { displayModeBar: false, responsive: false, displaylogo: false, scrollZoom: false, doubleClick: false };
