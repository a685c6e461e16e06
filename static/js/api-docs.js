// Swagger UI for the API: drawn from our own description, sending nothing to anybody else.
const main = document.getElementById("api");
window.SwaggerUIBundle({
  url: main.dataset.schema,
  domNode: main,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  validatorUrl: null,
});
