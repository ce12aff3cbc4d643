// Sets the theme before first paint, so that no page flashes white. The choice itself lives in app/theme.ts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('rb-theme');
  } catch (_) {
    // Storage is forbidden: follow the system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
})();
