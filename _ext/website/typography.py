"""Replaces straight quotation marks in finished pages, and puts no-break spaces into dates and measures."""

import re
from calendar import month_abbr, month_name

MONTHS = "|".join(sorted({*month_name[1:], *month_abbr[1:]}, key=len, reverse=True))
UNITS = "h|min|s|m|km|kg|t|kB|MB|per cent|million|billion|UTC"
TOKEN = re.compile(
    r"(?P<skipped><(?P<name>script|style|title|pre|code|textarea)\b.*?</(?P=name)>)"
    r"|(?P<inline></?(?:a|b|em|i|small|span|strong)\b[^>]*>)|(?P<other><[^>]*>)|[^<]+",
    re.S,
)
RULES = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"&#(?:x27|39);", "'"),
    (r"&(?:quot|#34);", '"'),
    (r"(?<=[\s(\[—–/])'", "‘"),
    (r"'", "’"),
    (r'(?<=[\s(\[—–/‘])"', "“"),
    (r'"', "”"),
    (rf"(?<=\d) (?=(?:{MONTHS}|{UNITS})\b)", "\xa0"),
    (r"(?<=\d\xa0h) (?=\d+\xa0min\b)", "\xa0"),
    (r"(?<=\b[Cc]hapter) (?=\d)", "\xa0"),
)]  # fmt: skip


def typeset(html: str) -> str:
    """Return a page whose texts follow RULES; markup, code and scripts stay as they are."""
    before = " "  # the character in front of a token, on which the direction of a quotation mark depends

    def replace(token: re.Match) -> str:
        nonlocal before
        if token["skipped"] or token["other"]:
            before = "x" if token["name"] == "code" else " "
        elif not token["inline"]:
            text = before + token[0]
            for pattern, replacement in RULES:
                text = pattern.sub(replacement, text)
            before = text[-1]
            return text[1:]
        return token[0]

    return TOKEN.sub(replace, html)
