"""Synthetic filings in the layouts that filings use: every one must be split right."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.reading import read_filing
from summarizer.splitting import account_of, find_risk_sections

# Made-up risks: (group, title as a sentence, title as a topic, body paragraphs).
_BODY = (
    "Our sales have varied from quarter to quarter in each of the last three years. If demand for "
    "our pumps declines, we could be unable to cover our fixed costs, and our results of "
    "operations could suffer."
)
_MORE = (
    "In addition, several of our customers have begun to develop pumps of their own. Any of these "
    "developments may reduce our margins, and we cannot assure you that we will find other markets."
)
_BULLETS = (
    "changes in the prices of steel and energy;",
    "delays at the ports that we use; and",
    "the loss of one of our larger distributors.",
)
RISKS = (
    ("Risks Related to Our Business", "Demand for our pumps may decline in a downturn", "Demand"),
    (
        "Risks Related to Our Business",
        "We depend on a single foundry for our castings, and its loss would harm us",
        "Dependence on One Foundry",
    ),
    (
        "Risks Related to Our Business",
        "If we cannot hire engineers, we may be unable to develop new products",
        "Reliance on Skilled Personnel",
    ),
    (
        "Risks Related to Our Common Stock",
        "Our stock price has been volatile and could decline",
        "Volatility of Stock Price",
    ),
    (
        "Risks Related to Our Common Stock",
        "We do not expect to pay dividends on our common stock",
        "No Dividends",
    ),
)
_INTRODUCTION = (
    "You should carefully consider the following risks together with the other information in "
    "this report before you decide to invest in our common stock."
)

TITLE_STYLES = {
    "bold": "<p><b>{t}.</b></p>",
    "bold italic": "<p><b><i>{t}.</i></b></p>",
    "italic": "<p><i>{t}.</i></p>",
    "underlined": "<p><u>{t}.</u></p>",
    "bold underlined": '<p><b style="text-decoration:underline">{t}.</b></p>',
    "bold by style": '<div><span style="font-weight:700">{t}.</span></div>',
    "italic by style": '<div><font style="font-style:italic">{t}</font></div>',
    "h3": "<h3>{t}</h3>",
    "capitals": "<p>{T}.</p>",
    "bold capitals": "<p><b>{T}</b></p>",
    "bold around the paragraph": "<b><p>{t}.</p></b>",
    "bold in a table": "<table><tr><td></td><td><b>{t}.</b></td></tr></table>",
    "numbered bold": "<p><b>{n}. {t}.</b></p>",
    "bold without stop in a class": '<p class="hd">{t}</p>',
    "bold with italic stop": "<p><b><i>{t}</i></b><i>.</i></p>",
    "in larger type": '<p style="font-size:13pt">{t}</p>',
}
RUN_IN_STYLES = {
    "bold run in": "<p><b>{t}.</b> {b}</p>",
    "italic run in to a colon": "<p><i>{t}:</i> {b}</p>",
    "bold run in to a dash": "<p><b>{t}</b> — {b}</p>",
    "underlined run in": "<p><u>{t}</u>. {b}</p>",
    "bold italic bullet": ("<table><tr><td>•</td><td><b><i>{t}.</i></b> {b}</td></tr></table>"),
    "bold over a line break": "<p><b>{t}</b><br>{b}</p>",
}
GROUP_STYLES = {
    "none": "",
    "bold centred": '<p align="center"><b>{g}</b></p>',
    "bold capitals": "<p><b>{G}</b></p>",
    "bold underlined": "<p><b><u>{g}</u></b></p>",
    "bold": "<p><b>{g}</b></p>",
    "unstyled": "<p>{g}</p>",
    "h2": "<h2>{g}</h2>",
}
_FURNITURE = (
    '<p align="center">{page}</p><hr style="page-break-after:always">'
    '<p style="text-align:left"><a href="#toc">Table of Contents</a></p>'
)


def _html(title_style: str, group_style: str, *, run_in: bool, furniture: bool) -> str:
    parts = [
        "<html><head><style>.hd { font-weight: bold }</style></head><body>",
        "<p>FORM 10-K</p><table><tr><td>Item 1A.</td><td>Risk Factors</td><td>9</td></tr></table>",
        "<p><b>Item 1. Business</b></p><p>We make pumps. See Item 1A, Risk Factors.</p>",
        f"<p><b>Item 1A. Risk Factors</b></p><p>{_INTRODUCTION}</p>",
    ]
    last = None
    for number, (group, title, _) in enumerate(RISKS, start=1):
        if group_style and group != last:
            parts.append(group_style.format(g=group, G=group.upper()))
        last = group
        parts.append(title_style.format(t=title, T=title.upper(), n=number, b=_BODY))
        if not run_in:
            parts.append(f"<p>{_BODY}</p>")
        parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in _BULLETS) + "</ul>")
        if furniture:
            parts.append(_FURNITURE.format(page=number + 8))
        parts.append(f"<p>{_MORE}</p>")
    parts.append("<p><b>Item 1B. Unresolved Staff Comments</b></p><p>None.</p></body></html>")
    return "\n".join(parts)


def _plain(text: str) -> str:
    return text.rstrip(".").casefold()


HTML_CASES = [
    pytest.param(style, group, run_in, id=f"{name}, groups {group_name}")
    for run_in, styles in ((False, TITLE_STYLES), (True, RUN_IN_STYLES))
    for (name, style), (group_name, group) in itertools.product(
        styles.items(), GROUP_STYLES.items()
    )
]


@pytest.mark.parametrize(("style", "group", "run_in"), HTML_CASES)
def test_every_html_layout_gives_the_same_titles_and_groups(
    tmp_path: Path, style: str, group: str, run_in: bool
) -> None:
    path = tmp_path / "filing.htm"
    path.write_text(_html(style, group, run_in=run_in, furniture=True), encoding="utf-8")
    filing = read_filing(path)
    section = find_risk_sections(filing)[0]
    titles = [_plain(factor.title) for factor in section.factors]
    numbered = "{n}" in style
    wanted = [
        f"{number}. {title}" if numbered else title
        for number, (_, title, _) in enumerate(RISKS, start=1)
    ]
    assert titles == [_plain(title) for title in wanted]
    groups = [_plain(factor.group or "") for factor in section.factors]
    assert groups == ([_plain(g) for g, *_ in RISKS] if group else [""] * len(RISKS))
    assert account_of(section).unaccounted == 0
    for factor in section.factors:
        body = " ".join(" ".join(b.span.of(filing.text).split()) for b in factor.body)
        assert body.endswith(_MORE)
        assert body.lstrip("—: .").startswith(_BODY)
        assert "Table of Contents" not in body


def _wrap(text: str, indent: str = "", first: str | None = None) -> str:
    opening = indent if first is None else first
    return textwrap.fill(text, 72, initial_indent=opening, subsequent_indent=indent)


def _under(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _same(text: str) -> str:
    return text


def _sentence(text: str) -> str:
    return _wrap(text + ".")


def _capitals(text: str) -> str:
    return _wrap(text.upper() + ".")


def _indented(text: str) -> str:
    return _wrap(text.upper() + ".", "     ")


def _centred(text: str) -> str:
    return text.center(78).rstrip()


TEXT_STYLES: dict[str, tuple[str, Callable[[str], str]]] = {
    "capitals": ("title", _capitals),
    "capitals indented": ("title", _indented),
    "sentences without stop": ("title", _wrap),
    "sentences with stop": ("title", _sentence),
    "topics": ("topic", _same),
    "topics in capitals": ("topic", str.upper),
    "topics underlined": ("topic", _under),
    "topics centred": ("topic", _centred),
    "markdown": ("title", "## {}".format),
    "markdown bold": ("title", "**{}.**".format),
}
TEXT_RUN_IN_STYLES = ("{t}. ", "{t} -- ", "{T}. ", "{t}: ", "**{t}.** ")


def _text_filing(parts: list[str]) -> str:
    head = "                         FORM 10-K\n\nPART I\n\nItem 1.  Business\n\nWe make pumps.\n\n"
    tail = "\n\nItem 2.  Properties\n\nWe own a plant.\n"
    return f"{head}RISK FACTORS\n\n{_wrap(_INTRODUCTION)}\n\n" + "\n\n".join(parts) + tail


@pytest.mark.parametrize("name", TEXT_STYLES)
@pytest.mark.parametrize("first_indent", ["", "     "])
def test_every_text_layout_gives_the_same_titles(
    tmp_path: Path, name: str, first_indent: str
) -> None:
    parts: list[str] = []
    kind, style = TEXT_STYLES[name]
    wanted = [title if kind == "title" else topic for _, title, topic in RISKS]
    for number, title in enumerate(wanted, start=1):
        parts += [
            style(title),
            _wrap(_BODY, "", first_indent),
            "\n".join(_wrap(item, "       ", "     - ") for item in _BULLETS),
            f"                                   {number + 8}\n<PAGE>",
            _wrap(_MORE, "", first_indent),
        ]
    path = tmp_path / "filing.txt"
    path.write_text(_text_filing(parts), encoding="utf-8")
    section = find_risk_sections(read_filing(path))[0]
    titles = [_plain(factor.title) for factor in section.factors]
    assert titles == [_plain(title) for title in wanted]
    assert account_of(section).unaccounted == 0


@pytest.mark.parametrize("style", TEXT_RUN_IN_STYLES)
def test_every_run_in_text_layout_gives_the_same_titles(tmp_path: Path, style: str) -> None:
    parts: list[str] = []
    for *_, topic in RISKS:
        opening = style.format(t=topic, T=topic.upper())
        parts += [_wrap(opening + _BODY, "", "     "), _wrap(_MORE, "", "     ")]
    path = tmp_path / "filing.txt"
    path.write_text(_text_filing(parts), encoding="utf-8")
    section = find_risk_sections(read_filing(path))[0]
    assert [_plain(factor.title) for factor in section.factors] == [
        _plain(topic) for *_, topic in RISKS
    ]
