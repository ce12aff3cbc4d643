// The entry: styles, theme, who is here, and the first place.
import '../styles/bootstrap.scss';
import '../styles/site.css';
import { me } from '../data/me';
import { myLine } from '../data/my-line';
import '../i18n/locale';
import { router } from './router';
import { NOT_FOUND, ROUTES } from './routes';
import { watchScroll } from './scroll';
import './shell';
import { startShortcuts } from './shortcuts';
import { startTheme } from './theme';

startTheme();
watchScroll();
startShortcuts();
void me.load();
myLine.start();
router.start(ROUTES, NOT_FOUND);
