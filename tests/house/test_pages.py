import ast
import re
from collections.abc import Iterator

STYLE = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b\d+(?:\.\d+)?(?:px|rem|em)\b")


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_pages_carry_no_style_of_their_own(python_files: dict[str, str], complain) -> None:
    found = []
    for path, text in python_files.items():
        if not path.startswith("espace/pages/"):
            continue
        tree = ast.parse(text)
        found += [f"{path}:{line}: {value}" for line, value in _strings(tree) if STYLE.search(value)]
        found += [
            f"{path}:{node.value.lineno}: style="
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and node.arg == "style"
        ]
    complain(
        found, "Style lives in assets/espace.css and the kit: use a class, or add a component to espace/components."
    )


def test_components_style_only_through_custom_properties(python_files: dict[str, str], complain) -> None:
    styles = [
        (path, node.value)
        for path, text in python_files.items()
        if path.startswith(("espace/components/", "espace/shell/"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.keyword) and node.arg == "style"
    ]
    found = [
        f"{path}:{style.lineno}: {ast.unparse(style)}"
        for path, style in styles
        if not isinstance(style, ast.Dict) or not all(ast.unparse(key or style).startswith("'--") for key in style.keys)
    ]
    complain(found, "A component hands the stylesheet a number through a custom property (--v); the rest is a class.")


def test_links_name_what_they_open(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{line}: {value}"
            for path, text in python_files.items()
            if path.startswith(("espace/pages/", "espace/components/", "espace/shell/", "espace/content/"))
            for line, value in _strings(ast.parse(text))
            if re.search(r"cliquez ici|en savoir plus$", value, re.IGNORECASE)
        ],
        "A link says what it opens: read alone, « cliquez ici » means nothing.",
    )


def test_forms_that_an_event_takes_put_nothing_into_an_address(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{line}"
            for path, text in python_files.items()
            if path.startswith("espace/")
            for line, words in enumerate(text.splitlines(), 1)
            if "rx.el.form(" in words
        ],
        "Sent before its script has come, such a form goes to the server as an address: use sent_form or native_form.",
    )
