// Plotly, brought when the first figure comes near, with its own stylesheet linked (the CSP allows no injected one).
import stylesheet from '../styles/plotly.css?url';
import type { PlotlyLibrary } from './plotly-types';

let brought: Promise<PlotlyLibrary> | null = null;

/** The chart library; a load that failed is tried again by the next one who asks. */
export function plotly(): Promise<PlotlyLibrary> {
  brought ??= bring().catch((thrown: unknown) => {
    brought = null;
    throw thrown;
  });
  return brought;
}

async function bring(): Promise<PlotlyLibrary> {
  const [module] = await Promise.all([import('plotly.js-cartesian-dist-min'), link()]);
  return module.default;
}

/** Plotly looks for this very id and class before it would inject rules of its own. */
function link(): Promise<void> {
  if (document.getElementById('plotly.js-style-global')) return Promise.resolve();
  const element = document.createElement('link');
  element.id = 'plotly.js-style-global';
  element.className = 'no-inline-styles';
  element.rel = 'stylesheet';
  element.href = stylesheet;
  return new Promise((resolve, reject) => {
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => {
      element.remove();
      reject(new TypeError('the charts have no stylesheet'));
    });
    document.head.append(element);
  });
}
