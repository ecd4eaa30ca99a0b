"""The search of the frequent questions: in the browser, without accents, while one types."""

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace.components.icons import icon
from espace.components.native import native_form

SEARCH, FOUND = "q", "faq-trouve"

_EFFECT = rf"""
const faqLocation = useLocation();
useEffect(() => {{
  const folded = (text) => text.normalize("NFD").replace(/\p{{M}}/gu, "").replace(/[’']/g, " ").toLowerCase();
  const found = [...document.querySelectorAll(".faq details[id]")];
  const entries = found.map((one) => [one, folded(`${{one.id}} ${{one.textContent}}`)]);
  const box = document.getElementById("{SEARCH}");
  const told = document.getElementById("{FOUND}");
  const search = () => {{
    const words = folded(box.value).split(/[^a-z0-9]+/).filter(Boolean);
    let count = 0;
    for (const [one, text] of entries) {{
      one.hidden = !words.every((word) => text.includes(word));
      count += one.hidden ? 0 : 1;
    }}
    for (const part of document.querySelectorAll(".faq, .faq .more")) {{
      part.hidden = !part.querySelector("details[id]:not([hidden])");
      if (part.matches(".more")) {{ part.open = words.length > 0; }}
    }}
    const some = count === 1 ? "Une question trouvée." : `${{count}} questions trouvées.`;
    const none = "Aucune question ne contient ces mots. Essayez un mot plus court, ou écrivez-nous.";
    told.textContent = words.length === 0 ? "" : count ? some : none;
  }};
  const asked = (event) => {{
    event.preventDefault();
    search();
    document.querySelector(".faq details[id]:not([hidden]) summary")?.focus();
  }};
  const opened = (event) => {{
    if (event.target.matches(".faq details[id][open]") && `#${{event.target.id}}` !== window.location.hash) {{
      window.history.replaceState(window.history.state, "", `#${{event.target.id}}`);
    }}
  }};
  box.addEventListener("input", search);
  box.form.addEventListener("submit", asked);
  document.addEventListener("toggle", opened, true);
  return () => {{
    box.removeEventListener("input", search);
    box.form.removeEventListener("submit", asked);
    document.removeEventListener("toggle", opened, true);
  }};
}}, []);
useEffect(() => {{
  const wanted = document.getElementById(faqLocation.hash.slice(1));
  if (!wanted?.matches(".faq details[id]")) {{ return; }}
  for (let one = wanted; one; one = one.parentElement.closest("details")) {{ one.open = true; }}
  wanted.scrollIntoView();
  wanted.querySelector("summary").focus({{ preventScroll : true }});
}}, [faqLocation.hash]);
"""


class FaqSearch(rx.Component):
    """Searches while one types, and unfolds the question that the address names.

    The questions are in the page already: what is typed goes nowhere.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effects use."""
        return {"react-router": ImportVar(tag="useLocation"), "react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var]:
        """Return the effects; they live as long as the page."""
        return [_EFFECT]


def faq_search() -> rx.Component:
    """Draw the search, and the place that says how many questions were found."""
    return rx.el.div(
        FaqSearch.create(),
        _search_line(),
        rx.el.p(id=FOUND, role="status", class_name="hint"),
        class_name="stack stack--s",
    )


def _search_line() -> rx.Component:
    return native_form(
        rx.el.label("Votre question", html_for=SEARCH, class_name="vh"),
        rx.el.div(
            icon("search"),
            rx.el.input(
                id=SEARCH,
                type="search",
                placeholder="Par exemple : délai, carte, devis",
                auto_complete="off",
                class_name="input",
            ),
            class_name="input-group input-group--icon",
        ),
        rx.el.button("Chercher", type="submit", class_name="btn btn--outline"),
        custom_attrs={"data-local": ""},
        class_name="search-line",
        role="search",
        aria_label="Rechercher dans les questions fréquentes",
    )
