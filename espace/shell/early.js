/* What is sent or pressed before the page can hear it waits, and is done as soon as it can: no click is lost, and
   nothing that was typed is put into an address by the browser. A form that says where it posts to needs no script;
   what concerns the page alone (data-local) does not wait for the server. */
(() => {
  const waiting = new Map();
  let mounted = false;
  const isLocal = (acted) => "local" in acted.dataset;
  const keep = (event) => {
    const form = event.type === "submit" ? event.target : null;
    const button = form ? event.submitter : event.target.closest?.("button[type=button]");
    const ours = form ? form.method === "get" || (form.method === "post" && !form.hasAttribute("action")) : button;
    const acted = form ?? button;
    if (!ours || (mounted && isLocal(acted))) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.set(acted, button);
    button?.setAttribute("aria-busy", "true");
  };
  const replay = (which) => waiting.forEach((button, acted) => {
    if (!which(acted)) { return; }
    waiting.delete(acted);
    button?.removeAttribute("aria-busy");
    if (!acted.isConnected) { return; }
    if (acted === button) { button.click(); } else { acted.requestSubmit(button?.form === acted ? button : null); }
  });
  const kinds = ["submit", "click"];
  kinds.forEach((kind) => document.addEventListener(kind, keep, true));
  window.pageMounted = () => { mounted = true; replay(isLocal); };
  window.pageAlive = () => {
    kinds.forEach((kind) => document.removeEventListener(kind, keep, true));
    delete window.pageMounted;
    delete window.pageAlive;
    replay(() => true);
  };
})();
