// The evening through a broken connection (Q7). Taps of the roll are kept in this tab (numbers and marks, no names) and notes in
// memory only, each with a key of its own, and sent in their order when the network is back: sent twice, a key counts once.
// Without this script every button is a plain form.
(() => {
  const RETRY = 4000;
  const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16)));

  // The answer of the server as text, or null when it could not be reached.
  const post = async (form, fields) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.namedItem("csrfmiddlewaretoken").value, ...fields });
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (answer.status >= 500) return null;
      return { ok: answer.ok || answer.status === 422, status: answer.status, html: await answer.text(), moved: answer.redirected };
    } catch {
      return null;
    }
  };
  const put = (id, html) => {
    const place = document.getElementById(id);
    const made = new DOMParser().parseFromString(html, "text/html").getElementById(id);
    if (!place || !made) return false;
    const open = [...place.querySelectorAll("details[data-keep][open]")].map((one) => one.dataset.keep);
    place.replaceWith(made);
    for (const name of open) {
      const again = made.querySelector(`details[data-keep="${CSS.escape(name)}"]`);
      if (again) again.open = true;
    }
    if (window.htmx) window.htmx.process(made);
    return true;
  };

  // --- roll -------------------------------------------------------------------------------------------------------
  const section = () => document.getElementById("diem-danh");
  const start = section();
  const place = start && start.dataset.roll ? `guong:diem-danh:${start.dataset.roll}` : "";
  const read = () => { try { return JSON.parse(sessionStorage.getItem(place) || "[]"); } catch { return []; } };
  const write = (taps) => {
    try { if (taps.length) sessionStorage.setItem(place, JSON.stringify(taps)); else sessionStorage.removeItem(place); } catch { /* full: the taps stay in memory */ }
  };
  let taps = place ? read() : [];
  let sending = false;
  let timer = 0;

  const show = () => {
    const now = section();
    if (!now) return;
    const line = now.querySelector("[data-queue]");
    if (line) {
      line.hidden = taps.length === 0 || !line.dataset.away;
      line.textContent = `${line.dataset.waiting} ${taps.length}`;
    }
    for (const tap of taps) {
      const person = tap.mark.split(":")[0];
      const chip = now.querySelector(`[name=mark][value^="${person}:"]`);
      if (chip) chip.classList.add("chip-wait");
    }
  };
  const away = (is) => {
    const line = section() && section().querySelector("[data-queue]");
    if (!line) return;
    if (is) line.dataset.away = "1"; else delete line.dataset.away;
  };
  const flush = async () => {
    window.clearTimeout(timer);
    if (sending) return;
    sending = true;
    while (taps.length) {
      const form = section().querySelector("form");
      const answer = await post(form, taps[0]);
      if (!answer) break;
      taps = taps.slice(1);
      write(taps);
      if (answer.moved || !put("diem-danh", answer.html)) { location.reload(); return; }
      show();
    }
    sending = false;
    away(taps.length > 0);
    show();
    if (taps.length) timer = window.setTimeout(flush, RETRY);
  };
  if (place) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest && event.target.closest("#diem-danh [name=mark]");
      if (!button) return;
      event.preventDefault();
      event.stopPropagation();
      const focus = button.value;
      taps = [...taps, { mark: button.value, key: newKey() }];
      write(taps);
      show();
      flush().then(() => {
        const again = section() && section().querySelector(`[name=mark][value^="${focus.split(":")[0]}:"]`);
        if (again && document.activeElement === document.body) again.focus();
      });
    }, true);
  }

  // --- notes: words stay in memory --------------------------------------------------------------------------------
  const notes = [];
  let noting = false;
  const notesSection = () => document.getElementById("ghi-chep");
  const unsent = () => {
    const now = notesSection();
    const list = now && now.querySelector("[data-unsent]");
    if (!list) return;
    list.replaceChildren(...notes.map((one) => {
      const box = document.createElement("div");
      box.className = "said unsent";
      const said = document.createElement("p");
      said.textContent = one["note-text"];
      const line = document.createElement("p");
      line.className = "sm mut";
      line.textContent = now.dataset.waiting;
      box.append(said, line);
      return box;
    }));
  };
  const sendNotes = async () => {
    if (noting) return;
    noting = true;
    while (notes.length) {
      const now = notesSection();
      const form = now.querySelector("form");
      const typed = { text: form.elements.namedItem("note-text").value, speaker: form.elements.namedItem("note-speaker").value };
      const answer = await post(form, notes[0]);
      if (!answer) break;
      notes.shift();
      if (answer.moved || !answer.ok || !put("ghi-chep", answer.html)) { if (!notes.length) location.reload(); break; }
      if (answer.status !== 422) {
        const fresh = notesSection().querySelector("form");
        fresh.elements.namedItem("note-text").value = typed.text;
        fresh.elements.namedItem("note-speaker").value = typed.speaker;
      }
      unsent();
    }
    noting = false;
    unsent();
    if (notes.length) window.setTimeout(sendNotes, RETRY);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#ghi-chep[data-notes] form");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = form.elements.namedItem("note-text");
    const speaker = form.elements.namedItem("note-speaker");
    if (!text.value.trim()) { text.focus(); return; }
    notes.push({ "note-text": text.value, "note-speaker": speaker.value, key: newKey() });
    text.value = "";
    speaker.value = "";
    unsent();
    sendNotes();
  }, true);
  window.addEventListener("beforeunload", (event) => { if (notes.length) event.preventDefault(); });
  window.addEventListener("online", () => { flush(); sendNotes(); });

  // What another device wrote replaces a part of the page; an opened row of the roll stays open, taps that wait stay marked.
  let kept = [];
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    kept = [...event.detail.target.querySelectorAll("details[data-keep][open]")].map((one) => one.dataset.keep);
    if (event.detail.target.id === "diem-danh" && (sending || taps.length)) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    for (const name of kept) {
      const again = document.querySelector(`details[data-keep="${CSS.escape(name)}"]`);
      if (again) again.open = true;
    }
    if (event.detail.target.id === "diem-danh") show();
  });
  if (taps.length) flush();
})();
