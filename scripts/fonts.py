"""What scripts/fonts.sh does in Python: two commands, both writing to standard output or to
the file that they are told.

subset ARGUMENTS…    fontTools.subset, but every coverage table is written as a list of glyphs
                     and never as ranges. go-text's HarfBuzz forgets the ranges after a long
                     one (go-text/typesetting issue 278, mended after v0.3.5), skips the lookup
                     for their glyphs without a word, and the letters of Urdu lie on top of
                     each other instead of stepping down to the line.
letters CODEC FILE…  the common characters of a national list (gb2312 level 1 or big5 level 1),
                     punctuation, and every Chinese character of the files that exist.
"""

import os
import sys

ROWS = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
PUNCTUATION = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203B), (0x3000, 0x303F), (0xFF01, 0xFF5E)]
FIRST_CHINESE = 0x2E80  # CJK Radicals Supplement: everything before it is in other faces


def letters(codec, *files):
    found = {chr(c) for first, last in PUNCTUATION for c in range(first, last + 1)}
    for row in ROWS[codec]:
        for cell in range(0x40, 0xFF):
            try:
                found.add(bytes([row, cell]).decode(codec))
            except UnicodeDecodeError:  # the list has holes
                pass
    for name in files:
        if os.path.exists(name):
            with open(name, encoding="utf-8") as f:
                found |= {c for c in f.read() if ord(c) >= FIRST_CHINESE}
    sys.stdout.write("".join(sorted(found)))


def subset(*arguments):
    from fontTools import subset as tool
    from fontTools.ttLib.tables import otTables

    def as_list(coverage, font):
        glyphs = getattr(coverage, "glyphs", None) or []
        ids = font.getGlyphIDMany(glyphs)
        if ids != sorted(ids):
            raise ValueError("a coverage is out of order: a list cannot say it")
        coverage.Format = 1
        return {"GlyphArray": glyphs}

    otTables.Coverage.preWrite = as_list
    tool.main(list(arguments))


if __name__ == "__main__":
    {"letters": letters, "subset": subset}[sys.argv[1]](*sys.argv[2:])
