"""A long form that its browser keeps: what is typed survives a reload, the Back button and the end of a session.

It stays in this tab's own storage, under a name that is its member's and its event's, until the form is sent or the
member logs out. What must not be kept says so (`data-secret`). Parts with `data-when="name=value|value"` show while
that answer is given.
"""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

FORM = "declaration"
_EFFECT = """
useEffect(() => {
  let restored = null
  const kept = (form) => Array.from(form.elements).filter((input) => input.name && !("secret" in input.dataset))
  const unfold = (form) => {
    const answers = new FormData(form)
    form.querySelectorAll("[data-when]").forEach((part) => {
      const [name, values] = part.dataset.when.split("=")
      part.hidden = !values.split("|").includes(answers.get(name))
    })
  }
  const keep = (event) => {
    const form = event.target.form
    if (form?.id !== "declaration") { return }
    unfold(form)
    const typed = kept(form).filter((input) => input.type !== "radio" || input.checked)
    const draft = JSON.stringify(Object.fromEntries(typed.map((input) => [input.name, input.value])))
    sessionStorage.setItem(form.dataset.draft, draft)
  }
  const restore = () => {
    const form = document.getElementById("declaration")
    const name = form?.dataset.draft
    if (!name) { restored = null }
    if (!name || restored === name) { return }
    restored = name
    const draft = JSON.parse(sessionStorage.getItem(name) || "{}")
    kept(form).filter((input) => input.name in draft).forEach((input) => {
      if (input.type === "radio") { input.checked = input.value === draft[input.name] }
      else { input.value = draft[input.name] }
    })
    unfold(form)
  }
  const watch = new MutationObserver(restore)
  watch.observe(document.getElementById("contenu"), { childList: true, subtree: true, attributeFilter: ["data-draft"] })
  document.addEventListener("input", keep)
  restore()
  return () => { watch.disconnect() , document.removeEventListener("input", keep) }
}, [])
"""


class KeptForm(rx.Component):
    """Keeps the form of id `declaration` in the tab, and shows the questions that its answers call for."""

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hook that the effect uses."""
        return {"react": ImportVar(tag="useEffect")}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effect; it lives as long as the page."""
        return [_EFFECT]
