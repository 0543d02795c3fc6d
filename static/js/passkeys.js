// Passkeys: ask the browser, then send its answer with the form.
// webauthnJSON comes with allauth (mfa/js/webauthn-json.js).
// form[data-passkey=create|get] holds input[name=credential], [data-passkey-ask] (the button) and [data-passkey-told];
// its question is JSON in the page (data-passkey-question: an id) or at an address (data-passkey-url).
(() => {
  const questionOf = async (form) => {
    const { passkeyQuestion: id, passkeyUrl: url } = form.dataset;
    if (id) return JSON.parse(document.getElementById(id).textContent);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`question refused: ${answer.status}`);
    return answer.json();
  };

  const ask = async (form, button, told) => {
    const act = form.dataset.passkey === "create" ? webauthnJSON.create : webauthnJSON.get;
    told.textContent = "";
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await act(await questionOf(form)));
      form.submit();
    } catch (error) {
      told.textContent = error.name === "InvalidStateError" ? told.dataset.known : told.dataset.failed;
      button.disabled = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const [button, told] = [form.querySelector("[data-passkey-ask]"), form.querySelector("[data-passkey-told]")];
    if (!window.PublicKeyCredential) {
      told.textContent = told.dataset.unknown;
      button.disabled = true;
    }
    button.addEventListener("click", () => ask(form, button, told));
    form.addEventListener("submit", (event) => {
      event.preventDefault(); // Enter in the field of the name; the answer itself is sent by form.submit()
      if (!button.disabled) ask(form, button, told);
    });
  }
})();
