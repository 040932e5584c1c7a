// Keeps what is typed: <form data-autosave="URL"> with a hidden `stamp`. Sends after a pause of 3 seconds and when a field
// is left. While the network is away the words stay in this tab (gone when it closes: other people may use the device); two windows get a choice, never an overwrite.
(() => {
  const words = document.getElementById("words");
  if (!words) return;
  const PAUSE = 3000;

  const start = (form) => {
    const url = form.dataset.autosave;
    const key = `guong:${url}`;
    const line = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
    const stamp = form.elements.namedItem("stamp");
    let timer = 0;
    let sending = false;
    let dirty = false;
    let stopped = false;

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
    const keep = () => {
      try { sessionStorage.setItem(key, typed().toString()); } catch { /* full or forbidden: the page still holds the words */ }
    };
    const forget = () => { try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ } };

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
      if (!dirty || sending || stopped) return;
      sending = true;
      dirty = false;
      say(words.dataset.saving, "wait");
      try {
        const answer = await fetch(url, { method: "POST", body: typed(), headers: { Accept: "application/json" } });
        const data = await answer.json().catch(() => ({}));
        if (answer.status === 409) conflict(data.conflict);
        else if (answer.ok) {
          if (stamp && data.stamp !== undefined) stamp.value = data.stamp;
          say(words.dataset.saved.replace("%s", data.saved));
          forget();
        } else {
          keep();
          say(data.error || words.dataset.kept, "late");
        }
      } catch {
        dirty = true;
        keep();
        say(words.dataset.kept, "wait");
        timer = setTimeout(send, 15000);
      } finally {
        sending = false;
        if (dirty && !stopped) timer = setTimeout(send, PAUSE);
      }
    };

    const changed = () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
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
  const restore = (form, key, changed, say) => {
    let kept = null;
    try { kept = sessionStorage.getItem(key); } catch { return; }
    if (!kept) return;
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
