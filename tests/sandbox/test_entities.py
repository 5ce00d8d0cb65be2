"""HTML as Telegram reads it."""

from __future__ import annotations

import pytest

from sandbox.entities import detect, parse_html, strip, to_html, with_detected
from sandbox.refusals import Refused


def test_tags_become_entities_counted_in_utf_16_units() -> None:
    text, entities = parse_html("📝 <b>Lapor <i>kini</i></b> &amp; &lt;ya&gt; &#9888;")
    assert text == "📝 Lapor kini & <ya> ⚠"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 10},
        {"type": "italic", "offset": 9, "length": 4},
    ]


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="https://a.id/?q=1&amp;r=2">x</a>', {"type": "text_link", "url": "https://a.id/?q=1&r=2"}),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ("<DEL>x</DEL>", {"type": "strikethrough"}),
    ],
)
def test_every_kind_of_tag(source: str, entity: dict[str, str]) -> None:
    assert parse_html(source) == ("x", [{**entity, "offset": 0, "length": 1}])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 2'),
        ("2 < 3", "Unclosed start tag at byte offset 2"),
        ("1 < 2 > 0", 'Unsupported start tag "" at byte offset 2'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ],
)
def test_broken_html_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.refusal.description == f"Bad Request: can't parse entities: {reason}"


def test_unknown_references_stay_as_they_are() -> None:
    assert parse_html("&nbsp; & &copy; &quot;")[0] == '&nbsp; & &copy; "'


def test_commands_links_and_mentions_are_found() -> None:
    found = detect("/start abc, lihat https://a.id/x. @kabar_bot #kb a/b")
    assert [(e["type"], e["offset"], e["length"]) for e in found] == [
        ("bot_command", 0, 6),
        ("url", 18, 14),
        ("mention", 34, 10),
        ("hashtag", 45, 3),
    ]


def test_nothing_is_found_inside_code() -> None:
    text, entities = parse_html("<code>/start</code> /help")
    assert [e["type"] for e in with_detected(text, entities)] == ["code", "bot_command"]


def test_trimming_moves_the_entities() -> None:
    assert strip("  a b ", [{"type": "bold", "offset": 1, "length": 2}]) == (
        "a b",
        [{"type": "bold", "offset": 0, "length": 1}],
    )


@pytest.mark.parametrize(
    "source",
    ["a &lt;script&gt; &amp; b", "<b>x <i>y</i></b> z", "📝<u>é</u>", "<blockquote>q</blockquote>"],
)
def test_html_for_the_page_says_the_same(source: str) -> None:
    assert to_html(*parse_html(source)) == source


def test_the_page_gets_no_harmful_link() -> None:
    assert "javascript" not in to_html(*parse_html('<a href="javascript:alert(1)">x</a>'))
