"""Figures: what is one, how far its text reaches, and what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbering.amounts import FoundAmount, MoneyContext, find_amounts
from summarizer.numbering.currencies import main_currency, stated_dollar
from summarizer.numbering.numerals import number_value
from summarizer.numbering.times import find_times
from summarizer.records import Reliability


def found(sentence: str, money: MoneyContext | None = None) -> tuple[FoundAmount, ...]:
    times = [time.span for time in find_times(sentence)]
    return find_amounts(sentence, times, money)


def read(sentence: str, money: MoneyContext | None = None) -> list[tuple[str, float | None, str]]:
    """Text, value and unit of each figure; the currency stands for the unit money."""
    return [
        (figure.span.of(sentence), figure.value, figure.currency or figure.unit)
        for figure in found(sentence, money)
    ]


MONEY = [
    ("We paid $5 million for Orebank.", [("$5 million", 5e6, "USD")]),
    ("We paid $5.25 for each ticket.", [("$5.25", 5.25, "USD")]),
    ("The loss was $1,234,567.", [("$1,234,567", 1234567, "USD")]),
    ("A fine of up to €20 million may follow.", [("up to €20 million", 20e6, "EUR")]),
    ("Debt stood at ¥9.2 billion.", [("¥9.2 billion", 9.2e9, "JPY")]),
    ("It cost £300 thousand.", [("£300 thousand", 3e5, "GBP")]),
    (
        "We hold US$2.5 million and C$3 million.",
        [("US$2.5 million", 2.5e6, "USD"), ("C$3 million", 3e6, "CAD")],
    ),
    ("The loan is HK$40 million.", [("HK$40 million", 40e6, "HKD")]),
    ("NT$1.2 billion is due to suppliers.", [("NT$1.2 billion", 1.2e9, "TWD")]),
    ("Sales were RMB 30.5 million.", [("RMB 30.5 million", 30.5e6, "CNY")]),
    ("Sales were EUR 13 million.", [("EUR 13 million", 13e6, "EUR")]),
    ("The bond is 500 million yen.", [("500 million yen", 5e8, "JPY")]),
    ("It owes 5 million Canadian dollars.", [("5 million Canadian dollars", 5e6, "CAD")]),
    ("It owes five million dollars.", [("five million dollars", 5e6, "USD")]),
    ("A dividend of 25 cents was paid.", [("25 cents", 0.25, "USD")]),
    ("The price fell to $.03 per share.", [("$.03", 0.03, "USD")]),
    ("A grant of $5M came in.", [("$5M", 5e6, "USD")]),
    ("A grant of €1.07bn came in.", [("€1.07bn", 1.07e9, "EUR")]),
    ("A $100-million plant is planned.", [("$100-million", 1e8, "USD")]),
    ("Income was $(1.2) million.", [("$(1.2) million", -1.2e6, "USD")]),
    (
        "A payment of RMB 30 million ($4 million) is due.",
        [("RMB 30 million", 30e6, "CNY"), ("$4 million", 4e6, "USD")],
    ),
    (
        "Sales of $1.07 billion or more end the exemption.",
        [("$1.07 billion or more", 1.07e9, "USD")],
    ),
    ("We expect between $5 and $7 million of cost.", [("between $5 and $7 million", 7e6, "USD")]),
    ("We expect $5 to $7 million of cost.", [("$5 to $7 million", 7e6, "USD")]),
    ("We expect $5-7 million of cost.", [("$5-7 million", 7e6, "USD")]),
    (
        "We expect $5 million to $7 million.",
        [("$5 million", 5e6, "USD"), ("$7 million", 7e6, "USD")],
    ),
    (
        "It rose from $2.1 billion to 2.4 billion.",
        [("$2.1 billion", 2.1e9, "USD"), ("2.4 billion", 2.4e9, "USD")],
    ),
    (
        "We paid $5, 200 patients were treated.",  # a comma of the sentence, not of a number
        [("$5", 5.0, "USD"), ("200 patients", 200, "count")],
    ),
    ("The fee is Rs. 1,23,45,678 a year.", [("Rs. 1,23,45,678", 12345678, "INR")]),
    (
        "A loan of approximately\n$3.5\nmillion is due.",
        [("approximately\n$3.5\nmillion", 3.5e6, "USD")],
    ),
]

PERCENT = [
    ("One buyer made up 12% of sales.", [("One buyer", 1, "count"), ("12%", 12, "percent")]),
    ("About sixty percent is sold abroad.", [("About sixty percent", 60, "percent")]),
    ("Rates rose by 50 basis points.", [("50 basis points", 0.5, "percent")]),
    ("The tax rate fell by two percentage points.", [("two percentage points", 2, "percent")]),
    ("Margins of 10-15% are usual.", [("10-15%", 15, "percent")]),
    ("Margins of 10% to 15% are usual.", [("10%", 10, "percent"), ("15%", 15, "percent")]),
    ("A buyer of 10 percent or more must report.", [("10 percent or more", 10, "percent")]),
    ("Rates of 5 1/2% apply.", [("5 1/2%", 5.5, "percent")]),
    ("Rates of 5½% apply.", [("5½%", 5.5, "percent")]),
    ("It holds at least a 20% share.", [("at least a 20%", 20, "percent")]),
    ("Volume fell by more than one per cent.", [("more than one per cent", 1, "percent")]),
]

COUNT = [
    (
        "We serve approximately 1,600 domestic corporate customers.",
        [("approximately 1,600 domestic corporate customers", 1600, "count")],
    ),
    (
        "We own eight consolidated subsidiaries and four joint ventures.",
        [("eight consolidated subsidiaries", 8, "count"), ("four joint ventures", 4, "count")],
    ),
    ("It has one outside director, Ms. Orr.", [("one outside director", 1, "count")]),
    (
        "We had 1 full-time employee and 7 consultants.",
        [("1 full-time employee", 1, "count"), ("7 consultants", 7, "count")],
    ),
    (
        "We operate in more than 30 different countries.",
        [("more than 30 different countries", 30, "count")],
    ),
    ("2.4 billion people use it.", [("2.4 billion people", 2.4e9, "count")]),
    ("Twenty-five plants closed.", [("Twenty-five plants", 25, "count")]),
    (
        "It has fewer than three hundred holders of record.",
        [("fewer than three hundred holders", 300, "count")],
    ),
    ("Forty (40) stores closed.", [("Forty (40) stores", 40, "count")]),
    ("Two or three buyers take most of it.", [("Two or three buyers", 3, "count")]),
    (
        "With 2,000 or more record holders we must report.",
        [("2,000 or more record holders", 2000, "count")],
    ),
    ("Five to ten wells are planned.", [("Five to ten wells", 10, "count")]),
    ("Three of our plants are old.", [("Three of our plants", 3, "count")]),
    (
        "Three of our ten largest customers left.",
        [("Three", 3, "count"), ("ten largest customers", 10, "count")],
    ),
    ("We lease 12 sales offices.", [("12 sales offices", 12, "count")]),
    (
        "We manage 14 domestic and foreign subsidiaries.",
        [("14 domestic and foreign subsidiaries", 14, "count")],
    ),
    ("The farm has 580,000 square feet of space.", [("580,000 square feet", 580000, "count")]),
    ("Output was 15.0 billion tons.", [("15.0 billion tons", 15e9, "count")]),
    ("Staff grew to 37,773 from 27,742.", [("37,773", 37773, "count"), ("27,742", 27742, "count")]),
    ("Demand fell by about 675 megawatts.", [("about 675 megawatts", 675, "count")]),
    ("Each share carries ten votes per share.", [("ten votes", 10, "count")]),
    ("WE DEPEND ON THREE SUPPLIERS.", [("THREE SUPPLIERS", 3, "count")]),
    (
        "We Depend on Two Customers for 40% of Our Revenue",
        [("Two Customers", 2, "count"), ("40%", 40, "percent")],
    ),
    (
        "Our two U.S. depository institutions are supervised.",
        [("two U.S. depository institutions", 2, "count")],
    ),
    ("One customer accounted for most sales.", [("One customer", 1, "count")]),
    ("The chips come from only one source.", [("one source", 1, "count")]),
]

SHARES = [
    ("We issued 12,500 new shares of common stock.", [("12,500 new shares", 12500, "shares")]),
    (
        "We may issue up to 10 million shares of preferred stock.",
        [("up to 10 million shares", 10e6, "shares")],
    ),
    (
        "It sold 3,000,000 American Depositary Shares.",
        [("3,000,000 American Depositary Shares", 3e6, "shares")],
    ),
    ("We granted 34,884 stock options.", [("34,884 stock options", 34884, "count")]),
]

RATIO = [
    ("After a 1 to 5 split of our stock we listed.", [("1 to 5 split", 5, "ratio")]),
    ("A 1-for-10 reverse stock split followed.", [("1-for-10 reverse stock split", 10, "ratio")]),
    ("A three-for-two split followed.", [("three-for-two split", 1.5, "ratio")]),
    ("The leverage ratio may not pass 3.50 to 1.00.", [("3.50 to 1.00", 3.5, "ratio")]),
    ("A vote of two-thirds of holders is needed.", [("two-thirds", 2 / 3, "ratio")]),
    ("Debt may reach 2.5x earnings.", [("2.5x", 2.5, "ratio")]),
]

NONE = [
    "Please see Item 5 and Note 12 on page 34.",
    "Sections 13 and 15(d) of the Exchange Act of 1934 apply.",
    "Our Form 10-K and our Forms 8-K and 10-Q say more.",
    "The contract runs for five years and ends after 30 to 60 days' notice.",
    "We have cash for at least the next 12 months.",
    "Users under the age of 16 need consent.",
    "As of March 31, 2011 and in fiscal 2012 nothing changed.",
    "No one customer dominates, and one or more of them may leave.",
    "One of our suppliers failed.",
    "The COVID-19 pandemic and the H7N9 virus did harm.",
    "The Dyno 500 console and Windowpane 8 sell well.",
    "A one-time charge and a two-step process are planned.",
    "The market works 24/7.",
    "The index fell on 9/11.",
    "(2) the premium, and 3) the discount are set monthly.",
    "It moved from a state economy to one based on free markets.",
    "We rely on a 401(k) plan and 501(c)(3) bodies.",
    "In one or more cases we lost.",
    "The Big Three automakers cut orders.",
    "The bulk of our sales came in Q3 2020 and on 2012-05-06.",
    "Our 2008 Annual Report, at 5:00 p.m., says so.",
    "Rule 10b5-1 plans are in use.",
    "Rivals, suppliers and lenders may all press us at one time.",
    "Millions of dollars and hundreds of jobs were lost.",
]

SUSPECT = [
    (
        r"Bonds were ¥1.9 billion, shares 90.7 billion and funds \$4.2 billion.",
        ["90.7 billion", r"\$4.2 billion"],
    ),
    ("Cash was ¥1,23,4 million.", ["¥1,23,4 million"]),
    ("The loss was $.2.2 million.", ["$.2.2 million"]),
    ("Sales were Y4.2 billion.", ["Y4.2 billion"]),
    ("Sales were ?4.2 billion.", ["?4.2 billion"]),
    ("Sales were Â£4.2 billion.", ["Â£4.2 billion"]),
    ("A sum of $21, 193 was repaid.", ["$21, 193"]),
]

SOUND = [
    r"Sales were \$4.2 billion and costs \$3.9 billion.",  # every sign is escaped: no damage
    "Sales were $4.2 billion and ¥3 billion.",  # a second currency that is plainly meant
    r"Sales were ¥450 billion (\$4.2 billion).",  # a translation in brackets
    "Sales were $4 million and 2.1 billion people watched.",  # what is counted is no money
]


@pytest.mark.parametrize(("sentence", "expected"), MONEY + PERCENT + COUNT + SHARES + RATIO)
def test_figures_of_a_sentence(sentence: str, expected: list[tuple[str, float, str]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize("sentence", NONE)
def test_no_figures_in_a_sentence(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(("sentence", "damaged"), SUSPECT)
def test_damaged_figures_have_neither_value_nor_currency(sentence: str, damaged: list[str]) -> None:
    suspect = [f for f in found(sentence) if f.reliability is Reliability.SUSPECT]
    assert [figure.span.of(sentence) for figure in suspect] == damaged
    assert {(figure.value, figure.currency) for figure in suspect} == {(None, None)}


@pytest.mark.parametrize("sentence", SOUND)
def test_figures_without_damage_are_not_suspected(sentence: str) -> None:
    assert all(figure.reliability is Reliability.OK for figure in found(sentence))


def test_an_escaped_sign_is_held_against_the_main_currency_of_the_filing() -> None:
    sentence = r"Funds were \$4.2 billion."
    (figure,) = found(sentence, MoneyContext(main="JPY"))
    assert figure.reliability is Reliability.SUSPECT
    (figure,) = found(sentence, MoneyContext(main="USD"))
    assert (figure.value, figure.currency) == (4.2e9, "USD")


def test_a_scale_without_sign_is_damaged_where_money_is_spoken_of() -> None:
    signed = MoneyContext(signed=True)
    (figure,) = found("Our available-for-sale securities were 90.7 billion.", signed)
    assert (figure.unit, figure.reliability) == ("money", Reliability.SUSPECT)
    (figure,) = found("Monthly views rose to 90.7 billion.", signed)
    assert (figure.unit, figure.value) == ("count", 90.7e9)


def test_a_mere_dollar_is_the_filings_own() -> None:
    (figure,) = found("We paid $5 million.", MoneyContext(dollar="CAD"))
    assert figure.currency == "CAD"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('All references to "$" are to Canadian dollars.', "CAD"),
        ("“$” means the lawful currency of the United States.", "USD"),
        ("All amounts in this report are expressed in Australian dollars.", "AUD"),
        ("Our amounts are expressed in millions.", "USD"),
        ("", "USD"),
    ],
)
def test_what_a_mere_dollar_means_is_read_from_the_filing(statement: str, code: str) -> None:
    assert stated_dollar(statement) == code


def test_the_main_currency_is_that_of_most_signed_figures() -> None:
    assert main_currency("¥1, ¥2 and $3", "USD") == "JPY"
    assert main_currency("no figures", "USD") is None


@pytest.mark.parametrize(
    ("sentence", "scale"),
    [
        ("We paid $5.", "ones"),
        ("We paid $5 thousand.", "thousand"),
        ("We paid $5m.", "million"),
        ("We paid $5 billion.", "billion"),
        ("We owe $5 trillion.", "trillion"),
    ],
)
def test_scale_is_as_printed(sentence: str, scale: str) -> None:
    assert [figure.scale for figure in found(sentence)] == [scale]


@pytest.mark.parametrize(
    "words",
    ["about", "approximately", "nearly", "almost", "over", "up to", "at least", "in excess of"],
)
def test_words_of_approximation_belong_to_the_figure(words: str) -> None:
    sentence = f"It sold {words} $40 million of parts."
    (figure,) = found(sentence)
    assert figure.approximate
    assert figure.span.of(sentence) == f"{words} $40 million"


def test_exact_figures_are_not_approximate() -> None:
    assert [f.approximate for f in found("It sold a total of $40 million to 12 buyers.")] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.5", 1234.5),
        (".5", 0.5),
        ("1.234.567", 1234567),
        ("1,23,4", None),
        ("5.6.7", None),
        ("9,2", None),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("two dozen", 24),
    ],
)
def test_numbers_are_read_and_misplaced_separators_seen(printed: str, value: float | None) -> None:
    assert number_value(printed) == value


@given(st.text(alphabet="12,. $¥%()-–onetw millbup\n{}\\", max_size=80))
def test_figures_are_in_order_disjoint_and_inside_the_text(text: str) -> None:
    figures = found(text)
    ends = [0]
    for figure in figures:
        assert ends[-1] <= figure.span.start < figure.span.end <= len(text)
        ends.append(figure.span.end)
        assert (figure.value is None) == (figure.reliability is Reliability.SUSPECT)


@given(st.integers(1, 10**9), st.sampled_from(["$", "€", "US$", "RMB ", "£"]))
def test_every_signed_integer_is_read_back(number: int, sign: str) -> None:
    sentence = f"We paid {sign}{number:,} to the buyer."
    assert read(sentence)[0][:2] == (f"{sign}{number:,}", float(number))


@pytest.mark.parametrize("text", ["$1 " * 5000, "two " * 5000, "1 to " * 5000, "1," * 20000])
def test_number_dense_text_takes_no_more_than_linear_time(text: str) -> None:
    assert isinstance(found(text), tuple)


# ── raised marks, fractions and groups ───────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("We lost $11² million on it.", ("$11² million", 11e6, "USD")),
        ("We lost €4¹,² million on it.", ("€4¹,² million", 4e6, "EUR")),
        ("We lost $11 ² million on it.", ("$11 ² million", 11e6, "USD")),
        ("We lost $11⁽²⁾ million on it.", ("$11⁽²⁾ million", 11e6, "USD")),
        ("We lost $11(2) million on it.", ("$11(2) million", 11e6, "USD")),
        ("We lost $11[¹] million on it.", ("$11[¹] million", 11e6, "USD")),
        ("We lost $11ᵃ million on it.", ("$11ᵃ million", 11e6, "USD")),
        ("We lost $11* million on it.", ("$11* million", 11e6, "USD")),
        ("We own 15²% of Foo.", ("15²%", 15.0, "percent")),
        ("We lost $1,234² on it.", ("$1,234²", 1234.0, "USD")),
        ("We lost $5½ million on it.", ("$5½ million", 5.5e6, "USD")),
        ("We lost $1 1/2 million on it.", ("$1 1/2 million", 1.5e6, "USD")),
        ("We lost $1-1/2 million on it.", ("$1-1/2 million", 1.5e6, "USD")),
        ("We lost $1/2 million on it.", ("$1/2 million", 0.5e6, "USD")),
        ("The rate is 5 ¹/2% a year.", ("5 ¹/2%", 5.5, "percent")),
    ],
)
def test_a_mark_or_fraction_after_the_digits_leaves_the_figure_whole(
    sentence: str, figure: tuple[str, float, str]
) -> None:
    assert read(sentence)[:1] == [figure]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("We sold 10⁶ units of it.", "10⁶ units"),
        ("We lost $10⁶ on it.", "$10⁶"),
        ("We lost $5⁹⁹ on it.", "$5⁹⁹"),
        ("We lost $1²1 million on it.", "$1²"),
        ("We lost $1 234 567 on it.", "$1 234 567"),
        ("We lost 1 234 567 euros on it.", "1 234 567 euros"),
        ("We have 12 500 employees.", "12 500 employees"),
    ],
)
def test_digits_that_may_mean_two_numbers_are_suspect(sentence: str, text: str) -> None:
    figure = found(sentence)[0]
    assert (figure.span.of(sentence), figure.value) == (text, None)
    assert figure.reliability is Reliability.SUSPECT


# ── the seed ─────────────────────────────────────────────────────────────────────────────────────
def seed_records(shared: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(
        (shared / "gold" / "seed-gold.json").read_text(encoding="utf-8")
    )["risks"]
    return records


def test_the_seed_gives_the_gold_figures_and_no_others(shared: Path) -> None:
    text = (shared / "filings" / "files" / "seed.txt").read_text(encoding="utf-8")
    money = MoneyContext(main=main_currency(text, "USD"))
    for record in seed_records(shared):
        place = record["locator"]
        section = text[place["char_start"] : place["char_end"]]
        figures = [
            (
                figure.span.of(block),
                figure.value,
                figure.unit,
                figure.currency,
                figure.scale,
                figure.approximate,
                str(figure.reliability),
            )
            for block in re.split(r"\n|(?<=[a-z]\.) ", section)
            for figure in found(block, money)
        ]
        names = ("text", "value", "unit", "currency", "scale", "approximate", "reliability")
        gold = [tuple(amount[name] for name in names) for amount in record["amounts"]]
        assert figures == gold, record["risk_id"]
