// The API's own page: Swagger UI, served from here, reading the schema the server prints, in the theme of the site.
import 'swagger-ui-dist/swagger-ui.css';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { shownTheme, startTheme } from '../app/theme';
import './docs.css';

const follow = (): void => void document.documentElement.classList.toggle('dark-mode', shownTheme() === 'dark');

document.addEventListener('rb-theme', follow);
startTheme();
follow();
SwaggerUI({ url: '/schema/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });
