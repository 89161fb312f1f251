// Passkeys: a form that wants one asks the browser for it before it is sent. Where the browser cannot, the page says
// what else works, and its form stays hidden.
"use strict";
(() => {
  const key = window.PublicKeyCredential;
  if (!key?.parseCreationOptionsFromJSON || !key.parseRequestOptionsFromJSON || !key.prototype.toJSON) return;

  // A passkey that signs in by itself is kept on the device, which asks for a finger, a face or a code.
  const made = (options) => {
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options.publicKey) });
  };
  const used = (options) =>
    navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options.publicKey) });
  const asked = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const { passkey: does, options } = form.dataset;
    const say = (which) => {
      for (const one of form.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== which;
    };
    form.hidden = false;
    form.previousElementSibling.hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say(null);
      try {
        const told = options ? JSON.parse(options) : await asked(form.action);
        form.elements.credential.value = JSON.stringify(await (does === "create" ? made : used)(told));
        form.submit();
      } catch (error) {
        say(error.name === "InvalidStateError" ? "there" : "none");
      }
    });
  }
})();
