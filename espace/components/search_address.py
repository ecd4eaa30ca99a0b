"""A search form whose answers are the address of its page, where they can be bookmarked and found again."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

_FORM = """
const searchNavigate = useNavigate() ;
const searchAddress = useLocation() ;
const searchShown = useRef(false) ;
useEffect(() => {
  const form = document.getElementById("recherche") ;
  const asked = new URLSearchParams(searchAddress.search) ;
  const answered = Array.from(form.elements).filter((input) => searchShown.current || asked.has(input.name)) ;
  searchShown.current = true ;
  for (const input of answered) {
    if (input.tagName === "SELECT") { searchChoose(input, asked) ; }
    else if (input.name && !("own" in input.dataset)) { input.value = asked.get(input.name) ?? ""; }
  }
  const search = (event) => {
    event.preventDefault() ;
    const query = new URLSearchParams() ;
    for (const [name, value] of new FormData(form)) {
      const tells = form.elements[name].dataset?.evenEmpty !== undefined ;
      if (value.trim() || tells) { query.set(name, value.trim()) ; }
    }
    searchNavigate({ pathname : searchAddress.pathname, search : String(query) }) ;
  };
  form.addEventListener("submit", search) ;
  return () => form.removeEventListener("submit", search) ;
}, [searchAddress.pathname, searchAddress.search]) ;
"""
_PERIOD = """
useEffect(() => {
  const form = document.getElementById("recherche") ;
  const { periode, du, au, beneficiaire } = form.elements ;
  const more = form.querySelector("details") ;
  const asked = new URLSearchParams(searchAddress.search) ;
  if (du.value || au.value) { periode.value = "dates"; }
  more.open = Array.from(more.querySelectorAll("[name]")).some((input) => input.value) || periode.value === "dates";
  const people = new MutationObserver(() => searchChoose(beneficiaire, asked)) ;
  people.observe(beneficiaire, { childList : true }) ;
  const sent = ({ formData }) => {
    if (formData.get("du").trim() || formData.get("au").trim()) { formData.delete("periode") ; }
  };
  const changed = (event) => {
    if (event.target === periode && periode.value === "dates") { more.open = true ; du.focus() ; }
    else if (event.target === periode) { du.value = au.value = ""; }
    else if ((event.target === du || event.target === au) && event.target.value) { periode.value = "dates"; }
  };
  form.addEventListener("formdata", sent) ;
  form.addEventListener("change", changed) ;
  return () => {
    people.disconnect() ;
    form.removeEventListener("formdata", sent) ;
    form.removeEventListener("change", changed) ;
  };
}, [searchAddress.pathname, searchAddress.search]) ;
"""
_CHOOSE = """
const searchChoose = (list, asked) => {
  list.value = asked.get(list.name) ?? "";
  if (list.selectedIndex < 0) { list.selectedIndex = 0 ; }
};
"""


class SearchAddress(rx.Component):
    """Ties the form of id `recherche` to the address: what is sent becomes the address, what it says is shown as typed.

    The inputs are the browser's own, and what was chosen before the page was alive stays: no keystroke and no value
    goes through the server's state. One that shows the address by itself says so (`data-own`), and one that must be
    heard when it has been emptied does too (`data-even-empty`).
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effect uses."""
        return {
            "react-router": [ImportVar(tag="useLocation"), ImportVar(tag="useNavigate")],
            "react": [ImportVar(tag="useEffect"), ImportVar(tag="useRef")],
        }

    def add_custom_code(self) -> list[str]:
        """Return how a list shows what the address says."""
        return [_CHOOSE]

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effect, run for each address."""
        return [_FORM]


class PeriodSearchAddress(SearchAddress):
    """The same for a search of payments, whose period is a number of months or two days, never both."""

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effects, in their order: the period looks at what the address has filled in."""
        return [_FORM, _PERIOD]
