"""Replaces straight quotation marks in finished pages, and puts no-break spaces into dates and measures."""

import re
from calendar import month_abbr, month_name

MONTHS = "|".join(sorted({*month_name[1:], *month_abbr[1:]}, key=len, reverse=True))
UNITS = "h|min|s|m|km|kg|t|kB|MB|per cent|million|billion|UTC"
TOKEN = re.compile(r"(?P<markup><(?P<name>script|style|title|pre|code|textarea)\b.*?</(?P=name)>|<[^>]*>)|[^<]+", re.S)
RULES = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"&#(?:x27|39);", "'"),
    (r"&(?:quot|#34);", '"'),
    (r"^'(?=[\s.,;:!?)]|$)|(?<=\S)'", "’"),
    (r'^"(?=[\s.,;:!?)]|$)', "”"),
    (r"(^|[\s(\[—–/])'", r"\1‘"),
    (r'(^|[\s(\[—–/‘])"', r"\1“"),
    (r'"', "”"),
    (rf"(?<=\d) (?=(?:{MONTHS}|{UNITS})\b)", "\xa0"),
    (r"(?<=\b[Cc]hapter) (?=\d)", "\xa0"),
)]  # fmt: skip


END_OF_WORD = re.compile(r"[^\s>(\[—–/](?:</(?:a|b|code|em|i|small|span|strong)>)+$")
CONTEXT = 60  # characters before a text in which END_OF_WORD is looked for


def typeset(html: str) -> str:
    """Return a page whose texts follow RULES; markup, code and scripts stay as they are."""
    return TOKEN.sub(lambda token: token[0] if token["markup"] else _typeset_token(token), html)


def _typeset_token(token: re.Match) -> str:
    """Return a text in the page that follows RULES; after a word in markup, a quotation mark does not open."""
    before = token.string[max(0, token.start() - CONTEXT) : token.start()]
    if END_OF_WORD.search(before):
        return _typeset_text(f"x{token[0]}")[1:]
    return _typeset_text(token[0])


def _typeset_text(text: str) -> str:
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
