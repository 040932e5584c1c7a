// Keeps what is typed: <form data-autosave="URL"> with a hidden `stamp`. Sends after a pause of 3 seconds, at the latest 8 seconds
// after the first letter that is not saved, and when a field is left. While the network is away the words stay in this tab, sealed
// with a key that only this account's pages carry (gone when the tab closes); two windows get a choice, never an overwrite.
(() => {
  const words = document.getElementById("words");
  if (!words) return;
  const PAUSE = 3000;
  const LATEST = 8000;
  const SLOW = 7000; // a request that is not answered by then is as good as cut
  const hex = words.dataset.key || "";
  const bytes = new Uint8Array((hex.match(/../g) || []).map((pair) => parseInt(pair, 16)));
  const subtle = window.crypto && window.crypto.subtle; // absent without HTTPS: then nothing is kept in the browser
  const waiting = subtle ? words.dataset.kept : words.dataset.unsent;
  const sealing = subtle && bytes.length === 32 ? subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const encode = (text) => new TextEncoder().encode(text);
  const pack = (buffer) => btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""));
  const unpack = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

  const start = (form) => {
    const url = form.dataset.autosave;
    const key = `guong:${url}`;
    const line = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
    const stamp = form.elements.namedItem("stamp");
    let timer = 0;
    let sending = false;
    let dirty = false;
    let stopped = false;
    let since = 0; // when the first letter was typed that is not on its way
    let turn = 0;

    const say = (text, tone = "") => {
      if (!line) return;
      line.dataset.tone = tone;
      const icon = line.querySelector("svg");
      line.textContent = text;
      if (icon && tone === "") line.prepend(icon);
    };
    const typed = () => {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
      return data;
    };
    const keep = async () => {
      if (!sealing) return;
      const mine = ++turn;
      try {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const about = { name: "AES-GCM", iv, additionalData: encode(key) };
        const sealed = await subtle.encrypt(about, await sealing, encode(typed().toString()));
        if (mine === turn) sessionStorage.setItem(key, `${pack(iv)}.${pack(sealed)}`);
      } catch { /* full or forbidden: the page still holds the words */ }
    };
    const forget = () => {
      turn += 1;
      try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ }
    };

    const conflict = (sentence) => {
      stopped = true;
      keep();
      say("", "late");
      if (!line) return;
      const text = document.createElement("span");
      text.textContent = `${sentence || words.dataset.conflict} `;
      const open = document.createElement("a");
      open.href = location.href;
      open.target = "_blank";
      open.rel = "noopener";
      open.textContent = words.dataset.open;
      line.append(text, open);
    };

    const send = async () => {
      clearTimeout(timer);
      if (!dirty) return;
      if (sending || stopped) {
        keep();
        since = 0;
        return;
      }
      sending = true;
      dirty = false;
      since = 0;
      keep(); // an answer may take long, or never come
      say(words.dataset.saving, "wait");
      try {
        const answer = await fetch(url, { method: "POST", body: typed(), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(SLOW) });
        const data = await answer.json().catch(() => ({}));
        if (answer.status === 409) conflict(data.conflict);
        else if (answer.ok) {
          if (stamp && data.stamp !== undefined) stamp.value = data.stamp;
          say(words.dataset.saved.replace("%s", data.saved));
          if (dirty) keep();
          else forget();
        } else {
          keep();
          say(data.error || waiting, "late");
        }
      } catch {
        dirty = true;
        keep();
        say(waiting, "wait");
        timer = setTimeout(send, 15000);
      } finally {
        sending = false;
        if (dirty && !stopped) timer = setTimeout(send, PAUSE);
      }
    };

    const changed = () => {
      dirty = true;
      clearTimeout(timer);
      if (!since) since = Date.now();
      timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LATEST - Date.now())));
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("focusout", send);
    form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); forget(); });
    window.addEventListener("online", send);
    window.addEventListener("pagehide", () => { if (dirty) keep(); });
    window.addEventListener("beforeunload", (event) => { if (dirty && !stopped) event.preventDefault(); });
    restore(form, key, changed, say);
  };

  // What stayed in this tab after a broken connection is put back into the empty or older fields, and sent.
  const restore = async (form, key, changed, say) => {
    let kept = null;
    try {
      const [iv, sealed] = (sessionStorage.getItem(key) || "").split(".");
      if (!sealed || !sealing) return;
      const about = { name: "AES-GCM", iv: unpack(iv), additionalData: encode(key) };
      kept = new TextDecoder().decode(await subtle.decrypt(about, await sealing, unpack(sealed)));
    } catch { return; } // another account's, or forbidden
    let differs = false;
    for (const [name, value] of new URLSearchParams(kept)) {
      const field = form.elements.namedItem(name);
      const skip = !field || name === "stamp" || name === "csrfmiddlewaretoken";
      if (skip || !("value" in field) || field.type === "hidden" || field.value === value) continue;
      if (field instanceof RadioNodeList || field.type !== "checkbox") field.value = value;
      differs = true;
    }
    if (differs) {
      say(words.dataset.restored, "wait");
      changed();
    }
  };
  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
