"""French typography: no-break spaces, apostrophes and ellipses, as French printers set them.

Source of the rules: Lexique des règles typographiques en usage à l’Imprimerie nationale, with the
no-break space U+00A0 everywhere (design README, « Writing »).
"""

import re

NBSP = "\u00a0"
# Stands for whatever must stay as it is: code between backticks, addresses, e-mails, HTML entities.
_SEALED = "\ue000"
_SEAL = re.compile(r"`[^`]*`|\S*(?://|@)\S*|www\.\S+|&#?\w+;|" + _SEALED)

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SHORT_MONTHS = r"(?:janv|févr|avr|juil|sept|oct|nov|déc)\."
_UNITS = "heures?|minutes?|secondes?|h|min|jours?|semaines?|mois|trimestres?|ans?|années?|euros?|km|Mo|ko"
_END = r"(?=[\s»”\")\]]|$)"

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[^\W\d_])'(?=[\w«" + _SEALED + "])", "’"),
        (r"(?<!\.)\.{3}(?!\.)", "…"),
        (r"«[ ]*(?=[^\s»])", f"«{NBSP}"),
        (r"(?<=\S)[ ]+(?=»)|(?<=[^\s«])(?=»)", NBSP),
        (r"(?<=\S)[ ]+(?=[?!](?![\w=])|[;:]" + _END + ")", NBSP),
        (r"(?<=[\w)\]»”%€°’…" + _SEALED + r"])(?=[?!]+" + _END + "|[;:]" + _END + ")", NBSP),
        (r"(?<=\S)[ ]+(?=%(?!\w)|€)|(?<=\d)(?=%(?!\w)|€)", NBSP),
        (r"(?<!\d)(\d{1,3})[ ](?=\d{3}(?!\d))", rf"\1{NBSP}"),
        (rf"(?<=[\d{_SEALED}])(er)?[ ](?=(?:{_MONTHS}|{_UNITS})\b|{_SHORT_MONTHS})", rf"\1{NBSP}"),
        (rf"(?<=\d{NBSP}h)[ ](?=\d\d\b)", NBSP),
        (r"(?<!\w)([nN]°s?)[ ]*(?=[\w" + _SEALED + "])", rf"\1{NBSP}"),
        (r"(?<!\w)(Dr|Pr|Mmes?|Mlle|MM?\.)[ ](?=[^\W\d_a-z]|" + _SEALED + ")", rf"\1{NBSP}"),
    )
)


def french(text: str) -> str:
    """Return a French text as it should be printed; a text that is right comes back unchanged.

    No-break spaces go before `: ; ? ! % € »`, after `«`, between a number and its unit or month,
    inside thousands, after `n°` and `Dr`; `'` between letters becomes `’` and three dots become `…`.
    Web and mail addresses, times such as 12:30, HTML entities and code between backticks are left alone.
    """
    sealed = iter(_SEAL.findall(text))
    text = _SEAL.sub(_SEALED, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return re.sub(_SEALED, lambda _: next(sealed), text)
