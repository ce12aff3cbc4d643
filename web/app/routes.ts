// The map of the site: every address, the element that shows it, and the module that brings it.
// What most readers open first is part of the first load, which saves them a round trip; the rest comes when asked for.
import '../pages/lobby-page';
import '../pages/matches-page';
import '../pages/player-page';
import '../pages/players-page';
import type { Route } from './router';

const here = (): Promise<void> => Promise.resolve();

export const ROUTES: readonly Route[] = [
  { path: '/', tag: 'rb-lobby-page', load: here },
  { path: '/play', tag: 'rb-play-page', load: () => import('../pages/play-page') },
  { path: '/play/:code', tag: 'rb-invite-page', load: () => import('../pages/match-invite-page'), given: { code: 'code' } },
  { path: '/matches', tag: 'rb-matches-page', load: here },
  {
    path: '/matches/:id',
    tag: 'rb-match-page',
    load: () => import('../pages/match-page'),
    given: { id: 'match-id' },
    immersive: true,
  },
  { path: '/players', tag: 'rb-players-page', load: here },
  { path: '/players/:slug', tag: 'rb-player-page', load: here },
  { path: '/ai', tag: 'rb-ai-page', load: () => import('../pages/ai-page') },
  { path: '/how-we-count', tag: 'rb-counting-page', load: () => import('../pages/counting-page') },
  { path: '/about', tag: 'rb-about-page', load: () => import('../pages/about-page') },
];

export const NOT_FOUND: Route = {
  path: '/not-found',
  tag: 'rb-not-found-page',
  load: () => import('../pages/not-found-page'),
};
