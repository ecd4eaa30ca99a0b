/* What is sent or pressed before the page can hear it waits, and is done as soon as it can: no click is lost, and
   nothing that was typed is put into an address by the browser. A form that says where it posts to needs no script. */
(() => {
  const waiting = new Map();
  const keep = (event) => {
    const form = event.type === "submit" ? event.target : null;
    const button = form ? event.submitter : event.target.closest?.("button[type=button]");
    const ours = form ? form.method === "get" || (form.method === "post" && !form.hasAttribute("action")) : button;
    if (!ours) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.set(form ?? button, button);
    button?.setAttribute("aria-busy", "true");
  };
  const kinds = ["submit", "click"];
  kinds.forEach((kind) => document.addEventListener(kind, keep, true));
  window.pageAlive = () => {
    kinds.forEach((kind) => document.removeEventListener(kind, keep, true));
    delete window.pageAlive;
    waiting.forEach((button, acted) => {
      button?.removeAttribute("aria-busy");
      if (acted === button) { button.click(); } else { acted.requestSubmit(button); }
    });
  };
})();
