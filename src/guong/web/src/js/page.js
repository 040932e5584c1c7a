// Small help on every page: the first error is brought into view, menus close, what cannot be undone asks once more.
(() => {
  const first = document.querySelector("[data-errors]");
  if (first) first.focus();

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const print = event.target.closest("[data-print]");
    if (print) {
      event.preventDefault();
      window.print();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // <form data-confirm="sentence"> or <button data-confirm="sentence">: a dialog with the sentence and two buttons.
  const words = document.getElementById("words");
  const ask = (sentence, label) => new Promise((answer) => {
    const box = document.createElement("dialog");
    box.className = "ask-box";
    const text = document.createElement("p");
    text.textContent = sentence;
    text.id = "ask-text";
    box.setAttribute("aria-labelledby", "ask-text");
    const row = document.createElement("div");
    row.className = "row-x";
    const yes = Object.assign(document.createElement("button"), { type: "button", className: "bt bt-1", textContent: label });
    const no = Object.assign(document.createElement("button"), { type: "button", className: "bt bt-n", textContent: words.dataset.no });
    yes.addEventListener("click", () => box.close("yes"));
    no.addEventListener("click", () => box.close());
    box.addEventListener("close", () => { box.remove(); answer(box.returnValue === "yes"); });
    row.append(yes, no);
    box.append(text, row);
    document.body.append(box);
    box.showModal();
    no.focus();
  });
  const agreed = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const sentence = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!sentence || !words || agreed.has(form)) return;
    event.preventDefault();
    if (await ask(sentence, button ? button.textContent.trim() : words.dataset.yes)) {
      agreed.add(form);
      form.requestSubmit(button || undefined);
    }
  }, true);

  // One press sends once.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else if (form.method === "post" && !form.target) {
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
    }
  });
})();
