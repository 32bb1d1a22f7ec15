#!/usr/bin/env python3
"""Draws the pictures of the sample edition, so that nobody's photographs go with the program.

    assets/sample/draw.py        writes the PNG files beside itself

Needs nothing but Python. The pictures are named in the edition by their bytes: a change to one is a change
to its name there, which the tests tell.
"""

import math
import struct
import zlib
from pathlib import Path

WIDE, HIGH = 720, 405


def mix(one, other, share):
    share = min(max(share, 0.0), 1.0)
    return tuple(a + (b - a) * share for a, b in zip(one, other))


def ramp(stops, at):
    for (low, first), (high, second) in zip(stops, stops[1:]):
        if at <= high:
            return mix(first, second, (at - low) / (high - low))
    return stops[-1][1]


def bridge(x, y):
    """An empty bridge at first light, with a single amber lamp at its near end."""
    sky = [(0.0, (38, 48, 84)), (0.3, (92, 84, 122)), (0.52, (214, 138, 116)), (0.62, (250, 204, 148))]
    colour = ramp(sky, y)
    glow = math.exp(-(((x - 0.7) / 0.22) ** 2 + ((y - 0.6) / 0.14) ** 2))
    colour = mix(colour, (255, 236, 190), 0.75 * glow)
    if (x - 0.7) ** 2 * 3.16 + (y - 0.585) ** 2 < 0.0016:
        colour = (255, 246, 214)
    hills = 0.6 - 0.035 * math.sin(x * 5 + 0.6) - 0.02 * math.sin(x * 13)
    if y > hills:
        colour = mix((92, 84, 112), (148, 110, 116), (y - hills) * 14)
    if y > 0.66:
        mirror = ramp(sky, max(0.0, 1.24 - y * 1.0))
        ripple = 0.5 + 0.5 * math.sin(y * 240 + 3 * math.sin(x * 30 + y * 90))
        path = math.exp(-(((x - 0.7) / (0.03 + (y - 0.66) * 0.35)) ** 2))
        colour = mix(mix(mirror, (40, 48, 78), 0.55), (255, 222, 170), path * (0.35 + 0.4 * ripple))
    near = 1.0 - x  # the near end is on the left
    deck = 0.64 + 0.10 * near ** 2.2
    thick = 0.016 + 0.03 * near ** 2
    steel = (30, 32, 48)
    for pier in (0.06, 0.30, 0.50, 0.665, 0.80, 0.91):
        size = 0.5 + 1.6 * (1.0 - pier) ** 2
        foot = deck + 0.06 + 0.10 * (1.0 - pier)
        if abs(x - pier) < 0.007 * size + 0.003 and deck < y < foot:
            colour = steel
    spans = [0.06, 0.30, 0.50, 0.665, 0.80, 0.91]
    for start, end in zip(spans, spans[1:]):
        if start <= x <= end:
            along = (x - start) / (end - start)
            rise = 0.55 * (end - start)
            arch = deck - rise * (1 - (2 * along - 1) ** 2)
            if abs(y - arch) < 0.006 + 0.006 * near:
                colour = steel
            hanger = (along * 9) % 1.0
            if arch < y < deck and abs(hanger - 0.5) < 0.05:
                colour = mix(colour, steel, 0.8)
    if deck < y < deck + thick:
        colour = mix((58, 58, 80), steel, (y - deck) / thick)
    lamp = (x - 0.075) ** 2 * 3.16 + (y - 0.60) ** 2
    if abs(x - 0.075) < 0.0035 and 0.60 < y < 0.74:
        colour = steel
    colour = mix(colour, (255, 176, 40), 0.9 * math.exp(-lamp / 0.0011))
    return (255, 226, 150) if lamp < 0.00022 else colour


def ferry(x, y):
    """A small white ferry with a green funnel, its deck full of people and bicycles."""
    colour = ramp([(0.0, (116, 168, 208)), (0.5, (214, 230, 236))], y)
    for cx, cy, w in ((0.18, 0.14, 0.13), (0.27, 0.17, 0.1), (0.72, 0.1, 0.16), (0.84, 0.14, 0.1)):
        if ((x - cx) / w) ** 2 + ((y - cy) / 0.05) ** 2 < 1:
            colour = mix(colour, (250, 250, 248), 0.8)
    town = 0.52 - 0.05 * abs(math.sin(math.floor(x * 34) * 12.9)) - 0.02 * (math.floor(x * 34) % 3 == 0)
    if town < y < 0.6:
        walls = ((196, 132, 104), (222, 196, 150), (166, 120, 112), (206, 170, 132))
        colour = mix(walls[int(x * 34) % 4], (214, 222, 226), 0.25)
        if (x * 34) % 1 > 0.35 and (x * 34) % 1 < 0.6 and (y * 60) % 1 > 0.5:
            colour = mix(colour, (70, 84, 104), 0.7)
    if y > 0.6:
        wave = math.sin(y * 160 + 4 * math.sin(x * 18 + y * 60))
        colour = mix((40, 104, 128), (108, 164, 176), 0.3 + 0.25 * wave + (0.62 - y))
    hull = 0.2 + 0.05 * (y - 0.62) / 0.12 < x < 0.84 - 0.06 * (y - 0.62) / 0.12
    if 0.6 < y < 0.74 and hull:
        colour = (244, 244, 238) if y < 0.70 else (150, 40, 40)
        if 0.625 < y < 0.655 and (x * 26) % 1 < 0.45:
            colour = (60, 78, 96)
        if abs(y - 0.667) < 0.005:
            colour = (34, 110, 76)
    if 0.44 < y < 0.56 and 0.40 < x < 0.68:
        colour = (250, 250, 246)
        if 0.465 < y < 0.505 and (x * 20) % 1 < 0.7:
            colour = (72, 96, 116)
    if 0.405 < y < 0.44 and 0.39 < x < 0.69:
        colour = (226, 226, 220)
    if 0.22 < y < 0.41 and abs(x - 0.6) < 0.035:
        colour = mix((34, 132, 88), (20, 84, 58), (x - 0.565) / 0.07)
        if y < 0.26:
            colour = (32, 34, 38)
        if 0.30 < y < 0.325:
            colour = (240, 236, 220)
    smoke = math.sin(x * 40) * 0.02
    if y < 0.22 and abs(y - (0.17 - (x - 0.6) * 0.35 + smoke)) < 0.02 + (x - 0.6) * 0.12 and x > 0.59:
        colour = mix(colour, (236, 236, 236), 0.6)
    coats = ((196, 60, 54), (240, 186, 60), (46, 92, 150), (90, 140, 80), (120, 70, 130), (230, 120, 60))
    for deck, low, high in ((0.6, 0.24, 0.80),):
        if low < x < high and deck - 0.055 < y < deck:
            person = int(x * 52)
            across = (x * 52) % 1 - 0.5
            tall = 0.045 + 0.01 * math.sin(person * 7.1)
            up = deck - y
            if across ** 2 / 0.05 + ((up - tall) / 0.011) ** 2 < 1:
                colour = (232, 190, 160)
            elif up < tall - 0.008 and abs(across) < 0.33:
                colour = coats[person * 5 % 6]
    if abs(y - 0.585) < 0.003 and 0.21 < x < 0.83:
        colour = (250, 250, 250)
    return colour


def quiet(x, y):
    """A city map in greys and oranges with one small white spot near the river."""
    river = 0.62 + 0.13 * math.sin(x * 4.2 + 0.4) + 0.03 * math.sin(x * 11)
    if abs(y - river) < 0.045 + 0.012 * math.sin(x * 7):
        return (58, 70, 88)
    turned = 0.16 * math.sin(x * 2.1 + 1)
    u, v = x * 16 + turned * 5 + y * 2.2, y * 11 - x * 1.6
    block = (math.floor(u), math.floor(v))
    edge = min(u % 1, 1 - u % 1, v % 1, 1 - v % 1)
    main = abs(y - 0.3 - 0.25 * x) < 0.02 or abs(x - 0.42 - 0.1 * y) < 0.012
    spot = math.hypot((x - 0.33) * 1.78, y - river + 0.13)
    loud = 0.5 + 0.5 * math.sin(block[0] * 3.7 + block[1] * 5.3) * math.cos(block[0] * 1.9 - block[1])
    loud = loud * (1 - math.exp(-(spot / 0.22) ** 2))
    if spot < 0.032:
        return (252, 252, 246)
    if main:
        return (242, 128, 36)
    if edge < 0.09:
        return mix((104, 104, 104), (236, 150, 70), loud)
    return mix((66, 66, 68), (120, 88, 62), loud)


def png(draw):
    rows = bytearray()
    for row in range(HIGH):
        rows.append(0)
        for column in range(WIDE):
            points = [draw((column + a) / WIDE, (row + b) / HIGH) for a in (0.25, 0.75) for b in (0.25, 0.75)]
            # Five bits of each colour are enough, and pack well.
            rows.extend(min(255, int(sum(p[i] for p in points) / 4 / 8 + 0.5) * 8) for i in range(3))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    for draw in (bridge, ferry, quiet):
        Path(__file__).with_name(f"{draw.__name__}.png").write_bytes(png(draw))
