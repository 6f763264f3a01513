"""From a key to the picture, in milliseconds, as somebody at the keyboard feels it: presses a key in a window and
asks for its pixels until they have changed. It judges nothing. Run by key_to_pixel.sh, which opens the window."""
import ctypes as c
import statistics
import sys
import time

ROUNDS = 30
x11, xtst = c.CDLL("libX11.so.6"), c.CDLL("libXtst.so.6")
for name, result, arguments in [
    ("XOpenDisplay", c.c_void_p, [c.c_char_p]),
    ("XDefaultRootWindow", c.c_ulong, [c.c_void_p]),
    ("XStringToKeysym", c.c_ulong, [c.c_char_p]),
    ("XKeysymToKeycode", c.c_ubyte, [c.c_void_p, c.c_ulong]),
    ("XSync", c.c_int, [c.c_void_p, c.c_int]),
    ("XGetImage", c.c_void_p, [c.c_void_p, c.c_ulong] + [c.c_int] * 2 + [c.c_uint] * 2 + [c.c_ulong, c.c_int]),
    ("XFree", c.c_int, [c.c_void_p]),
]:
    function = getattr(x11, name)
    function.restype, function.argtypes = result, arguments
xtst.XTestFakeKeyEvent.argtypes = [c.c_void_p, c.c_uint, c.c_int, c.c_ulong]
xtst.XTestFakeMotionEvent.argtypes = [c.c_void_p, c.c_int, c.c_int, c.c_int, c.c_ulong]


class Image(c.Structure):
    _fields_ = [("width", c.c_int), ("height", c.c_int), ("xoffset", c.c_int), ("format", c.c_int),
                ("data", c.c_void_p), ("order", c.c_int), ("unit", c.c_int), ("bits", c.c_int), ("pad", c.c_int),
                ("depth", c.c_int), ("bytes_per_line", c.c_int)]


screen = x11.XOpenDisplay(None)
root = x11.XDefaultRootWindow(screen)


def pixels(area):
    image = x11.XGetImage(screen, root, *area, 0xFFFFFFFF, 2)
    shown = c.cast(image, c.POINTER(Image)).contents
    bytes_of_it = c.string_at(shown.data, shown.bytes_per_line * shown.height)
    x11.XFree(shown.data)
    x11.XFree(image)
    return bytes_of_it


def press(key):
    code = x11.XKeysymToKeycode(screen, x11.XStringToKeysym(key.encode()))
    for down in (1, 0):
        xtst.XTestFakeKeyEvent(screen, code, down, 0)
    x11.XSync(screen, 0)


def point(x, y):
    xtst.XTestFakeMotionEvent(screen, -1, x, y, 0)
    x11.XSync(screen, 0)


def at_rest(area, seconds=0.25):
    """The pixels, once they have not changed for a while."""
    now, since = pixels(area), time.perf_counter()
    while time.perf_counter() - since < seconds:
        time.sleep(0.02)
        before, now = now, pixels(area)
        if now != before:
            since = time.perf_counter()
    return now


def answer(key, area):
    """Milliseconds from the key to the first other pixel, and to the last one of that answer."""
    before = at_rest(area)
    pressed = time.perf_counter()
    press(key)
    while (first := pixels(area)) == before:
        if time.perf_counter() - pressed > 2:
            return None
    seen = time.perf_counter()
    last, changed = first, seen
    while time.perf_counter() - changed < 0.15:
        time.sleep(0.004)
        now = pixels(area)
        if now != last:
            last, changed = now, time.perf_counter()
    return (seen - pressed) * 1000, (changed - pressed) * 1000


def tell(what, answers):
    answers = [answer for answer in answers if answer]
    if not answers:
        return print(f"{what}: nothing was seen to change")
    p95 = lambda times: sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
    first, whole = zip(*answers)
    print(f"{what}: first change {statistics.median(first):.0f} ms (p95 {p95(first):.0f}), "
          f"whole answer {statistics.median(whole):.0f} ms (p95 {p95(whole):.0f}), {len(answers)} keys")


def main(of, x, y):
    # A letter on the bare map opens the box at the pointer; the caret that blinks afterwards stays out of it.
    area = (100, 120, 900, 700)
    point(x, y)
    letters = []
    for _ in range(ROUNDS):
        letters.append(answer("a", area))
        press("Escape")
    tell(f"{of}: a letter on the map", letters)
    # F8 and Right: the card of the weakest connection.
    press("F8")
    press("Right")
    time.sleep(1.5)
    card = (60, 60, 700, 400)
    digits = [answer(str(i % 5 + 1), card) for i in range(ROUNDS)]
    tell(f"{of}: a digit on the card", digits)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
