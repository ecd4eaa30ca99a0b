"""A search form whose answers are the address of its page, where they can be bookmarked and found again."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

_EFFECT = """
const searchNavigate = useNavigate() ;
const searchAddress = useLocation() ;
useEffect(() => {
  const form = document.getElementById("recherche") ;
  const { periode, du, au, beneficiaire } = form.elements ;
  const more = form.querySelector("details") ;
  const asked = new URLSearchParams(searchAddress.search) ;
  const choose = (list) => {
    list.value = asked.get(list.name) ?? "";
    if (list.selectedIndex < 0) { list.selectedIndex = 0 ; }
  };
  for (const input of form.elements) {
    if (input.tagName === "SELECT") { choose(input) ; }
    else if (input.name) { input.value = asked.get(input.name) ?? ""; }
  }
  if (du.value || au.value) { periode.value = "dates"; }
  more.open = Array.from(more.querySelectorAll("[name]")).some((input) => input.value) || periode.value === "dates";
  const people = new MutationObserver(() => choose(beneficiaire)) ;
  people.observe(beneficiaire, { childList : true }) ;
  const search = (event) => {
    event.preventDefault() ;
    const query = new URLSearchParams() ;
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) { query.set(name, value.trim()) ; }
    }
    if (query.has("du") || query.has("au")) { query.delete("periode") ; }
    searchNavigate({ pathname : searchAddress.pathname, search : String(query) }) ;
  };
  const changed = (event) => {
    if (event.target === periode && periode.value === "dates") { more.open = true ; du.focus() ; }
    else if (event.target === periode) { du.value = au.value = ""; }
    else if ((event.target === du || event.target === au) && event.target.value) { periode.value = "dates"; }
  };
  form.addEventListener("submit", search) ;
  form.addEventListener("change", changed) ;
  return () => {
    people.disconnect() ;
    form.removeEventListener("submit", search) ;
    form.removeEventListener("change", changed) ;
  };
}, [searchAddress.pathname, searchAddress.search]) ;
"""


class SearchAddress(rx.Component):
    """Ties the form to the address: what is sent becomes the address, what the address says is shown as typed.

    The inputs are the browser's own; no keystroke and no value goes through the server's state.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effect uses."""
        return {
            "react-router": [ImportVar(tag="useLocation"), ImportVar(tag="useNavigate")],
            "react": ImportVar(tag="useEffect"),
        }

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effect, run for each address."""
        return [_EFFECT]
