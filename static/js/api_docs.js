// The page of the API: Swagger UI on our schema, light or dark as the page is. Calls go out with the session's
// CSRF token, or with the access token that "Authorize" was given.
addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const place = document.getElementById("api-docs");
  const follow = () => root.classList.toggle("dark-mode", root.dataset.bsTheme === "dark");
  const csrf = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["x-csrftoken"];

  follow();
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-bs-theme"] });
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    defaultModelRendering: "model",
    displayRequestDuration: true,
    filter: true,
    persistAuthorization: false,
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (csrf && request.method !== "GET") request.headers["X-CSRFToken"] = csrf;
      return request;
    },
  });
});
