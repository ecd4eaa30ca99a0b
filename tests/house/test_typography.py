import pytest

from espace.domain.typography import NBSP, french
from tools.fix_typography import ROOT, Finding, findings, french_files

HOW = """
French texts have no-break spaces (shown here as ⍽), ’ and …
Run `make fix`, or end the line with `# typography: reason` if the text must stay as it is."""


def _line(finding: Finding) -> str:
    wanted = finding.wanted.replace(NBSP, "⍽")
    return f"{finding.path.relative_to(ROOT)}:{finding.line}: {finding.literal}\n    should be {wanted}"


def test_french_texts_are_set_as_french_printers_set_them() -> None:
    wrong = [_line(finding) for path in french_files() for finding in findings(path)]
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} texts are not set right:", *wrong, HOW]), pytrace=False)


def test_content_files_are_set_as_french_printers_set_them() -> None:
    wrong = []
    for path in (ROOT / "espace" / "content").rglob("*"):
        if path.suffix in {".md", ".txt"}:
            lines = path.read_text(encoding="utf-8").splitlines()
            wrong += [f"{path.name}:{n}: {line}" for n, line in enumerate(lines, 1) if french(line) != line]
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} lines are not set right:", *wrong, HOW]), pytrace=False)
