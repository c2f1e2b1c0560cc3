"""What a table's caption says of the scale of its money."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.numbering import number_factor
from summarizer.numbering.table_scale import scale_of_table
from summarizer.reading import read_filing
from summarizer.records import Amount
from summarizer.splitting import find_risk_sections


@pytest.mark.parametrize(
    ("caption", "scale"),
    [
        ("(in millions)", "million"),
        ("(dollars in thousands, except per share data)", "thousand"),
        ("in US$ millions", "million"),
        ("Amounts in billions of yen", "billion"),
        ("(Thousands of euros)", "thousand"),
        ("Fiscal 2025", None),
        ("We lost 3 million of them.", None),
        ("We may have to write off millions.", None),
    ],
)
def test_a_caption_states_the_scale(caption: str, scale: str | None) -> None:
    assert scale_of_table(caption, None, row=False) == scale


def test_the_scale_holds_for_rows_and_ends_with_the_table() -> None:
    assert scale_of_table("Net sales\t$\t3.5", "million", row=True) == "million"
    assert scale_of_table("These are our sales.", "million", row=False) is None


def amounts(folder: Path, table: str) -> list[Amount]:
    path = folder / "filing.html"
    path.write_text(
        "<html><body><p><b>Item 1A. Risk Factors</b></p><p><b>Our sales could fall.</b></p><p>"
        f"If demand declines we may suffer losses. {'It may. ' * 40}</p>{table}"
        "<p>We may lose $7 million.</p>"
        "<p><b>Item 1B. Unresolved Staff Comments</b></p></body></html>",
        encoding="utf-8",
    )
    filing = read_filing(path)
    (factor,) = find_risk_sections(filing)[0].factors
    return list(number_factor(filing, factor).amounts)


def test_money_of_the_rows_is_in_the_tables_scale(tmp_path: Path) -> None:
    table = (
        "<p>(in millions)</p><table><tr><td>Net sales</td><td>$</td><td>431.9</td><td>58</td><td>%"
        "</td></tr><tr><td>Cash</td><td>$</td><td>2.5 billion</td></tr></table>"
    )
    found = [(one.value, one.unit, one.scale) for one in amounts(tmp_path, table)]
    assert found == [
        (431_900_000.0, "money", "million"),
        (58.0, "percent", "ones"),
        (2_500_000_000.0, "money", "billion"),
        (7_000_000.0, "money", "million"),
    ]


def test_a_currency_that_heads_a_row_is_no_sign(tmp_path: Path) -> None:
    table = "<table><tr><td>Euro</td><td>227.4</td><td>31</td><td>%</td></tr></table>"
    assert [one.unit for one in amounts(tmp_path, table)] == ["percent", "money"]
