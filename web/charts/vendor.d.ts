// The partial bundle of plotly.js ships no types; what we use of it is described in plotly-types.ts.
declare module 'plotly.js-cartesian-dist-min' {
  const plotly: import('./plotly-types').PlotlyLibrary;
  export default plotly;
}
