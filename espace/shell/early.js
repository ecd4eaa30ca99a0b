/* What is sent or pressed before the page can hear it waits, and is done as soon as it can: no click is lost, and
   nothing that was typed is put into an address by the browser. A form that says where it posts to needs no script. */
(() => {
  let form = null;
  let button = null;
  const keep = (event) => {
    const sent = event.type === "submit" ? event.target : null;
    const pressed = sent ? event.submitter : event.target.closest?.("button[type=button]");
    const ours = sent ? sent.method === "get" || (sent.method === "post" && !sent.hasAttribute("action")) : pressed;
    if (!ours) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    button?.removeAttribute("aria-busy");
    [form, button] = [sent, pressed];
    button?.setAttribute("aria-busy", "true");
  };
  const kinds = ["submit", "click"];
  kinds.forEach((kind) => document.addEventListener(kind, keep, true));
  window.pageAlive = () => {
    kinds.forEach((kind) => document.removeEventListener(kind, keep, true));
    delete window.pageAlive;
    button?.removeAttribute("aria-busy");
    if (form) { form.requestSubmit(button); } else { button?.click(); }
  };
})();
