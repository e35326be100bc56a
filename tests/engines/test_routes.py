"""Ways over several engines: which are found, which is best, and that flags and likelihoods come through."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.domain import Flag, FlagKind, Rendering
from compare.engines.apertium import ApertiumTranslator
from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.engines.routes import Engines, Qualities, Step, _chained, read_qualities
from compare.steps.opinions import compare_opinions


class Known(Engines):
    """Engines with the steps that a test says."""

    def __init__(self, *steps: Step, qualities: Qualities | None = None) -> None:
        super().__init__(
            ArgosTranslator(Shelf(Path("/nonexistent"))), ApertiumTranslator(Path("/nonexistent")), qualities
        )
        self.known = steps

    def steps(self) -> tuple[Step, ...]:
        return self.known


UNMEASURED = Qualities({}, {"argos": 50.0, "apertium": 40.0})
FR_ES, ES_EN = Step("fr", "es", "apertium fr-es 1"), Step("es", "en", "argos translate-es_en 1.0")


def test_a_route_mixes_engines():
    route = Known(FR_ES, ES_EN, qualities=UNMEASURED).find_route("fr", "en")
    assert route.stops == ("fr", "es", "en") and route.engines == ("apertium", "argos")


def test_the_measured_route_of_higher_quality_wins_whatever_its_length():
    steps = [Step("es", "en", "apertium spa-eng 9"), Step("es", "pt", "apertium es-pt 9")]
    routes = Known(*steps, Step("pt", "en", "argos translate-pt_en 1.0")).find_routes("es", "en")
    assert [str(route) for route in routes] == ["es>pt>en", "es>en"]
    assert [round(route.quality.chrf) for route in routes] == [58, 50]
    assert routes[1].label == "es→en: apertium, chrF 50 on news"


def test_an_unmeasured_route_says_so_and_is_as_good_as_its_worst_step():
    direct = Step("fr", "en", "apertium fr-en 1")
    routes = Known(FR_ES, ES_EN, direct, qualities=UNMEASURED).find_routes("fr", "en")
    assert [str(route) for route in routes] == ["fr>en", "fr>es>en"]
    assert routes[0].label == "fr→en: apertium, quality not measured"


def test_another_version_of_an_argos_package_is_another_model():
    assert Known(Step("pt", "en", "argos translate-pt_en 1.9")).find_route("pt", "en").quality is None


def test_a_region_is_served_where_it_can_be_and_no_other_gets_it():
    plain, brazilian = Step("es", "pt", "apertium es-pt 1"), Step("es", "pt", "apertium es-pt_BR 1", "BR")
    engines = Known(plain, brazilian)
    assert engines.find_route("es", "pt-BR").packages == (brazilian.package,)
    assert engines.find_route("es", "pt-PT").packages == (plain.package,)


def test_no_route_goes_round_in_a_circle_or_home():
    steps = [Step(a, b, f"argos translate-{a}_{b} 1.0") for a in "abcd" for b in "abcd" if a != b]
    routes = Known(*(Step(s.source * 2, s.target * 2, s.package) for s in steps)).find_routes("aa", "bb")
    assert routes and all(len(set(route.stops)) == len(route.stops) for route in routes)
    assert Known(FR_ES).find_routes("fr", "fr-CA") == ()


def test_the_table_that_is_shipped_can_be_read():
    qualities = read_qualities()
    assert len(qualities.measured) > 20 and all(0 < quality.chrf < 100 for quality in qualities.measured.values())
    assert qualities.assumed.keys() == {"argos", "apertium"}


@pytest.mark.models
def test_french_is_read_through_three_packages_of_two_engines(data_folder):
    engines = Engines(ArgosTranslator(Shelf(data_folder / "packages")), ApertiumTranslator())
    route = engines.find_route("fr", "en")
    assert str(route) == "fr>es>pt>en" and route.engines == ("apertium", "argos")
    ((_, found),) = engines.translate(["Les ministres ont signé un accord avec le Zzyzx."], route)
    engines.apertium.close()
    assert "ministers" in found.text.lower() and found.likelihood < 0
    assert FlagKind.UNKNOWN in {flag.kind for flag in found.flags}


@pytest.mark.parametrize(
    ("shown", "other", "cosine", "reason"),
    [
        ("Six people died.", "Nine people died.", 0.99, "other numbers"),
        ("He signed the deal on Monday.", "He did not sign the deal on Monday.", 0.99, "denies"),
        ("The square was empty.", "The bridge has cracked.", 0.8, "reads differently"),
    ],
)
def test_a_second_translation_that_says_something_else_is_flagged(shown, other, cosine, reason):
    flag = compare_opinions(shown, other, cosine, "en", "fr→en")
    assert flag.kind is FlagKind.OPINION and reason in flag.note and other in flag.note


def test_a_second_translation_in_other_words_is_not():
    assert compare_opinions("Six people died.", "Six persons were killed.", 0.95, "en", "fr→en") is None


def test_a_word_that_one_engine_left_and_the_next_one_knew_is_no_longer_said_to_be_left():
    left = Flag(FlagKind.UNKNOWN, "Not in the engine's dictionary, left as written: “multada”.")
    loop = Flag(FlagKind.LOOP, "The translation repeats itself.")
    earlier = Rendering("A empresa foi multada.", None, (left, loop))
    assert _chained(earlier, Rendering("The company was fined.", -0.2)).flags == (loop,)
    assert _chained(earlier, Rendering("The company was multada.", -0.2)).flags == (left, loop)
