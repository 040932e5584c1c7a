// Passkeys: <form data-passkey="create|get" data-options="JSON"> asks the device, puts its answer into `credential`, sends the form.
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !window.isSecureContext) return;
  document.querySelectorAll("[data-passkey-none]").forEach((line) => { line.hidden = true; });

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (kind, options) => {
    const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    if (kind === "get") {
      key.allowCredentials = known(key.allowCredentials);
      return navigator.credentials.get({ publicKey: key });
    }
    key.user = { ...key.user, id: bytes(key.user.id) };
    key.excludeCredentials = known(key.excludeCredentials);
    return navigator.credentials.create({ publicKey: key });
  };
  const answer = (made) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[part]) response[part] = text(made.response[part]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return { id: made.id, rawId: text(made.rawId), type: made.type, response,
      clientExtensionResults: made.getClientExtensionResults() };
  };

  for (const form of forms) {
    form.hidden = false;
    const field = form.querySelector("[name=credential]");
    const failed = form.querySelector("[data-passkey-failed]");
    form.addEventListener("submit", async (event) => {
      if (field.value) return;
      event.preventDefault();
      failed.hidden = true;
      try {
        const made = await asked(form.dataset.passkey, JSON.parse(form.dataset.options));
        field.value = JSON.stringify(answer(made));
        form.requestSubmit();
      } catch {
        failed.hidden = false;
      }
    }, true);
  }
})();
