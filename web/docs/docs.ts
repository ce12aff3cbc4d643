// The API's own page: Swagger UI, served from here, reading the schema the server prints.
import 'swagger-ui-dist/swagger-ui.css';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import './docs.css';

SwaggerUI({ url: '/schema/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });
