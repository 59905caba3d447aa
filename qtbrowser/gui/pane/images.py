"""Loads the pictures of a page: only from the library, only raster formats, only within limits, outside the GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from qtbrowser.gui.pane.page_links import LinkKind, read_link

ImageLoader = Callable[[str], bytes | None]

BYTE_LIMIT = 16 * 1024 * 1024
PIXEL_LIMIT = 40_000_000
PICTURE_LIMIT = 200
REST_MS = 150
"""Time in milliseconds without a change of the width after which pictures are decoded for it."""

TALLEST = 4000
"""The largest height of a picture on a page, in logical pixels."""

FORMATS = (b"png", b"jpeg", b"gif", b"webp", b"bmp")


@dataclass(frozen=True, slots=True)
class PictureScale:
    """The size limits of pictures on the page.

    `zoom` multiplies a picture's own size, `width` is the widest in logical pixels, `density` the device pixels of
    a logical one.
    """

    zoom: float
    width: int
    density: float = 1.0


class PageImages(QObject):
    """Loads the images of one page; each picture is passed by a signal once it is decoded.

    Args:
        loader: returns the bytes of the library file at a relative path, or None if there is none. It is called in a
            worker thread.
        scale: the size limits.
        parent: the owner.

    Signals:
        picture_ready: an address and its QImage; a null one if there is no picture that may be shown.
    """

    picture_ready = Signal(str, QImage)

    def __init__(self, loader: ImageLoader | None, scale: PictureScale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._scale = scale
        self._asked: set[str] = set()
        self._decoded: dict[str, _Decoded] = {}

    @cached_property
    def _rest(self) -> QTimer:
        """Made for the first picture: most pages have none."""
        rest = QTimer(self, singleShot=True, interval=REST_MS)
        rest.timeout.connect(self._decode_again)
        return rest

    @property
    def bytes_in_memory(self) -> int:
        """What the decoded pictures take."""
        return sum(decoded.picture.sizeInBytes() for decoded in self._decoded.values())

    @property
    def is_complete(self) -> bool:
        """Whether all requests have been answered."""
        return self._asked == self._decoded.keys()

    def ask(self, address: str) -> bool:
        """Begins to load the picture at `address`; returns False if the address is not allowed."""
        link = read_link(address)
        if link.kind is not LinkKind.IMAGE or self._loader is None:
            return False
        if address in self._asked:
            return True
        if len(self._asked) == PICTURE_LIMIT:
            return False
        self._asked.add(address)
        self._decode(self._loader, address)
        return True

    def fit(self, width: int) -> list[tuple[str, QImage]]:
        """Fit the pictures to another width of the page.

        Those that are too wide are scaled down, roughly. When the width has stopped changing, these and those that an
        earlier width has made narrower than they are by themselves are decoded again, and passed by the signal.

        Args:
            width: the widest, in logical pixels.

        Returns:
            The address and the picture of each that is shown in another size now.
        """
        if width == self._scale.width:
            return []
        before, self._scale = self._scale.width, replace(self._scale, width=width)
        if self._asked:
            self._rest.start()
        return [
            (address, decoded.within(width))
            for address, decoded in self._decoded.items()
            if decoded.width > min(width, before)
        ]

    def _decode(self, loader: ImageLoader, address: str) -> None:
        reading = _PictureReading(loader, address, read_link(address).target, self._scale)
        reading.done.finished.connect(self._report)
        QThreadPool.globalInstance().start(reading)

    def _decode_again(self) -> None:
        for address, decoded in self._decoded.items():
            is_wrong = self._is_narrowed(decoded) or decoded.width > self._scale.width
            if is_wrong and self._loader is not None:
                self._decode(self._loader, address)

    @Slot(str, QImage, int)
    def _report(self, address: str, picture: QImage, limit: int) -> None:
        decoded = self._decoded[address] = _Decoded(picture, limit)
        if self._is_narrowed(decoded):
            # The width has changed meanwhile.
            self._rest.start()
        self.picture_ready.emit(address, decoded.within(self._scale.width))

    def _is_narrowed(self, decoded: _Decoded) -> bool:
        """Whether a picture was decoded for less room than there is, and needs more."""
        return decoded.width >= decoded.limit < self._scale.width


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A picture, and the width in logical pixels that it was decoded for; a null picture if there is none to show."""

    picture: QImage
    limit: int

    @property
    def width(self) -> float:
        """The width that it is shown in if there is room, in logical pixels."""
        # The division by the density is not exact.
        return round(self.picture.deviceIndependentSize().width(), 3)

    def within(self, width: int) -> QImage:
        """The picture, not wider than a width in logical pixels."""
        if self.width <= width:
            return self.picture
        fitted = QImage(self.picture)
        fitted.setDevicePixelRatio(self.picture.width() / width)
        return fitted


class _Done(QObject):
    finished = Signal(str, QImage, int)


class _PictureReading(QRunnable):
    """Loads and decodes one picture in a worker thread."""

    def __init__(self, loader: ImageLoader, address: str, path: str, scale: PictureScale) -> None:
        super().__init__()
        self.done = _Done()
        self._loader = loader
        self._address = address
        self._path = path
        self._scale = scale

    def run(self) -> None:
        content = self._loader(self._path)
        picture = QImage() if content is None else decode_picture(content, self._scale)
        self.done.finished.emit(self._address, picture, self._scale.width)


def decode_picture(content: bytes, scale: PictureScale) -> QImage:
    """Decodes a raster picture in the size in which it is shown.

    SVG is refused: Qt's renderer follows references to other files.

    Args:
        content: the bytes of the file.
        scale: the size limits; it is decoded no larger than it is shown.

    Returns:
        The picture with its device pixel ratio set; a null one if it is not a picture or exceeds a limit.
    """
    if len(content) > BYTE_LIMIT:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if bytes(reader.format().data()) not in FORMATS or not size.isValid():
        return QImage()
    if size.width() * size.height() > PIXEL_LIMIT:
        return QImage()
    tallest = TALLEST * size.width() / max(1, size.height())
    shown = max(1.0, min(size.width() * scale.zoom, scale.width, tallest))
    decoded = min(size.width(), max(1, round(shown * scale.density)))
    if decoded < size.width():
        reader.setScaledSize(QSize(decoded, max(1, round(size.height() * decoded / size.width()))))
    picture = reader.read()
    if not picture.isNull():
        picture.setDevicePixelRatio(decoded / shown)
    return picture


def blank_picture() -> QImage:
    """One transparent pixel for a picture that isn't shown; given nothing, Qt would try to open the address as a
    file.
    """
    picture = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    return picture
