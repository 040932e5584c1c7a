/* Division: steppers, what is left while typing, spare lines on demand. Without this file the form works the same. */
(() => {
  const whole = 10000;
  const read = (text) => {
    const match = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
    return match ? Number(match[1]) * 100 + Number((match[2] || "").padEnd(2, "0")) : null;
  };
  const write = (hundredths) => {
    const mark = document.documentElement.lang === "en" ? "." : ",";
    const rest = String(hundredths % 100).padStart(2, "0").replace(/0+$/, "");
    return Math.floor(hundredths / 100) + (rest ? mark + rest : "");
  };

  const start = (form) => {
    const inputs = [...form.querySelectorAll("[data-share]")];
    const line = form.querySelector("[data-sum]");
    const commit = form.querySelector("[data-commit]");
    const given = () => inputs.reduce((sum, input) => sum + (input.value.trim() ? read(input.value) || 0 : 0), 0);

    const show = () => {
      const left = whole - given();
      const words = left > 0 ? form.dataset.left : form.dataset.over;
      line.textContent = left === 0 ? form.dataset.whole : `${write(Math.abs(left))} % ${words}`;
      line.classList.toggle("whole", left === 0);
      line.classList.toggle("off", left !== 0);
      commit.setAttribute("aria-disabled", left === 0 ? "false" : "true");
    };

    inputs.forEach((input) => {
      const box = document.createElement("div");
      box.className = "stepper";
      input.before(box);
      [["−", -500], ["+", 500]].forEach(([sign, step], index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = sign;
        const name = document.querySelector(`label[for="${input.id}"]`);
        button.setAttribute("aria-label", `${sign} 5 %, ${name ? name.textContent.trim() : ""}`);
        button.addEventListener("click", () => {
          const now = read(input.value) || 0;
          input.value = write(Math.min(whole, Math.max(0, now + step)));
          input.dispatchEvent(new Event("input", { bubbles: true }));
        });
        box.append(button);
        if (index === 0) box.append(input);
      });
      input.addEventListener("input", show);
    });

    const spare = [...form.querySelectorAll("[data-spare]")];
    const add = form.querySelector("[data-add-row]");
    if (add && spare.length) {
      const kept = form.querySelectorAll("[data-row]:not([data-spare])").length ? spare : spare.slice(2);
      kept.forEach((row) => { row.hidden = true; });
      add.hidden = !kept.length;
      add.addEventListener("click", () => {
        const row = kept.shift();
        row.hidden = false;
        const left = whole - given();
        const input = row.querySelector("[data-share]");
        if (left > 0 && !input.value) input.value = write(left);
        row.querySelector("select, input").focus();
        add.hidden = !kept.length;
        show();
      });
    }
    form.addEventListener("submit", (event) => {
      if (event.submitter === commit && commit.getAttribute("aria-disabled") === "true") {
        event.preventDefault();
        line.scrollIntoView({ block: "center" });
      }
    });
    show();
  };
  document.querySelectorAll("[data-division]").forEach(start);
})();
