"""A template laid out over many lines gives the page no white space that it does not name."""

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("laid_out", "rendered"),
    [
        ("<b>\n  {{ a }}\n  {% if a %}\n    <i>1</i>\n  {% endif %}\n</b>", "<b>x<i>1</i></b>"),
        ("{{ a }}\n{{ a }}", "xx"),
        ("{{ a }} {{ a }}, <b>c</b> d", "x x, <b>c</b> d"),
        ("{{ a }}\n{% space %}\n{{ a }}", "x x"),
        ("several\n   words", "several words"),
        (
            '<a\n  class="b"\n  {% if a %}id="c"{% endif %}\n  href="/">\n  x\n</a>',
            '<a class="b" id="c" href="/">x</a>',
        ),
        ("<b>1 &lt; 2</b>\n<b>3</b>", "<b>1 &lt; 2</b><b>3</b>"),
        ("{% for n in a %}\n  {{ n }}\n{% empty %}\n  none\n{% endfor %}", "x"),
    ],
)
def test_lines_are_joined(laid_out: str, rendered: str) -> None:
    template = Template("{% joinlines %}\n  " + laid_out + "\n{% endjoinlines %}")
    assert template.render(Context({"a": "x"})) == rendered


def test_values_keep_their_line_breaks() -> None:
    template = Template("{% joinlines %}\n  {{ a }}\n{% endjoinlines %}")
    assert template.render(Context({"a": "one\n two"})) == "one\n two"
