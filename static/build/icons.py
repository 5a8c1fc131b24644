"""
Build static/img/icons.svg, the sprite behind `{% icon %}` and `<c-icon>`; run by a developer after editing icons.txt.

    npm pack @tabler/icons && tar xzf tabler-icons-*.tgz
    python static/build/icons.py package/

Each line of icons.txt is `our-name` or `our-name=tabler-name`; `tabler-name` may end in `#filled`.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1]
CONTENT = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
NOTICE = "Icons from Tabler Icons (https://tabler.io/icons), MIT License, Copyright (c) 2020-2026 Paweł Kuna"


def symbol(name: str, source: str, package: Path) -> str:
    """Return one icon as an SVG symbol."""
    file_name, _, style = source.partition("#")
    filled = style == "filled"
    svg = (package / "icons" / (style or "outline") / f"{file_name}.svg").read_text(encoding="utf-8")
    match = CONTENT.search(re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL))
    if match is None:
        message = f"{source} is not an SVG file"
        raise ValueError(message)
    paint = 'fill="currentColor" stroke="none"' if filled else ""
    content = "".join(line.strip() for line in match[1].splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{content}</symbol>'.replace(" >", ">")


def main(package: Path) -> None:
    """Write the sprite."""
    lines = (STATIC / "build" / "icons.txt").read_text(encoding="utf-8").split()
    pairs = sorted((name, source or name) for name, _, source in (line.partition("=") for line in lines))
    symbols = "\n".join(symbol(name, source, package) for name, source in pairs)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {NOTICE} -->\n{symbols}\n</svg>\n'
    (STATIC / "img" / "icons.svg").write_text(sprite, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
