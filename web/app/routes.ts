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
  { path: '/matches/:id', tag: 'rb-match-page', load: () => import('../pages/match-page'), given: { id: 'match-id' } },
  { path: '/players', tag: 'rb-players-page', load: here },
  { path: '/players/:slug', tag: 'rb-player-page', load: here },
  { path: '/sign-up', tag: 'rb-sign-up-page', load: () => import('../pages/sign-up-page') },
  { path: '/sign-in', tag: 'rb-sign-in-page', load: () => import('../pages/sign-in-page') },
  { path: '/signed-in', tag: 'rb-signed-in-page', load: () => import('../pages/signed-in-page') },
  { path: '/verify', tag: 'rb-verify-page', load: () => import('../pages/verify-page'), letter: true },
  { path: '/forgot', tag: 'rb-forgot-page', load: () => import('../pages/forgot-page') },
  { path: '/reset', tag: 'rb-reset-page', load: () => import('../pages/reset-page'), letter: true },
  { path: '/welcome', tag: 'rb-welcome-page', load: () => import('../pages/welcome-page'), letter: true },
  { path: '/confirm-email', tag: 'rb-confirm-email-page', load: () => import('../pages/confirm-email-page'), letter: true },
  { path: '/first-admin', tag: 'rb-first-admin-page', load: () => import('../pages/first-admin-page'), letter: true },
  { path: '/settings', tag: 'rb-settings-page', load: () => import('../pages/settings-page') },
  { path: '/settings/:tab', tag: 'rb-settings-page', load: () => import('../pages/settings-page') },
  { path: '/friends', tag: 'rb-friends-page', load: () => import('../pages/friends-page') },
  { path: '/admin', tag: 'rb-admin-accounts-page', load: () => import('../pages/admin-accounts-page') },
  { path: '/admin/accounts', tag: 'rb-admin-accounts-page', load: () => import('../pages/admin-accounts-page') },
  { path: '/admin/audit', tag: 'rb-admin-audit-page', load: () => import('../pages/admin-audit-page') },
  { path: '/ai', tag: 'rb-ai-page', load: () => import('../pages/ai-page') },
  { path: '/how-we-count', tag: 'rb-counting-page', load: () => import('../pages/counting-page') },
  { path: '/about', tag: 'rb-about-page', load: () => import('../pages/about-page') },
];

export const NOT_FOUND: Route = {
  path: '/not-found',
  tag: 'rb-not-found-page',
  load: () => import('../pages/not-found-page'),
};
