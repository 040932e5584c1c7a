"""Five hundred cut connections: at most ten seconds of typing are ever unsaved, and no text is overwritten in silence (Q7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

SCRIPT = Path(__file__).resolve().parents[2] / "src/guong/web/src/js/autosave.js"
PAGE = """
<div id="words" hidden data-key="{key}" data-saving="…" data-saved="%s" data-kept="kept" data-restored="back"
 data-conflict="two" data-open="open"></div>
<form data-autosave="/luu/"><input type="hidden" name="stamp" value="0"><textarea name="s-a"></textarea>
<p data-autosave-status></p></form>
"""

HARNESS = """
async (seed) => {
  // A seeded chance, and a clock of our own: timers run in its time, promises in the browser's.
  let state = seed;
  const chance = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
  let now = 1000, number = 0;
  const timers = new Map();
  const post = new MessageChannel(), waiting = [];
  post.port1.onmessage = () => waiting.shift()();
  const tick = () => new Promise((go) => { waiting.push(go); post.port2.postMessage(0); });
  const sealing = new Set(); // sealing takes the browser a moment, but no time of ours
  const breathe = async () => { do { await tick(); await Promise.allSettled([...sealing]); await tick(); } while (sealing.size); };
  window.setTimeout = (act, wait = 0) => (timers.set(++number, { at: now + wait, act }), number);
  window.clearTimeout = (one) => timers.delete(one);
  Date.now = () => now;
  AbortSignal.timeout = (wait) => {
    const control = new AbortController();
    window.setTimeout(() => control.abort(), wait);
    return control.signal;
  };
  // The server: the rule of reviews.services.common.store_draft.
  const server = { words: "", stamp: 0 };
  const kept = { words: "", sealed: "" };
  const told = { cuts: 0, worst: 0, silent: 0, conflicts: 0, clear: 0, saves: 0, restored: 0 };
  let seen = 0; // the stamp of the newest text that this page was shown
  const store = (words, stamp) => {
    if (words === server.words) return true;
    if (stamp !== server.stamp) return false;
    if (stamp !== seen) told.silent += 1;
    server.words = words;
    server.stamp += 1;
    return true;
  };
  window.fetch = (url, { body, signal }) => new Promise((done, fail) => {
    const kind = chance();
    const answer = () => {
      const went = store(body.get("s-a"), Number(body.get("stamp")));
      const data = went ? { saved: "19:42", stamp: server.stamp } : { conflict: "two" };
      return { ok: went, status: went ? 200 : 409, json: async () => data };
    };
    if (kind < 0.35) { told.cuts += 1; fail(new TypeError("cut")); }                 // before it arrives
    else if (kind < 0.5) { told.cuts += 1; answer(); fail(new TypeError("cut")); }   // it arrived, the answer did not
    else if (kind < 0.65) { told.cuts += 1; signal.addEventListener("abort", () => fail(new DOMException("slow", "TimeoutError"))); }
    else { const got = answer(); if (got.ok) { seen = server.stamp; told.saves += 1; } done(got); }
  });
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  crypto.subtle.encrypt = (about, key, data) => { kept.sealed = new URLSearchParams(new TextDecoder().decode(data)).get("s-a"); const done = seal(about, key, data); sealing.add(done); done.finally(() => sealing.delete(done)); return done; };
  const shelf = { value: null };
  Object.defineProperty(window, "sessionStorage", { value: {
    getItem: () => shelf.value, removeItem: () => { shelf.value = null; kept.words = ""; },
    setItem: (_name, value) => { shelf.value = value; kept.words = kept.sealed; told.clear += kept.sealed.length > 12 && value.includes(kept.sealed.slice(0, 12)); },
  } });
  let form, field;
  const begin = () => {
    form = document.querySelector("form");
    field = form.elements.namedItem("s-a");
    (0, eval)(window.__script);
  };
  begin();
  const choose = () => { // this window's words are kept, knowing the other's; the page is opened anew
    told.conflicts += 1;
    timers.clear();
    seen = server.stamp;
    store(field.value, server.stamp);
    seen = server.stamp;
    shelf.value = null;
    kept.words = "";
    const fresh = form.cloneNode(true);
    fresh.elements.namedItem("s-a").value = field.value;
    fresh.elements.namedItem("stamp").value = server.stamp;
    fresh.querySelector("[data-autosave-status]").textContent = "";
    form.replaceWith(fresh);
    begin();
  };
  const typed = [];
  const pass = async (wait) => {
    const end = now + wait;
    for (;;) {
      const due = [...timers].filter(([, one]) => one.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      timers.delete(due[0]);
      now = Math.max(now, due[1].at);
      measure();
      due[1].act();
      await breathe();
      await breathe();
    }
    now = end;
    await breathe();
    measure();
  };
  const count = (text) => (text.match(/chu\\d+/g) || []).length;
  const measure = () => {
    const safe = Math.max(count(server.words), count(kept.words));
    if (safe < typed.length) told.worst = Math.max(told.worst, now - typed[safe]);
  };
  while (told.cuts < 500) {
    typed.push(now);
    field.value += ` chu${typed.length}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await pass(150 + Math.floor(chance() * (chance() < 0.1 ? 9000 : 1500)));
    if (chance() < 0.02) { server.words = field.value; server.stamp += 1; } // the same member in another window
    if (document.querySelector("[data-autosave-status] a")) choose();
  }
  return { ...told, typed: typed.length };
}
"""


@pytest.mark.browser
def test_Q7_five_hundred_cut_connections_lose_at_most_ten_seconds_and_overwrite_nothing(chromium: Browser) -> None:
    page = chromium.new_page()
    page.route(
        "https://guong.test/**", lambda route: route.fulfill(body=PAGE.format(key="5c" * 32), content_type="text/html")
    )
    page.goto("https://guong.test/")
    source = SCRIPT.read_text(encoding="utf-8")
    page.evaluate("(text) => { window.__script = text; }", source)
    told = page.evaluate(HARNESS, 20260401)
    page.close()
    assert told["cuts"] >= 500
    assert told["saves"] > 50
    assert told["silent"] == 0
    assert told["clear"] == 0  # what waits in the browser is sealed
    assert told["worst"] <= 10_000, told
