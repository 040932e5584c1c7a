// Reads a page aloud with a Vietnamese voice of the device itself. Nothing leaves the device: a voice that works over the network is not used.
(() => {
  const words = document.getElementById("words");
  const parts = [...document.querySelectorAll("[data-read]")];
  const speech = window.speechSynthesis;
  if (!speech || !words || !parts.length || !words.dataset.read) return;

  const ownVoice = () => speech.getVoices().find((one) => one.localService && /^vi([-_]|$)/i.test(one.lang));
  const spoken = (part) => {
    if (part.matches("textarea")) return part.value;
    const copy = part.cloneNode(true);
    for (const quiet of copy.querySelectorAll("script,style,svg,form,button,details:not([open])>:not(summary),.vh,.noprint,[hidden]")) quiet.remove();
    for (const block of copy.querySelectorAll("p,li,h1,h2,h3,h4,dt,dd,tr,blockquote,br")) block.append(". ");
    return copy.textContent;
  };
  // A long text in one piece falls silent in some browsers after a quarter of a minute: sentence by sentence.
  const sentences = () => parts.map(spoken).join("\n").replace(/\s+/g, " ").replace(/(\s*[.:;,]\s*)+\./g, ". ")
    .match(/[^.!?…]+[.!?…]*/g)?.map((one) => one.trim()).filter((one) => /[\p{L}\p{N}]/u.test(one)) ?? [];

  const bar = document.createElement("p");
  bar.className = "read-aloud noprint";
  const make = (label, press) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "bt bt-n bt-l", textContent: label });
    button.addEventListener("click", press);
    bar.append(button);
    return button;
  };
  let reading = 0;
  const show = (on) => { stop.hidden = !on; start.hidden = on; (on ? stop : start).focus(); };
  const end = () => { reading += 1; speech.cancel(); };
  const start = make(words.dataset.read, () => {
    const voice = ownVoice();
    if (!voice) return;
    end();
    const turn = reading;
    const left = sentences();
    const next = () => {
      if (turn !== reading) return;
      const sentence = left.shift();
      if (!sentence) { show(false); return; }
      const saying = new SpeechSynthesisUtterance(sentence);
      Object.assign(saying, { voice, lang: voice.lang, rate: 0.9 });
      saying.addEventListener("end", next);
      saying.addEventListener("error", () => { if (turn === reading) { end(); show(false); } });
      speech.speak(saying);
    };
    show(true);
    next();
  });
  const stop = make(words.dataset.stop, () => { end(); show(false); });
  stop.hidden = true;
  window.addEventListener("pagehide", end);

  let placed = false;
  const place = () => {
    if (placed || !ownVoice()) return;
    placed = true;
    (document.querySelector("main .title") ?? parts[0]).after(bar);
  };
  place();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", place);
})();
