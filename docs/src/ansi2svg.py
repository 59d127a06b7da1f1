#!/usr/bin/env python3
"""Draws a captured terminal as an SVG: tmux capture-pane -e -p | ansi2svg.py > picture.svg

Knows the control sequences that tmux writes for colours (SGR), and nothing else. Text stays text, in a monospace font;
every run of equal style is stretched to whole columns, so that any font of the viewer lines up.
"""
import html
import re
import sys

COLUMN, LINE, SIZE, MARGIN, BAR = 8.4, 18, 14, 16, 34
PLAIN, PAPER, FAINT = "#d7dae0", "#1e2127", "#8b919c"
COLOURS = ["#3f4451", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0",
           "#6b7280", "#ff7b86", "#b1d196", "#f0d399", "#8cc6ff", "#de8df0", "#7ed0dc", "#ffffff"]
SPACE = "\u00a0"  # a space that no viewer drops
SGR = re.compile("\x1b\\[([0-9;]*)m")


def runs(line, style):
    """The pieces of a line as (text, style), and the style at its end."""
    pieces, at = [], 0
    for match in SGR.finditer(line):
        pieces.append((line[at:match.start()], dict(style)))
        style = changed(style, match.group(1))
        at = match.end()
    pieces.append((line[at:], dict(style)))
    return [piece for piece in pieces if piece[0]], style


def changed(style, codes):
    style = dict(style)
    numbers = [int(code or 0) for code in codes.split(";")]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            style = {}
        elif code in (1, 2, 4):
            style[{1: "bold", 2: "dim", 4: "underline"}[code]] = True
        elif code == 22:
            style.pop("bold", None)
            style.pop("dim", None)
        elif code == 24:
            style.pop("underline", None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["colour"] = COLOURS[code - 30 if code < 90 else code - 82]
        elif code == 49:
            pass  # there is no other background
        elif code == 39:
            style.pop("colour", None)
        else:
            raise SystemExit(f"ansi2svg: no drawing of SGR {code}")
    return style


def text(piece, style, column, row):
    attributes = [f'x="{MARGIN + column * COLUMN:.1f}"', f'y="{BAR + MARGIN + row * LINE:.0f}"',
                  f'textLength="{len(piece) * COLUMN:.1f}"', 'lengthAdjust="spacingAndGlyphs"']
    colour = style.get("colour", FAINT if style.get("dim") else PLAIN)
    if colour != PLAIN:
        attributes.append(f'fill="{colour}"')
    if style.get("bold"):
        attributes.append('font-weight="bold"')
    if style.get("underline"):
        attributes.append('text-decoration="underline"')
    return f"<text {' '.join(attributes)}>{html.escape(piece, quote=False).replace(' ', SPACE)}</text>"


def main():
    title = sys.argv[1] if len(sys.argv) > 1 else ""
    lines = sys.stdin.read().rstrip("\n").split("\n")
    drawn, widest, style = [], 0, {}
    for row, line in enumerate(lines):
        pieces, style = runs(line, style)
        column = 0
        for piece, look in pieces:
            kept = piece.rstrip() if not look.get("underline") else piece
            start = len(kept) - len(kept.lstrip())
            if kept.strip():
                drawn.append(text(kept.lstrip(), look, column + start, row))
                widest = max(widest, column + len(kept))
            column += len(piece)
    width, height = 2 * MARGIN + widest * COLUMN, BAR + 2 * MARGIN + (len(lines) - 1) * LINE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
          f'height="{height:.0f}" role="img" aria-label="{html.escape(title)}">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>')
    for place, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        print(f'<circle cx="{20 + place * 20}" cy="18" r="6" fill="{colour}"/>')
    print(f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
          f'font-size="{SIZE}" fill="{PLAIN}">')
    print("\n".join(drawn))
    print("</g>\n</svg>")


main()
